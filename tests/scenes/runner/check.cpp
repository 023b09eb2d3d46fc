#include "check.h"

#include "base/words.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::scenes {

namespace {

// Runs of white space become one space.
std::string spaced(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            out += c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::vector<const Citation*> citations_of(const Answer& answer) {
    std::vector<const Citation*> citations;
    for (const Sentence& sentence : answer.sentences) {
        for (const Citation& citation : sentence.citations) citations.push_back(&citation);
    }
    return citations;
}

bool matches(const Citation& citation, std::string_view expected) {
    const std::string quote = spaced(citation.quote);
    const std::string wanted = spaced(expected);
    return !quote.empty() && (quote.find(wanted) != std::string::npos || wanted.find(quote) != std::string::npos);
}

bool says(const Answer& answer, std::string_view words) {
    return spaced(folded(answer.text())).find(spaced(folded(words))) != std::string::npos;
}

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; (at = text.find(k_part_separator)) != std::string_view::npos;) {
        parts.emplace_back(text.substr(0, at));
        text.remove_prefix(at + k_part_separator.size());
    }
    parts.emplace_back(text);
    return parts;
}

// Whether the parts stand in the answer one behind the other; what lies between them does not matter.
bool in_order(const Answer& answer, std::string_view parts) {
    const std::string text = spaced(folded(answer.text()));
    std::size_t from = 0;
    for (const std::string& part : parts_of(parts)) {
        const std::string wanted = spaced(folded(part));
        from = text.find(wanted, from);
        if (from == std::string::npos) return false;
        from += wanted.size();
    }
    return true;
}

// "HEADING | WORDS": whether an item below the heading (a lead or note whose text holds it) reads so.
bool stands_under(const Answer& answer, std::string_view heading_and_words) {
    const std::vector<std::string> parts = parts_of(heading_and_words);
    bool below = false;
    for (const Sentence& sentence : answer.sentences) {
        const std::string text = spaced(folded(sentence.text));
        if (sentence.role == SentenceRole::lead || sentence.role == SentenceRole::note ||
            sentence.role == SentenceRole::heading)
            below = text.find(spaced(folded(parts[0]))) != std::string::npos;
        else if (below && text.find(spaced(folded(parts[1]))) != std::string::npos)
            return true;
    }
    return false;
}

// "QUOTE | WORDS": whether the reason of a cited source that is quoted so holds the words.
bool is_explained(const Answer& answer, std::string_view quote_and_words) {
    const std::vector<std::string> parts = parts_of(quote_and_words);
    const auto citations = citations_of(answer);
    return std::ranges::any_of(answer.sources, [&](const SourceNote& source) {
        const bool quoted = std::ranges::any_of(citations, [&](const Citation* citation) {
            return citation->post == source.evidence.post.id && matches(*citation, parts[0]);
        });
        return quoted && folded(source.because).find(folded(parts[1])) != std::string::npos;
    });
}

// Empty when the expectation holds.
std::string complaint_of(const Answer& answer, const Expectation& expected) {
    const auto citations = citations_of(answer);
    switch (expected.kind) {
        case Expectation::Kind::kind:
            if (name_of(answer.kind) == expected.text) return {};
            return fmt::format("expected an answer of kind {}, got {}", expected.text, name_of(answer.kind));
        case Expectation::Kind::cite:
            if (std::ranges::any_of(citations, [&](auto* citation) { return matches(*citation, expected.text); }))
                return {};
            return fmt::format("expected a citation of \"{}\"", expected.text);
        case Expectation::Kind::first:
            if (!citations.empty() && matches(*citations.front(), expected.text)) return {};
            return fmt::format("expected the first citation to be \"{}\"", expected.text);
        case Expectation::Kind::say:
            return says(answer, expected.text) ? "" : fmt::format("expected the answer to say \"{}\"", expected.text);
        case Expectation::Kind::say_not:
            return says(answer, expected.text) ? fmt::format("the answer must not say \"{}\"", expected.text) : "";
        case Expectation::Kind::count_cites:
            if (std::to_string(citations.size()) == expected.text) return {};
            return fmt::format("expected {} citations, got {}", expected.text, citations.size());
        case Expectation::Kind::order:
            return in_order(answer, expected.text) ? "" : fmt::format("expected in this order: {}", expected.text);
        case Expectation::Kind::under:
            return stands_under(answer, expected.text) ? ""
                                                       : fmt::format("expected below its heading: {}", expected.text);
        case Expectation::Kind::not_under:
            return stands_under(answer, expected.text) ? fmt::format("must not stand below: {}", expected.text) : "";
        case Expectation::Kind::because:
            return is_explained(answer, expected.text) ? "" : fmt::format("expected as a reason: {}", expected.text);
    }
    return {};
}

Result<std::string> cited_text(World& world, const Person& person, const Citation& citation) {
    const Viewer viewer = TRY(world.archive().common().viewer(person.id));
    const auto shelf = TRY(world.archive().shelf(person.id, citation.post.shelf));
    const Post post = TRY(shelf->post_version(viewer, citation.post.number, citation.version));
    return citation.in_title ? post.title : post.text;
}

// What is wrong with one citation, whatever the scene asks.
std::string fault_of(World& world, const Person& person, const std::string& answer, Span sentence,
                     const Citation& citation) {
    const auto text = cited_text(world, person, citation);
    if (!text) return fmt::format("cites {}, which cannot be read: {}", to_text(citation.post), text.error().text());
    if (citation.span.empty() || citation.span.of(*text) != citation.quote) {
        return fmt::format("cites \"{}\", but bytes {} to {} of {} read \"{}\"", citation.quote, citation.span.begin,
                           citation.span.end, to_text(citation.post), citation.span.of(*text));
    }
    if (citation.anchor.empty() || citation.anchor.end > answer.size() || !sentence.contains(citation.anchor)) {
        return fmt::format("anchors \"{}\" at bytes {} to {}, outside its sentence ({} to {})", citation.quote,
                           citation.anchor.begin, citation.anchor.end, sentence.begin, sentence.end);
    }
    return {};
}

void check_always(World& world, const Person& person, const Question& question, const Answered& answered,
                  std::vector<Complaint>& complaints) {
    const Answer& answer = *answered.turn.answer;
    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Sentence& sentence = answer.sentences[i];
        if (sentence.support == Support::quoted && sentence.citations.empty()) {
            complaints.push_back({question.line, fmt::format("\"{}\" is quoted without a citation", sentence.text)});
        }
        const bool stands_alone = sentence.role == SentenceRole::step && sentence.citations.empty();
        const bool worked_from_nothing = answer.kind == AnswerKind::worked && i == 0 && sentence.citations.empty();
        if (stands_alone || worked_from_nothing)
            complaints.push_back({question.line, fmt::format("\"{}\" is a step without a citation", sentence.text)});
        for (const Citation& citation : sentence.citations) {
            const std::string fault = fault_of(world, person, text, places[i], citation);
            if (!fault.empty()) complaints.push_back({question.line, "the answer " + fault});
        }
    }
    if (answered.streamed != text) {
        complaints.push_back({question.line, fmt::format("the stream spelled another answer: {}", answered.streamed)});
    }
}

}  // namespace

std::vector<Complaint> complaints_of(World& world, const Person& person, const Question& question,
                                     const Answered& answered) {
    std::vector<Complaint> complaints;
    if (!answered.turn.answer) {
        complaints.push_back({question.line, "there is no answer: " + answered.turn.failure});
        return complaints;
    }
    for (const Expectation& expected : question.expectations) {
        std::string complaint = complaint_of(*answered.turn.answer, expected);
        if (!complaint.empty()) complaints.push_back({expected.line, std::move(complaint)});
    }
    if (question.golden && *question.golden != answered.turn.answer->text()) {
        complaints.push_back({question.golden_line,
                              "the answer's text has changed (UPDATE=1 writes it anew) from\n" + *question.golden});
    }
    check_always(world, person, question, answered, complaints);
    return complaints;
}

}  // namespace familiar::scenes
