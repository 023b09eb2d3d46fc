#include "perceive/forms.h"

#include "perceive/limits.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::perceive {

namespace {

constexpr double k_preferred_share = 0.75;

}  // namespace

// Reads the right side of a line.
class Forms::Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    Result<std::vector<Sequence>> all() {
        std::vector<Sequence> choices = TRY(alternatives(0));
        if (at_ < text_.size()) return fail(ErrorCode::invalid_argument, "a bracket is closed that was not opened");
        return choices;
    }

private:
    Result<std::vector<Sequence>> alternatives(char closing) {
        std::vector<Sequence> choices(1);
        while (at_ < text_.size() && text_[at_] != ')' && text_[at_] != ']') {
            const char c = text_[at_];
            if (c == '|')
                choices.emplace_back();
            else if (c == '(' || c == '[')
                choices.back().push_back(TRY(choice(c)));
            else if (c == '<')
                choices.back().push_back(TRY(symbol()));
            else if (c != ' ')
                choices.back().push_back(words());
            if (c == '|' || c == ' ') ++at_;
        }
        if (closing != 0 && (at_ == text_.size() || text_[at_] != closing))
            return fail(ErrorCode::invalid_argument, fmt::format("'{}' is missing", closing));
        return choices;
    }

    Result<Part> choice(char opening) {
        ++at_;
        Part part{Part::Kind::choice, {}, {}};
        part.choices = TRY(alternatives(opening == '(' ? ')' : ']'));
        ++at_;
        if (opening == '[') part.choices.emplace_back();
        return part;
    }

    Result<Part> symbol() {
        const std::size_t end = text_.find('>', at_);
        if (end == std::string_view::npos) return fail(ErrorCode::invalid_argument, "'>' is missing");
        Part part{Part::Kind::symbol, std::string(text_.substr(at_ + 1, end - at_ - 1)), {}};
        at_ = end + 1;
        return part;
    }

    Part words() {
        const std::size_t end = std::min(text_.find_first_of("|()[]<>", at_), text_.size());
        std::string_view found = text_.substr(at_, end - at_);
        at_ = end;
        // A word that touches a symbol goes on from it: "<person>'s".
        while (found.ends_with(' ')) found.remove_suffix(1);
        return {Part::Kind::text, std::string(found), {}};
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

namespace {

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

}  // namespace

Result<Forms> Forms::read(std::string_view text, const std::vector<std::string>& lists) {
    Forms forms;
    while (!text.empty()) {
        std::string line(take_line(text));
        while (text.starts_with(' ')) {
            text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
            line += ' ';
            line += take_line(text);
        }
        if (line.empty()) continue;
        const std::size_t equals = line.find(" = ");
        if (equals == std::string::npos)
            return fail(ErrorCode::invalid_argument, fmt::format("\"{}\": write 'symbol = one | other'", line));
        const std::string name = line.substr(0, equals);
        auto choices = Reader(std::string_view(line).substr(equals + 3)).all();
        if (!choices) return Failure(std::move(choices).error().in("the line of " + name));
        forms.rules_[name] = choices.release();
    }
    for (const auto& [name, choices] : forms.rules_) {
        const Part* part = forms.missing(choices, lists);
        if (part != nullptr)
            return fail(ErrorCode::invalid_argument, fmt::format("{} names <{}>, which has no line", name, part->text));
    }
    return forms;
}

const Forms::Part* Forms::missing(const std::vector<Sequence>& choices, const std::vector<std::string>& lists) const {
    for (const Sequence& sequence : choices) {
        for (const Part& part : sequence) {
            if (const Part* inside = missing(part.choices, lists)) return inside;
            const bool known = rules_.contains(part.text) || std::ranges::find(lists, part.text) != lists.end();
            if (part.kind == Part::Kind::symbol && !known) return &part;
        }
    }
    return nullptr;
}

void Forms::fill(const std::string& symbol, const std::vector<std::pair<std::string, double>>& choices) {
    List& list = lists_[symbol];
    list = {};
    double sum = 0;
    for (const auto& [text, weight] : choices) {
        if (text.empty() || weight <= 0) continue;
        list.texts.push_back(text);
        list.sums.push_back(sum += weight);
    }
}

void Forms::prefer(const std::string& symbol, const std::vector<std::string>& choices) {
    preferred_[symbol] = choices;
    std::erase(preferred_[symbol], "");
}

std::string Forms::play(const std::string& symbol) {
    std::string out;
    return append_symbol(symbol, 0, out) ? out : std::string();
}

// SplitMix64 over a counter: spread evenly, and the same every time.
double Forms::next_share() {
    std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((mixed ^ (mixed >> 31U)) >> 11U) * 0x1p-53;
}

bool Forms::append(const Sequence& sequence, std::size_t depth, std::string& out) {
    for (const Part& part : sequence) {
        if (part.kind == Part::Kind::text) {
            if (!out.empty() && !part.text.starts_with('\'')) out += ' ';
            out += part.text;
        } else if (part.kind == Part::Kind::symbol) {
            if (!append_symbol(part.text, depth + 1, out)) return false;
        } else {
            const auto index = static_cast<std::size_t>(next_share() * static_cast<double>(part.choices.size()));
            if (!append(part.choices[index], depth, out)) return false;
        }
    }
    return true;
}

bool Forms::append_symbol(const std::string& symbol, std::size_t depth, std::string& out) {
    if (depth > k_form_depth_max) return false;
    const auto rule = rules_.find(symbol);
    if (rule != rules_.end()) {
        const auto index = static_cast<std::size_t>(next_share() * static_cast<double>(rule->second.size()));
        return append(rule->second[index], depth, out);
    }
    const auto preferred = preferred_.find(symbol);
    if (preferred != preferred_.end() && !preferred->second.empty() && next_share() < k_preferred_share) {
        const auto count = static_cast<double>(preferred->second.size());
        if (!out.empty()) out += ' ';
        out += preferred->second[static_cast<std::size_t>(next_share() * count)];
        return true;
    }
    const auto list = lists_.find(symbol);
    if (list == lists_.end() || list->second.texts.empty()) return false;
    const std::vector<double>& sums = list->second.sums;
    const auto place = std::ranges::upper_bound(sums, next_share() * sums.back());
    const auto index = std::min(static_cast<std::size_t>(place - sums.begin()), sums.size() - 1);
    if (!out.empty()) out += ' ';
    out += list->second.texts[index];
    return true;
}

}  // namespace familiar::perceive
