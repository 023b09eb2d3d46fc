#include "answer/instant/voices.h"

#include "answer/instant/named.h"
#include "answer/instant/opinion.h"
#include "answer/instant/passages.h"
#include "answer/instant/talk.h"
#include "answer/limits.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::answer::instant {

namespace {

constexpr std::size_t k_whole_bytes_max = 220;

// How a voice came to speak of the topic.
struct Setting {
    const Evidence* answers = nullptr;  // the question it answers
    bool about_it = false;              // that question is about the topic
    bool named = false;                 // the post calls the topic by its name
    bool speaks_itself = false;         // the post holds the topic itself
};

std::vector<std::string> capitalised(std::string_view text) {
    std::vector<std::string> words;
    for (const Word& word : words_of(text)) {
        if (is_capitalised(word.span.of(text))) words.push_back(word.folded);
    }
    return words;
}

bool holds_word(std::string_view text, std::string_view folded_word) {
    return std::ranges::any_of(words_of(text), [&](const Word& word) { return word.folded == folded_word; });
}

// Whether the words of the topic that are no names were met in the post or near it: "the quiz in the Crooked Oar" is
// not spoken of wherever the Crooked Oar is.
bool meets_the_rest(const Evidence& evidence, const Question& question) {
    const std::string& topic = question.topic;
    return std::ranges::all_of(words_of(topic), [&](const Word& word) {
        return is_capitalised(word.span.of(topic)) || is_function_word(word.folded, question.language) ||
               std::ranges::find(evidence.because, word.folded, &Finding::what) != evidence.because.end();
    });
}

// Whether the post calls what was asked for by its name, or by a part of it in reply to somebody. "Gannet House" is no
// part of "Saltmarsh House", though they share a word.
bool names_topic(const Evidence& evidence, const Question& question, const Setting& setting) {
    const std::vector<std::string> wanted = capitalised(question.topic);
    if (wanted.empty() || !meets_the_rest(evidence, question)) return false;
    const std::string& text = evidence.post.text;
    const auto held = std::ranges::count_if(wanted, [&](const std::string& word) { return holds_word(text, word); });
    if (held == static_cast<std::ptrdiff_t>(wanted.size())) return true;
    if (held == 0 || setting.answers == nullptr) return false;
    return std::ranges::none_of(names_in(text, {}), [&](const std::string& name) {
        const std::vector<std::string> parts = capitalised(name);
        const auto common = std::ranges::count_if(
            parts, [&](const std::string& part) { return std::ranges::find(wanted, part) != wanted.end(); });
        return common > 0 && common < static_cast<std::ptrdiff_t>(parts.size());
    });
}

// A message of a chat leans on what was said right before it.
bool leans_on_chat(const Evidence& evidence) {
    static constexpr double k_leaning_needed = 0.65;
    static constexpr double k_own_needed = 0.2;
    return evidence.post.kind == PostKind::message && carries(evidence, k_leaning_needed) &&
           own_coverage(evidence) >= k_own_needed;
}

Setting setting_of(const Evidence& evidence, const Talk& talk, const Question& question) {
    Setting setting;
    setting.answers = talk.question_answered_by(evidence);
    setting.about_it = setting.answers != nullptr && carries(*setting.answers, k_coverage_gathered) &&
                       own_coverage(*setting.answers) >= k_coverage_gathered;
    const bool holds_it = carries(evidence, k_coverage_gathered) && own_coverage(evidence) >= k_coverage_gathered;
    setting.named = names_topic(evidence, question, setting);
    const bool other_named = !capitalised(question.topic).empty() && !setting.named;
    setting.speaks_itself = (holds_it && !other_named) || setting.named || leans_on_chat(evidence);
    return setting;
}

// What is offered or sold by the one who speaks is not recommended by it.
bool speaks_of_self(const Evidence& evidence, const Question& question) {
    const std::string topic = " " + folded(question.topic) + " ";
    const std::vector<Word> name = words_of(evidence.post.author.name);
    return std::ranges::any_of(
        name, [&](const Word& word) { return topic.find(" " + word.folded + " ") != std::string::npos; });
}

// "So I am for it now": a sentence that goes on about what was named before it.
bool points_back(std::string_view sentence) {
    static constexpr std::array<std::string_view, 12> k_words = {"it",  "they", "them", "he",  "she", "him",
                                                                 "its", "her",  "his",  "sie", "ihn", "es"};
    return std::ranges::any_of(
        words_of(sentence), [&](const Word& word) { return std::ranges::find(k_words, word.folded) != k_words.end(); });
}

// Whether a sentence speaks of the topic. In a short post that calls it by its name, or in a short reply, all do.
bool to_the_point(const Evidence& evidence, Span span, const Setting& setting) {
    const bool is_short = evidence.post.text.size() <= k_whole_bytes_max;
    if (is_short && (setting.named || !evidence.post.reply_to.empty())) return true;
    return setting.about_it || holds_match(evidence, span) || points_back(span.of(evidence.post.text));
}

// The statement that takes a side most clearly; of equals the later, which is where people end up.
Voice clearest(const Evidence& evidence, const Setting& setting) {
    Voice voice{&evidence, {}, Stance::neither, nullptr};
    int most = 0;
    for (const Span span : sentences_of(evidence.post.text)) {
        if (only_asks(evidence, span)) continue;
        if (!to_the_point(evidence, span, setting)) continue;
        const std::string_view sentence = span.of(evidence.post.text);
        const bool undecided = is_undecided(sentence);
        const int leaning = undecided ? 0 : leaning_of(sentence);
        if (undecided && most == 0) voice = {&evidence, span, Stance::undecided, nullptr};
        if (leaning == 0 || std::abs(leaning) < most) continue;
        most = std::abs(leaning);
        voice = {&evidence, span, leaning > 0 ? Stance::in_favour : Stance::against, nullptr};
    }
    return voice;
}

// A short post is quoted whole: "Against." alone tells little.
Span quoted_part(const Evidence& evidence, Span clearest) {
    const std::vector<Span> sentences = sentences_of(evidence.post.text);
    if (sentences.empty()) return {};
    const Span whole{sentences.front().begin, sentences.back().end};
    if (whole.size() <= k_whole_bytes_max) return whole;
    return readable(evidence.post.text, clearest.empty() ? evidence.best : clearest);
}

// Asked for a recommendation, people answer with a name: somewhere in the answer to the question itself, or as all of
// the first sentence of a reply ("Bergspur on Mill Square.").
bool names_as_answer(const Evidence& evidence, const Setting& setting) {
    static constexpr std::size_t k_bare_words_max = 5;
    const std::string_view text = evidence.post.text;
    if (setting.answers != nullptr) return !names_in(text, setting.answers->post.author.name).empty();
    const std::vector<Span> sentences = sentences_of(text);
    if (evidence.post.reply_to.empty() || sentences.empty()) return false;
    const std::string_view first = sentences.front().of(text);
    return words_of(first).size() <= k_bare_words_max && !names_in(first, {}).empty();
}

std::optional<Voice> voice_of(const Evidence& evidence, const Talk& talk, const Question& question, Asked asked) {
    if (evidence.instructs || evidence.best.empty() || evidence.post.kind == PostKind::product) return std::nullopt;
    const Setting setting = setting_of(evidence, talk, question);
    if (!setting.about_it && !setting.speaks_itself) return std::nullopt;
    if (setting.answers != nullptr && setting.answers->post.author == evidence.post.author) return std::nullopt;
    if (speaks_of_self(evidence, question)) return std::nullopt;
    if (asked == Asked::recommendations && asks(evidence)) return std::nullopt;
    Voice voice = clearest(evidence, setting);
    if (voice.stance == Stance::neither && asks(evidence)) return std::nullopt;
    const bool names =
        asked == Asked::recommendations && voice.stance == Stance::neither && names_as_answer(evidence, setting);
    if (names) voice.stance = Stance::in_favour;
    voice.span = quoted_part(evidence, voice.span);
    voice.answers = setting.answers;
    return voice;
}

bool newer(const Voice& a, const Voice& b) { return a.evidence->post.posted_at > b.evidence->post.posted_at; }

// Where the author of `voices` (in the order of evidence) stands: by the newest that takes a stand, quoted by the best
// of those that say the same.
Position position_of(const std::vector<Voice>& voices) {
    const Voice* newest = nullptr;
    for (const Voice& voice : voices) {
        if (voice.stance == Stance::neither) continue;
        if (newest == nullptr || newer(voice, *newest)) newest = &voice;
    }
    if (newest == nullptr) return {voices.front(), std::nullopt};
    const auto same = std::ranges::find(voices, newest->stance, &Voice::stance);
    Position position{*same, std::nullopt};
    for (const Voice& voice : voices) {
        const bool other = voice.stance != newest->stance && voice.stance != Stance::neither;
        if (!other || !newer(*newest, voice)) continue;
        position.now = *newest;  // what turned is quoted where it turned
        if (!position.before || newer(voice, *position.before)) position.before = voice;
    }
    return position;
}

}  // namespace

std::vector<Position> positions_in(const std::vector<Evidence>& found, const Question& question, Asked asked) {
    const Talk talk(found);
    std::vector<std::pair<std::string, std::vector<Voice>>> by_author;
    for (const Evidence& evidence : found) {
        const auto voice = voice_of(evidence, talk, question, asked);
        if (!voice) continue;
        const std::string& name = evidence.post.author.name;
        auto known = std::ranges::find(by_author, name, &std::pair<std::string, std::vector<Voice>>::first);
        if (known == by_author.end()) known = by_author.insert(by_author.end(), {name, {}});
        known->second.push_back(*voice);
    }
    std::vector<Position> positions;
    positions.reserve(by_author.size());
    for (const auto& [name, voices] : by_author) positions.push_back(position_of(voices));
    return positions;
}

std::vector<Position> those_with(const std::vector<Position>& positions, Stance stance) {
    std::vector<Position> out;
    for (const Position& position : positions) {
        if (position.now.stance == stance && out.size() < k_voices_max) out.push_back(position);
    }
    return out;
}

std::vector<std::string> names_of(const std::vector<Position>& positions, const ComposeContext& context) {
    std::vector<std::string> names;
    names.reserve(positions.size());
    for (const Position& position : positions) names.push_back(who(position.now.evidence->post, context));
    return names;
}

std::vector<std::pair<const Evidence*, Span>> grounds_of(const std::vector<Position>& positions) {
    std::vector<std::pair<const Evidence*, Span>> grounds;
    grounds.reserve(positions.size());
    for (const Position& position : positions) grounds.emplace_back(position.now.evidence, position.now.span);
    return grounds;
}

double best_coverage(const std::vector<Position>& positions) {
    double best = 0;
    for (const Position& position : positions) best = std::max(best, position.now.evidence->coverage);
    return best;
}

std::string people(std::size_t count) { return count == 1 ? "1 person" : fmt::format("{} people", count); }

void quote_all(Draft& draft, const std::vector<Position>& positions, const ComposeContext& context) {
    for (const Position& position : positions) {
        draft.quote_said(*position.now.evidence, position.now.span, SentenceRole::item);
        if (position.now.answers != nullptr) draft.answers(*position.now.evidence, *position.now.answers);
        if (!position.before) continue;
        const Evidence& before = *position.before->evidence;
        draft.quote(before, position.before->span, SentenceRole::item,
                    "before that, " + who_where_when(before, context) + ":");
    }
}

}  // namespace familiar::answer::instant
