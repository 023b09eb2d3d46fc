#include "converse/understand/pattern.h"

namespace familiar::converse {

namespace {

struct Element {
    enum class Kind { words, optional_words, slot };
    Kind kind = Kind::words;
    std::vector<std::string_view> alternatives;
    std::string_view slot;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(separator);
        if (const auto part = text.substr(0, at); !part.empty()) parts.push_back(part);
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

std::vector<Element> parse(std::string_view pattern) {
    std::vector<Element> elements;
    for (std::string_view token : split(pattern, ' ')) {
        Element element;
        if (token.front() == '<') {
            element.kind = Element::Kind::slot;
            element.slot = token.substr(1, token.size() - 2);
        } else {
            if (token.front() == '[') {
                element.kind = Element::Kind::optional_words;
                token = token.substr(1, token.size() - 2);
            }
            element.alternatives = split(token, '|');
        }
        elements.push_back(std::move(element));
    }
    return elements;
}

class Matcher {
public:
    Matcher(const std::vector<Element>& elements, const std::vector<Word>& words)
        : elements_(elements), words_(words) {}

    bool match(std::size_t element, std::size_t word) {
        static constexpr int k_steps_max = 20'000;
        if (++steps_ > k_steps_max) return false;
        if (element == elements_.size()) return word == words_.size();
        const Element& next = elements_[element];
        if (next.kind == Element::Kind::slot) return match_slot(next, element, word);
        if (word < words_.size() && is_one_of(words_[word].folded, next.alternatives) && match(element + 1, word + 1))
            return true;
        return next.kind == Element::Kind::optional_words && match(element + 1, word);
    }

    Captures captures;

private:
    bool match_slot(const Element& slot, std::size_t element, std::size_t word) {
        for (std::size_t end = word + 1; end <= words_.size(); ++end) {
            if (match(element + 1, end)) {
                captures.emplace(std::string(slot.slot), Span{words_[word].span.begin, words_[end - 1].span.end});
                return true;
            }
        }
        return false;
    }

    static bool is_one_of(std::string_view word, const std::vector<std::string_view>& alternatives) {
        for (const std::string_view alternative : alternatives) {
            if (word == alternative) return true;
        }
        return false;
    }

    const std::vector<Element>& elements_;
    const std::vector<Word>& words_;
    int steps_ = 0;
};

}  // namespace

std::optional<Captures> match_pattern(std::string_view pattern, const std::vector<Word>& words) {
    const std::vector<Element> elements = parse(pattern);
    Matcher matcher(elements, words);
    if (!matcher.match(0, 0)) return std::nullopt;
    return std::move(matcher.captures);
}

}  // namespace familiar::converse
