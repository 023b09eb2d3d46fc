#include "answer/contemplating/subject.h"

#include "answer/contemplating/limits.h"
#include "answer/instant/opinion.h"
#include "answer/instant/talk.h"
#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

namespace familiar::answer::contemplating {

namespace {

// Words that ask for an overview and say nothing about of what.
bool only_asks_for_overview(std::string_view folded_word) {
    static constexpr std::array<std::string_view, 62> k_words = {
        "happening",  "happened",    "happens",    "happen",    "going",    "overview", "brief",  "briefing", "summary",
        "summarise",  "summarize",   "everything", "situation", "story",    "matter",   "tell",   "know",     "need",
        "should",     "explain",     "understand", "latest",    "news",     "stand",    "stands", "state",    "status",
        "discussion", "debate",      "sides",      "angles",    "facts",    "doing",    "done",   "been",     "give",
        "write",      "contemplate", "think",      "people",    "say",      "about",    "all",    "whole",    "picture",
        "background", "details",     "report",     "uberblick", "alles",    "passiert", "stand",  "lage",     "resumen",
        "todo",       "pasa",        "resumo",     "tudo",      "acontece", "updates",  "far",    "up"};
    return std::ranges::find(k_words, folded_word) != k_words.end();
}

std::vector<std::string> stems_of(const std::vector<Word>& words, std::string_view language) {
    std::vector<std::string> stems;
    for (const Word& word : words) {
        if (word.kind == WordKind::link || word.kind == WordKind::emoji) continue;
        if (is_function_word(word.folded, language) || is_function_word(word.folded, "en")) continue;
        stems.push_back(stem_of(word.folded, language));
    }
    return stems;
}

bool holds_all(std::string_view text, const std::vector<std::string>& stems, std::string_view language) {
    const std::vector<std::string> held = content_stems(text, language);
    return !stems.empty() && std::ranges::all_of(stems, [&](const std::string& stem) {
        return std::ranges::find(held, stem) != held.end();
    });
}

// The chat that is called after the subject.
std::string group_about(const Subject& subject, const std::vector<Evidence>& found) {
    static constexpr double k_share_needed = 0.35;
    std::set<std::string> titles;
    for (const Evidence& evidence : found) {
        if (evidence.post.kind == PostKind::message) titles.insert(evidence.source_title);
    }
    std::string best;
    double most = 0;
    for (const std::string& title : titles) {
        const std::vector<std::string> stems = content_stems(title, subject.language);
        double share = 0;
        for (const auto& [word, weight] : subject.weights) {
            const std::string stem = stem_of(word, subject.language);
            share += std::ranges::find(stems, stem) != stems.end() ? weight : 0;
        }
        if (share < k_share_needed || share <= most) continue;
        best = title;
        most = share;
    }
    return best;
}

// The ranker's shares of the question's words by how rare they are, and by how many of the found posts hold them: what
// hardly any holds ("autumn") tells little of what is about the subject.
std::map<std::string, double> weights_of(const std::vector<Evidence>& found) {
    static constexpr double k_commonness = 0.7;
    std::map<std::string, std::pair<double, double>> words;  // weight, posts
    for (const Evidence& evidence : found) {
        for (const Finding& finding : evidence.because) {
            if (finding.kind != Finding::Kind::word && finding.kind != Finding::Kind::title_word) continue;
            auto& [weight, posts] = words[finding.what];
            weight = std::max(weight, finding.weight);
            ++posts;
        }
    }
    double sum = 0;
    double seen = 0;  // what no post at all holds keeps its share: nothing is about it
    std::map<std::string, double> weights;
    for (const auto& [word, entry] : words) {
        const auto& [weight, posts] = entry;
        seen += weight;
        weights[word] = weight * std::pow(posts, k_commonness);
        sum += weights[word];
    }
    for (auto& [word, weight] : weights) weight *= sum > 0 ? std::min(seen, 1.0) / sum : 0;
    return weights;
}

// The share of the subject's words that the post or what it answers holds.
double share_held(const Evidence& evidence, const Subject& subject) {
    static constexpr double k_names_alone = 0.6;  // who names what was named speaks of it, whatever the other words
    static constexpr double k_around = 0.8;  // of a word that only stands in what it answers or where it was written
    std::map<std::string, double> held;
    for (const Finding& finding : evidence.because) {
        const bool itself = finding.kind == Finding::Kind::word || finding.kind == Finding::Kind::title_word;
        const bool around = finding.kind == Finding::Kind::neighbour || finding.kind == Finding::Kind::thread;
        if (!itself && !around) continue;
        double& known = held[finding.what];
        known = std::max(known, itself ? 1 : k_around);
    }
    const bool holds_names = !subject.names.empty() && std::ranges::all_of(subject.names, [&](const std::string& name) {
        return held.contains(name) && held.at(name) == 1;
    });
    double share = 0;
    for (const auto& [word, weight] : subject.weights) {
        const auto found = held.find(word);
        if (found != held.end()) share += weight * found->second;
    }
    return holds_names ? std::max(share, k_names_alone) : share;
}

// The discussions that open with the subject or come back to it, those with most of it first; no whole chats.
std::vector<std::string> threads_about(const std::vector<Evidence>& found) {
    static constexpr double k_opens = 0.6;
    static constexpr double k_comes_back = 1.2;
    std::map<std::string, double> weight;
    for (const Evidence& evidence : found) {
        if (evidence.post.thread.empty() || evidence.post.kind != PostKind::post) continue;
        const double own = instant::own_coverage(evidence);
        weight[evidence.post.thread] += evidence.post.reply_to.empty() && own >= k_opens ? k_comes_back : own;
    }
    std::vector<std::pair<std::string, double>> best(weight.begin(), weight.end());
    std::erase_if(best, [](const auto& one) { return one.second < k_comes_back; });
    std::ranges::stable_sort(best, std::greater<>(), &std::pair<std::string, double>::second);
    if (best.size() > k_discussions_max) best.resize(k_discussions_max);
    std::vector<std::string> threads;
    for (auto& [thread, posts] : best) threads.push_back(std::move(thread));
    return threads;
}

Shape shape_of(const Subject& subject, const std::vector<Evidence>& found) {
    static constexpr std::size_t k_sides_needed = 2;
    std::set<std::string> in_favour;
    std::set<std::string> against;
    std::size_t dated = 0;
    std::size_t near = 0;
    for (const Evidence& evidence : found) {
        if (evidence.best.empty() || relevance_of(evidence, subject) < k_relevance_needed) continue;
        const std::string_view best = evidence.best.of(evidence.post.text);
        ++near;
        dated += cues_of(best, words_of(best)).time ? 1 : 0;
        if (evidence.post.kind == PostKind::article || evidence.instructs) continue;
        const int leaning = instant::leaning_of(evidence.post.text);
        if (leaning > 0) in_favour.insert(evidence.post.author.name);
        if (leaning < 0) against.insert(evidence.post.author.name);
    }
    if (in_favour.size() >= k_sides_needed && against.size() >= k_sides_needed) return Shape::conflict;
    return dated * 2 > near ? Shape::plan : Shape::topic;
}

}  // namespace

std::string_view name_of(Angle angle) {
    switch (angle) {
        case Angle::known: return "What is known";
        case Angle::timeline: return "Timeline";
        case Angle::people: return "Who says what";
        case Angle::for_and_against: return "For and against";
        case Angle::figures: return "Facts and figures";
        case Angle::changes: return "What changed";
        case Angle::contradictions: return "What contradicts";
        case Angle::open: return "Open points";
    }
    return "";
}

std::vector<std::string> content_stems(std::string_view text, std::string_view language) {
    return stems_of(words_of(text), language);
}

Subject subject_of(const Question& question) {
    Subject subject;
    subject.language = question.language;
    subject.time = question.time;
    const std::string& topic = question.topic.empty() ? question.group : question.topic;
    const std::string source = topic.empty() ? (question.author.empty() ? question.asked : question.author) : topic;
    const std::vector<Word> words = words_of(source);
    for (const Word& word : words) {
        const bool named = is_capitalised(word.span.of(source)) && &word != &words.front();
        if (!named && only_asks_for_overview(word.folded)) continue;
        if (is_function_word(word.folded, subject.language)) continue;
        if (named) subject.names.push_back(word.folded);
        if (!subject.words.empty()) subject.words += ' ';
        subject.words += word.span.of(source);
    }
    if (subject.words.empty()) subject.words = source;
    subject.person = question.author;
    subject.stems = content_stems(subject.words, subject.language);
    return subject;
}

void settle(Subject& subject, const std::vector<Evidence>& found) {
    const std::vector<Word> words = words_of(subject.words);
    const bool named = !words.empty() && std::ranges::all_of(words, [&](const Word& word) {
        return is_capitalised(word.span.of(subject.words));
    });
    for (const Evidence& evidence : found) {
        if (!named || !subject.person.empty()) break;
        if (holds_all(evidence.post.author.name, subject.stems, subject.language))
            subject.person = evidence.post.author.name;
    }
    subject.weights = weights_of(found);
    subject.group = group_about(subject, found);
    subject.threads = threads_about(found);
    subject.shape = subject.person.empty() ? shape_of(subject, found) : Shape::person;
}

std::vector<Angle> angles_for(const Subject& subject) {
    using enum Angle;
    switch (subject.shape) {
        case Shape::person: return {known, people, timeline, figures, changes};
        case Shape::conflict: return {known, for_and_against, people, timeline, figures, changes, contradictions, open};
        case Shape::plan: return {known, timeline, people, figures, changes, contradictions, open};
        case Shape::topic: return {known, timeline, people, for_and_against, figures, changes, contradictions, open};
    }
    return {known};
}

bool is_in_place(const Evidence& evidence, const Subject& subject) {
    const bool in_group = !subject.group.empty() && evidence.source_title == subject.group;
    return in_group || (!evidence.post.thread.empty() &&
                        std::ranges::find(subject.threads, evidence.post.thread) != subject.threads.end());
}

double relevance_of(const Evidence& evidence, const Subject& subject) {
    static constexpr double k_in_place = 0.6;   // where the subject need not be named
    static constexpr double k_elsewhere = 0.6;  // when there is a place for it, other posts must be about it indeed
    static constexpr double k_indeed = 0.85;
    if (!subject.person.empty() && evidence.post.author.name == subject.person) return 1;
    double relevance = share_held(evidence, subject);
    if (is_in_place(evidence, subject)) return std::min(1.0, std::max(relevance, k_in_place));
    if (!subject.group.empty() && relevance < k_indeed) relevance *= k_elsewhere;
    return std::min(relevance, 1.0);
}

}  // namespace familiar::answer::contemplating
