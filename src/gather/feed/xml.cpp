#include "gather/feed/xml.h"

#include "base/utf8.h"
#include "gather/html.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>
#include <vector>

namespace familiar::gather::feed {

namespace {

constexpr std::string_view k_space = " \t\r\n";

bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool equal_ignoring_case(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

std::string_view local_part(std::string_view name) { return name.substr(name.find(':') + 1); }

bool is_entry(std::string_view name) {
    return equal_ignoring_case(local_part(name), "item") || equal_ignoring_case(local_part(name), "entry");
}

// Elements of HTML that are written without an end tag, in feeds that hold HTML as it is. None is an element of a feed.
bool is_html_void(std::string_view name) {
    static constexpr std::array<std::string_view, 6> k_voids = {"br", "hr", "img", "input", "wbr", "param"};
    return std::ranges::any_of(k_voids, [&](std::string_view known) { return equal_ignoring_case(name, known); });
}

bool is_allowed(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0x7F && c < 0xD800) ||
           (c > 0xDFFF && c < 0xFFFE) || (c > 0xFFFF && c <= 0x10FFFF);
}

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '"': out += "&quot;"; break;
            default: out.push_back(c);
        }
    }
}

class Repair {
public:
    explicit Repair(std::string_view text) : in_(text) {}

    WellFormedXml run() && {
        out_.reserve(in_.size() + 64);
        while (at_ < in_.size()) {
            if (in_[at_] == '<')
                markup();
            else
                text(std::min(in_.find('<', at_), in_.size()));
        }
        const bool inside = std::ranges::any_of(open_, is_entry);
        while (!open_.empty()) close_innermost();
        return {std::move(out_), inside};
    }

private:
    std::string_view rest() const { return in_.substr(at_); }

    void skip_past(std::string_view end, std::size_t from) {
        const std::size_t found = in_.find(end, at_ + from);
        at_ = found == std::string_view::npos ? in_.size() : found + end.size();
    }

    void markup() {
        const std::string_view here = rest();
        if (here.starts_with("<!--")) {
            skip_past("-->", 4);
        } else if (here.starts_with("<![CDATA[")) {
            cdata();
        } else if (here.starts_with("<!DOCTYPE") || here.starts_with("<!doctype")) {
            doctype();
        } else if (here.starts_with("<!") || here.starts_with("<?")) {
            skip_past(">", 2);
        } else if (here.size() > 2 && here[1] == '/' && is_name_start(here[2])) {
            end_tag();
        } else if (here.size() > 1 && is_name_start(here[1])) {
            start_tag();
        } else {
            if (!open_.empty()) out_ += "&lt;";
            ++at_;
        }
    }

    void cdata() {
        at_ += 9;
        const std::size_t end = std::min(in_.find("]]>", at_), in_.size());
        if (!open_.empty()) append_allowed(in_.substr(at_, end - at_));
        at_ = std::min(end + 3, in_.size());
    }

    // Reads the plain entities of the internal subset: <!ENTITY name "value">, where the value is not markup.
    void doctype() {
        std::size_t end = std::min(in_.find('>', at_), in_.size());
        const std::size_t subset = in_.substr(0, end).find('[', at_);
        if (subset != std::string_view::npos) {
            const std::size_t close = std::min(in_.find(']', subset), in_.size());
            for (std::size_t i = in_.find("<!ENTITY", subset); i < close; i = in_.find("<!ENTITY", i + 8)) {
                declare_entity(in_.substr(i + 8, close - i - 8));
            }
            end = std::min(in_.find('>', close), in_.size());
        }
        at_ = std::min(end + 1, in_.size());
    }

    void declare_entity(std::string_view declaration) {
        const std::size_t begin = std::min(declaration.find_first_not_of(k_space), declaration.size());
        const std::size_t end = std::min(declaration.find_first_of(k_space, begin), declaration.size());
        const std::size_t quote = declaration.find_first_not_of(k_space, end);
        if (quote == std::string_view::npos || (declaration[quote] != '"' && declaration[quote] != '\'')) return;
        const std::size_t value_end = declaration.find(declaration[quote], quote + 1);
        if (value_end == std::string_view::npos || value_end - quote > k_dtd_entity_bytes_max) return;
        if (declared_.size() >= k_dtd_entities_max) return;
        const std::string_view value = declaration.substr(quote + 1, value_end - quote - 1);
        std::string plain;
        if (value.starts_with("&#") && value.find(';') == value.size() - 1)
            plain = numeric(value.substr(2, value.size() - 3));
        else if (value.find_first_of("&<%") == std::string_view::npos)
            plain = value;
        declared_.emplace(declaration.substr(begin, end - begin), std::move(plain));
    }

    // Character data up to `end`, inside an element or an attribute's value.
    void text(std::size_t end) {
        while (at_ < end) {
            const std::size_t stop = std::min(in_.substr(0, end).find('&', at_), end);
            if (!open_.empty()) append_allowed(in_.substr(at_, stop - at_));
            at_ = stop;
            if (at_ < end) reference(end);
        }
    }

    void append_allowed(std::string_view plain) {
        const auto is_bad = [](char c) {
            return static_cast<unsigned char>(c) < 0x20 && k_space.find(c) == std::string_view::npos;
        };
        while (!plain.empty()) {
            const std::size_t good = std::ranges::find_if(plain, is_bad) - plain.begin();
            append_escaped(out_, plain.substr(0, good));
            plain.remove_prefix(std::min(good + 1, plain.size()));
        }
    }

    // At a '&': XML's own references stay, those of HTML and of the DTD become characters, a stray '&' is escaped.
    void reference(std::size_t end) {
        static constexpr std::array<std::string_view, 5> k_xml = {"lt", "gt", "amp", "quot", "apos"};
        static constexpr std::size_t k_name_bytes_max = 64;
        const std::size_t size = in_.substr(at_, std::min(end - at_, k_name_bytes_max)).find(';');
        const std::string_view name =
            size == std::string_view::npos ? std::string_view() : in_.substr(at_ + 1, size - 1);
        if (std::ranges::find(k_xml, name) != k_xml.end()) {
            if (!open_.empty()) out_.append(in_.substr(at_, size + 1));
            at_ += size + 1;
            return;
        }
        const std::string character = character_of(name);
        if (!open_.empty()) append_escaped(out_, character.empty() ? "&" : character);
        at_ += character.empty() ? 1 : size + 1;
    }

    std::string character_of(std::string_view name) {
        if (name.empty()) return {};
        if (name.front() == '#') return numeric(name.substr(1));
        const auto declared = declared_.find(name);
        if (declared != declared_.end()) {
            expanded_ += declared->second.size();
            return expanded_ <= k_dtd_expansion_bytes_max ? declared->second : std::string();
        }
        static constexpr std::size_t k_known_max = 4096;
        const auto known = html_.find(name);
        if (known != html_.end()) return known->second;
        if (html_.size() >= k_known_max) return {};
        return html_.emplace(name, html_entity(name)).first->second;
    }

    // "8217" or "x2019"; those of 128 to 159 mean characters of windows-1252 (HTML, 13.2.5.80).
    static std::string numeric(std::string_view digits) {
        const bool is_hex = !digits.empty() && lower(digits.front()) == 'x';
        if (is_hex) digits.remove_prefix(1);
        std::uint32_t value = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value, is_hex ? 16 : 10);
        if (error != std::errc() || end != digits.data() + digits.size()) return {};
        std::string character;
        const char byte = static_cast<char>(value);
        if (value >= 0x80 && value < 0xA0 && utf8::decode(std::string_view(&byte, 1), "windows-1252", character))
            return character;
        utf8::append(character, is_allowed(value) ? static_cast<char32_t>(value) : U'\uFFFD');
        return character;
    }

    std::string_view name() {
        const std::size_t begin = at_;
        while (at_ < in_.size() && is_name_part(in_[at_])) ++at_;
        return in_.substr(begin, at_ - begin);
    }

    void start_tag() {
        ++at_;
        const std::string_view tag = name();
        const bool kept = open_.size() < k_xml_depth_max && !(open_.empty() && has_root_);
        const std::size_t before = out_.size();
        has_root_ = true;
        open_.push_back(tag);  // So that attributes are written.
        out_.append("<").append(tag);
        const bool ended = attributes();
        if (!kept) {
            out_.resize(before);
            open_.pop_back();
        } else if (ended || is_html_void(tag)) {
            out_ += "/>";
            open_.pop_back();
        } else {
            out_ += '>';
        }
    }

    // Whether the tag ends itself. A tag without '>' ends where the next one begins.
    bool attributes() {
        while (at_ < in_.size() && in_[at_] != '<') {
            if (in_[at_] == '>') return ++at_, false;
            if (rest().starts_with("/>")) return at_ += 2, true;
            if (is_name_start(in_[at_]))
                attribute();
            else
                ++at_;
        }
        return false;
    }

    void attribute() {
        out_.append(" ").append(name()).append("=\"");
        const std::size_t equals = std::min(in_.find_first_not_of(k_space, at_), in_.size());
        if (equals < in_.size() && in_[equals] == '=') {
            at_ = std::min(in_.find_first_not_of(k_space, equals + 1), in_.size());
            value();
        }
        out_ += '"';
    }

    void value() {
        const char quote = at_ < in_.size() ? in_[at_] : '\0';
        if (quote == '"' || quote == '\'') {
            ++at_;
            std::size_t end = in_.find(quote, at_);
            const bool is_open = end == std::string_view::npos;
            if (is_open) end = std::min(in_.find('>', at_), in_.size());
            text(end);
            at_ += is_open ? 0 : 1;
        } else {
            text(std::min(in_.find_first_of(" \t\r\n>", at_), in_.size()));
        }
    }

    void end_tag() {
        at_ += 2;
        const std::string_view tag = name();
        at_ = std::min(in_.find_first_of("<>", at_), in_.size());
        if (at_ < in_.size() && in_[at_] == '>') ++at_;
        const auto same = [&](std::string_view open) { return equal_ignoring_case(open, tag); };
        const auto found = std::ranges::find_if(open_.rbegin(), open_.rend(), same);
        if (found == open_.rend()) return;
        for (auto closing = found - open_.rbegin() + 1; closing > 0; --closing) close_innermost();
    }

    void close_innermost() {
        out_.append("</").append(open_.back()).append(">");
        open_.pop_back();
    }

    std::string_view in_;
    std::size_t at_ = 0;
    std::string out_;
    std::vector<std::string_view> open_;
    bool has_root_ = false;
    std::map<std::string, std::string, std::less<>> declared_;
    std::map<std::string, std::string, std::less<>> html_;
    std::size_t expanded_ = 0;
};

}  // namespace

WellFormedXml well_formed(std::string_view text) { return Repair(text).run(); }

}  // namespace familiar::gather::feed
