#include "gather/html/reduced.h"

#include "gather/html/tags.h"
#include "gather/limits.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace familiar::gather {

namespace {

constexpr std::string_view k_space = " \t\n\f\r";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equal_ignoring_case(std::string_view a, std::string_view lower_case) {
    return std::ranges::equal(a, lower_case, {}, lower);
}

// Whether a style attribute hides what it is on. Text that nobody sees is a way to plant instructions.
bool hides(std::string_view style) {
    std::string packed;
    for (const char c : style) {
        if (k_space.find(c) == std::string_view::npos) packed.push_back(lower(c));
    }
    return packed.find("display:none") != std::string::npos || packed.find("visibility:hidden") != std::string::npos;
}

bool is_list(GumboTag tag) { return role_of(tag) == TagRole::list; }

bool starts_scope(GumboTag tag) {
    return role_of(tag) == TagRole::cell || tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_CAPTION ||
           tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_APPLET || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_SELECT;
}

bool is_of_table(GumboTag tag) {
    return tag == GUMBO_TAG_TABLE || role_of(tag) == TagRole::row || role_of(tag) == TagRole::cell;
}

bool ends_paragraph(TagRole role) {
    return role == TagRole::line || role == TagRole::paragraph || role == TagRole::rule || role == TagRole::list ||
           role == TagRole::item;
}

class Reducer {
public:
    explicit Reducer(std::string_view html) : in_(html) {}

    std::string run() && {
        out_ = "<body>";
        out_.reserve(in_.size() + 16);
        while (at_ < in_.size()) {
            const std::size_t tag = std::min(in_.find('<', at_), in_.size());
            out_.append(in_.substr(at_, tag - at_));
            at_ = tag;
            if (at_ < in_.size()) markup();
        }
        return std::move(out_);
    }

private:
    // At a '<': a tag, a comment, or nothing but the character (HTML, 13.2.5.6 tag open state).
    void markup() {
        const char next = at(1);
        if (is_letter(next)) {
            start_tag();
        } else if (next == '/' && is_letter(at(2))) {
            end_tag();
        } else if (in_.substr(at_).starts_with("<!--")) {
            comment();
        } else if (next == '!' || next == '?' || (next == '/' && at_ + 2 < in_.size())) {
            skip_past(">", 2);
        } else {
            out_ += "&lt;";  // Never bare: what follows may be cut, and then the next letters would look like a tag.
            ++at_;
        }
    }

    char at(std::size_t ahead) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }

    void skip_past(std::string_view end, std::size_t from) {
        const std::size_t found = in_.find(end, at_ + from);
        at_ = found == std::string_view::npos ? in_.size() : found + end.size();
    }

    // HTML, 13.2.5.43 to 13.2.5.52: "<!-->" and "--!>" end a comment too.
    void comment() {
        const std::string_view rest = in_.substr(at_ + 4);
        if (rest.starts_with(">")) {
            at_ += 5;
        } else if (rest.starts_with("->")) {
            at_ += 6;
        } else {
            end_of_comment();
        }
    }

    void end_of_comment() {
        for (at_ += 4; at_ < in_.size(); ++at_) {
            at_ = std::min(in_.find("--", at_), in_.size());
            const std::string_view behind = in_.substr(std::min(at_ + 2, in_.size()));
            if (!behind.starts_with(">") && !behind.starts_with("!>")) continue;
            at_ += behind.front() == '>' ? 3 : 4;
            return;
        }
        at_ = in_.size();
    }

    std::string_view tag_name() {
        const std::size_t end = std::min(in_.find_first_of(" \t\n\f\r/>", at_), in_.size());
        const std::string_view name = in_.substr(at_, end - at_);
        at_ = end;
        return name;
    }

    static GumboTag tag_named(std::string_view name) {
        const std::string_view known = name.substr(0, 64);  // No name that means anything is longer.
        return gumbo_tagn_enum(known.data(), static_cast<unsigned int>(known.size()));
    }

    void start_tag() {
        ++at_;
        const GumboTag tag = tag_named(tag_name());
        const TagRole role = role_of(tag);
        const std::string attributes = kept_attributes();
        const bool holds_nothing = ended_itself_ || !ends_later(tag, role);
        if (role == TagRole::raw) return holds_nothing ? void() : skip_raw(gumbo_normalized_tagname(tag));
        if (role == TagRole::dropped && holds_nothing) return;
        if (role == TagRole::transparent || ++tags_ > k_html_tags_max) return;
        close_implied(tag, role);
        if (!is_void(role)) {
            if (open_.size() >= k_html_depth_max) return;
            open_.push_back(tag);
        }
        out_ += '<';
        out_ += gumbo_normalized_tagname(tag);
        out_ += attributes;
        out_ += '>';
    }

    void end_tag() {
        at_ += 2;
        const GumboTag tag = tag_named(tag_name());
        kept_attributes();
        const TagRole role = role_of(tag);
        if (role == TagRole::transparent || role == TagRole::raw || is_void(role)) return;
        close(std::span(&tag, 1), is_of_table(tag) ? [](GumboTag t) { return t == GUMBO_TAG_TABLE; } : starts_scope);
    }

    // Nobody means to hide the rest of a text by an <object> that never ends. A script that never ends is all script.
    bool ends_later(GumboTag tag, TagRole role) {
        if ((role != TagRole::raw && role != TagRole::dropped) || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE)
            return true;
        const auto [known, is_new] = last_ends_.try_emplace(tag, 0);
        if (is_new) {
            const std::string_view name = gumbo_normalized_tagname(tag);
            for (std::size_t i = in_.find("</"); i != std::string_view::npos; i = in_.find("</", i + 2)) {
                if (equal_ignoring_case(in_.substr(i + 2, name.size()), name)) known->second = i;
            }
        }
        return known->second >= at_;
    }

    // Behind a tag's name: reads to its '>' and gives back the attributes that are of use, as they stand.
    std::string kept_attributes() {
        std::string kept;
        std::array<bool, k_kept.size()> seen{};
        bool hidden = false;
        while (true) {
            at_ = std::min(in_.find_first_not_of(" \t\n\f\r/", at_), in_.size());
            ended_itself_ = at_ > 0 && in_[at_ - 1] == '/';
            if (at_ == in_.size()) return {};
            if (in_[at_] == '>') break;
            const auto [name, value, as_written] = attribute();
            hidden =
                hidden || equal_ignoring_case(name, "hidden") || (equal_ignoring_case(name, "style") && hides(value));
            for (std::size_t i = 0; i < k_kept.size(); ++i) {
                if (seen[i] || value.empty() || !equal_ignoring_case(name, k_kept[i])) continue;
                seen[i] = true;
                kept.append(1, ' ').append(as_written);
            }
        }
        ++at_;
        return hidden ? kept + " hidden" : kept;
    }

    struct Attribute {
        std::string_view name;
        std::string_view value;
        std::string_view as_written;
    };

    Attribute attribute() {
        const std::size_t begin = at_;
        at_ = std::min(in_.find_first_of(" \t\n\f\r/>=", at_ + 1), in_.size());
        const std::string_view name = in_.substr(begin, at_ - begin);
        const std::size_t equals = in_.find_first_not_of(k_space, at_);
        if (equals == std::string_view::npos || in_[equals] != '=') return {name, {}, name};
        at_ = std::min(in_.find_first_not_of(k_space, equals + 1), in_.size());
        const char quote = at(0);
        std::string_view value;
        if (quote == '"' || quote == '\'') {
            const std::size_t end = in_.find(quote, at_ + 1);
            if (end == std::string_view::npos) return at_ = in_.size(), Attribute{};
            value = in_.substr(at_ + 1, end - at_ - 1);
            at_ = end + 1;
        } else if (quote != '>') {
            const std::size_t end = std::min(in_.find_first_of(" \t\n\f\r>", at_), in_.size());
            value = in_.substr(at_, end - at_);
            at_ = end;
        }
        return {name, value, in_.substr(begin, at_ - begin)};
    }

    // What the element holds is not markup; it ends at its own end tag.
    void skip_raw(std::string_view name) {
        while (at_ < in_.size()) {
            skip_past("</", 0);
            const std::string_view rest = in_.substr(at_);
            if (rest.size() <= name.size() || !equal_ignoring_case(rest.substr(0, name.size()), name)) continue;
            if (std::string_view(" \t\n\f\r/>").find(rest[name.size()]) == std::string_view::npos) continue;
            at_ += name.size();
            kept_attributes();
            return;
        }
    }

    // A start tag ends what cannot hold it (HTML, 13.1.2.4 optional tags).
    void close_implied(GumboTag tag, TagRole role) {
        static constexpr std::array k_paragraph{GUMBO_TAG_P};
        static constexpr std::array k_entry{GUMBO_TAG_LI};
        static constexpr std::array k_term{GUMBO_TAG_DT, GUMBO_TAG_DD};
        static constexpr std::array k_cells{GUMBO_TAG_TD, GUMBO_TAG_TH};
        static constexpr std::array k_row{GUMBO_TAG_TR};
        static constexpr std::array k_anchor{GUMBO_TAG_A};
        const auto at_table = [](GumboTag t) { return t == GUMBO_TAG_TABLE; };
        const auto at_block = [](GumboTag t) { return role_of(t) != TagRole::inline_mark; };
        const auto at_list = [](GumboTag t) { return is_list(t) || t == GUMBO_TAG_DL || starts_scope(t); };
        if (ends_paragraph(role)) close(k_paragraph, at_block);
        if (tag == GUMBO_TAG_LI) close(k_entry, at_list);
        if (tag == GUMBO_TAG_DT || tag == GUMBO_TAG_DD) close(k_term, at_list);
        if (role == TagRole::cell || role == TagRole::row) close(k_cells, at_table);
        if (role == TagRole::row) close(k_row, at_table);
        if (tag == GUMBO_TAG_A) close(k_anchor, starts_scope);
    }

    // Closes the innermost open element that is one of `tags`, with all inside it, unless `stop` comes first.
    void close(std::span<const GumboTag> tags, bool (*stop)(GumboTag)) {
        for (std::size_t i = open_.size(); i-- > 0;) {
            if (std::ranges::find(tags, open_[i]) != tags.end()) {
                while (open_.size() > i) close_innermost();
                return;
            }
            if (stop(open_[i])) return;
        }
    }

    void close_innermost() {
        out_ += "</";
        out_ += gumbo_normalized_tagname(open_.back());
        out_ += '>';
        open_.pop_back();
    }

    static constexpr std::array<std::string_view, 4> k_kept = {"href", "alt", "class", "start"};

    std::string_view in_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<GumboTag> open_;
    std::size_t tags_ = 0;
    bool ended_itself_ = false;  // the last tag, by a '/' as in XHTML
    std::map<GumboTag, std::size_t> last_ends_;
};

}  // namespace

std::string reduced_markup(std::string_view html) { return Reducer(html).run(); }

}  // namespace familiar::gather
