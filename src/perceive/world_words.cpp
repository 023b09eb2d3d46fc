#include "perceive/world_words.h"

#include "base/cues.h"
#include "base/words.h"
#include "perceive/limits.h"
#include "perceive/spoken.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace familiar::perceive {

namespace {

using Counts = std::unordered_map<std::string, double>;

// Words between which a thing's name begins: "the [wind turbines]", "for [eggs]".
const std::set<std::string, std::less<>>& openers() {
    static const std::set<std::string, std::less<>> words = {
        "the",  "a",     "an",    "my",   "our",  "your", "his",  "her",   "their", "this",
        "that", "these", "those", "no",   "some", "any",  "each", "every", "in",    "on",
        "at",   "for",   "of",    "with", "to",   "from", "by",   "about", "and",   "per"};
    return words;
}

void count(Counts& counts, std::string_view text, double weight) {
    if (text.empty()) return;
    const auto known = counts.find(std::string(text));
    if (known != counts.end())
        known->second += weight;
    else if (counts.size() < k_counted_max)
        counts.emplace(text, weight);
}

std::vector<Weighed> heaviest(const Counts& counts, double weight_min) {
    std::vector<Weighed> all;
    for (const auto& [text, weight] : counts) {
        if (weight >= weight_min) all.push_back({text, weight});
    }
    std::ranges::sort(all, [](const Weighed& one, const Weighed& other) {
        return one.weight != other.weight ? one.weight > other.weight : one.text < other.text;
    });
    if (all.size() > k_world_list_max) all.resize(k_world_list_max);
    return all;
}

std::string_view between(std::string_view text, const Word& left, const Word& right) {
    return text.substr(left.span.end, right.span.begin - left.span.end);
}

// Whether two words stand in one run: only a space or hyphen between them.
bool joined(std::string_view text, const Word& left, const Word& right) {
    const std::string_view gap = between(text, left, right);
    return gap == " " || gap == "-";
}

std::string_view as_written(std::string_view text, const Word& word) {
    std::string_view written = text.substr(word.span.begin, word.span.end - word.span.begin);
    for (const std::string_view ending : {"'s", "’s"}) {
        if (written.ends_with(ending)) written.remove_suffix(ending.size());
    }
    return written;
}

// The end of a proper name that begins at `first`: capitalised words, with "&" between them.
std::size_t name_end(std::string_view text, const std::vector<Word>& words, std::size_t first) {
    std::size_t end = first + 1;
    while (end < words.size() && end - first < k_name_words_max) {
        const std::string_view gap = between(text, words[end - 1], words[end]);
        const bool near = gap == " " || gap == "-" || gap == " & ";
        if (!near || words[end].kind != WordKind::word || !is_capitalised(as_written(text, words[end]))) break;
        ++end;
    }
    return end;
}

void count_names(Counts& names, std::string_view text, const std::vector<Word>& words, Topic& topic) {
    for (std::size_t i = 0; i < words.size();) {
        const bool starts = words[i].kind == WordKind::word && is_capitalised(as_written(text, words[i]));
        if (!starts || (i == 0 && is_function_word(words[0].folded, "en"))) {
            ++i;
            continue;
        }
        const std::size_t end = name_end(text, words, i);
        const std::string_view last = as_written(text, words[end - 1]);
        const std::string_view name =
            text.substr(words[i].span.begin, words[end - 1].span.begin + last.size() - words[i].span.begin);
        // The first word of a sentence has its capital anyway; it counts as a name only a little.
        count(names, name, i == 0 && end == 1 ? 0.2 : 1.0);
        if (i > 0 || end > 1) topic.names.push_back(spoken(name));
        i = end;
    }
}

void count_things(Counts& things, std::string_view text, const std::vector<Word>& words, Topic& topic) {
    const auto content = [&](std::size_t i) {
        return words[i].kind == WordKind::word && !is_function_word(words[i].folded, "en");
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!content(i)) continue;
        const bool opened = i > 0 && openers().contains(words[i - 1].folded) && joined(text, words[i - 1], words[i]);
        std::string run;
        for (std::size_t j = i; j < words.size() && j - i < k_thing_words_max && content(j); ++j) {
            if (j > i && !joined(text, words[j - 1], words[j])) break;
            const std::string said = spoken(as_written(text, words[j]));
            if (said.empty()) break;
            run += (run.empty() ? "" : " ") + said;
            // A run that goes on is less likely a name than one that ends here.
            const bool ends = j + 1 == words.size() || !content(j + 1) || !joined(text, words[j], words[j + 1]);
            count(things, run, (opened ? 1.0 : 0.15) * (ends ? 1.0 : 0.3));
            if (opened && ends) topic.things.push_back(run);
            if (i == j) topic.words.push_back(run);
        }
    }
}

std::string_view first_name(std::string_view name) { return name.substr(0, name.find(' ')); }

// What the neighbour itself speaks of, without what it took over from its own neighbour.
void add_things(Topic& topic, const Topic& neighbour) {
    const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
        to.insert(to.end(), from.begin(),
                  from.begin() + static_cast<long>(std::min(from.size(), k_topic_words_taken_max)));
    };
    add(topic.people, neighbour.people);
    add(topic.names, neighbour.names);
    add(topic.things, neighbour.things);
    add(topic.words, neighbour.words);
}

void mix(std::uint64_t& hash, std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    hash = (hash ^ 0xFFU) * 1'099'511'628'211U;
}

}  // namespace

std::uint64_t WorldWords::digest() const {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const auto* list : {&people, &groups, &names, &things}) {
        std::set<std::string_view> sorted;
        for (const Weighed& one : *list) sorted.insert(one.text);
        for (const std::string_view text : sorted) mix(hash, text);
        mix(hash, "");
    }
    return hash;
}

void WorldListener::hear(const Post& post) {
    if (posts_ == k_world_posts_max) return;
    ++posts_;
    count(people_, post.author.name, 1);
    if (const std::string_view first = first_name(post.author.name); first != post.author.name)
        count(people_, first, 3);
    Topic topic;
    topic.people = {spoken(post.author.name), spoken(first_name(post.author.name))};
    for (const std::string* text : {&post.title, &post.text}) {
        for (const Span span : sentences_of(*text))
            hear_sentence(std::string_view(*text).substr(span.begin, span.end - span.begin), topic);
    }
    const bool goes_on = !topics_.empty() && !post.thread.empty() && post.thread == last_thread_;
    if (goes_on) add_things(topic, topics_.back());
    last_thread_ = post.thread;
    if (topics_.size() < k_world_topics_max) topics_.push_back(std::move(topic));
}

bool WorldListener::has_heard_enough() const { return posts_ >= k_world_posts_max; }

void WorldListener::hear_group(std::string_view title) { count(groups_, title, 1); }

void WorldListener::hear_sentence(std::string_view sentence, Topic& topic) {
    const std::vector<Word> words = first_words_of(sentence, k_sentence_words_max);
    count_names(names_, sentence, words, topic);
    count_things(things_, sentence, words, topic);
    for (const Word& word : words) {
        const std::string_view written = as_written(sentence, word);
        if (word.kind == WordKind::word && !is_capitalised(written)) ++lower_case_[word.folded];
    }
    if (sentences_.size() >= k_world_sentences_max || words.size() >= k_sentence_words_max) return;
    if (std::string said = spoken(sentence); !said.empty()) sentences_.push_back(std::move(said));
}

WorldWords WorldListener::words() const {
    WorldWords made;
    made.people = heaviest(people_, 0);
    made.groups = heaviest(groups_, 0);
    made.things = heaviest(things_, 0.3);
    // A word that mostly stands without a capital is no name.
    Counts names;
    for (const auto& [name, weight] : names_) {
        const auto lower = lower_case_.find(folded(name));
        if (people_.contains(name) || (lower != lower_case_.end() && lower->second > weight)) continue;
        names.emplace(name, weight);
    }
    made.names = heaviest(names, 0.5);
    made.sentences = sentences_;
    made.topics = topics_;
    made.lower_case = lower_case_;
    return made;
}

}  // namespace familiar::perceive
