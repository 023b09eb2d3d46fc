#include "retrieve/talk.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <unordered_set>

namespace familiar::retrieve {

namespace {

using WordSet = std::unordered_set<std::string_view>;

constexpr double k_before_reply = 0.7;  // in the post that this one answers
constexpr std::array<double, 3> k_nearest = {0.68, 0.6, 0.5};
constexpr double k_question = 0.68;       // of somebody else, however much was said since
constexpr double k_own_question = 0.66;   // who asked the others may sum up what they said
constexpr double k_own = 0.55;            // what the author wrote
constexpr double k_goes_on = 0.85;        // the same, right before
constexpr double k_each_between = 0.008;  // less for every message between

bool among(const WordSet& set, const std::vector<Word>& words) {
    return std::ranges::any_of(words, [&](const Word& word) { return set.contains(word.folded); });
}

bool holds_one(std::string_view padded, std::span<const std::string_view> phrases) {
    return std::ranges::any_of(phrases,
                               [&](std::string_view phrase) { return padded.find(phrase) != std::string_view::npos; });
}

// The words with one space between and around them.
std::string padded_words(const std::vector<Word>& words) {
    std::string text = " ";
    for (const Word& word : words) text += word.folded + " ";
    return text;
}

bool begins_question(const std::vector<Word>& words) {
    static const WordSet k_openings = {"who",     "where", "when",   "what", "which",   "why",   "how",   "anyone",
                                       "anybody", "does",  "do",     "did",  "can",     "could", "is",    "are",
                                       "wer",     "wo",    "wann",   "was",  "welche",  "warum", "wie",   "weiss",
                                       "quien",   "donde", "cuando", "que",  "alguien", "quem",  "onde",  "quando",
                                       "alguem",  "ou",    "quand",  "qui",  "has",     "have",  "shall", "should"};
    if (words.size() < 3 || (words[0].folded == "what" && words[1].folded == "a")) return false;
    return k_openings.contains(words.front().folded);
}

Wanted asked_for(std::string_view padded) {
    struct Sign {
        Wanted wanted;
        std::string_view words;
    };
    static constexpr std::array k_signs = {
        Sign{Wanted::amount, " how much "}, Sign{Wanted::amount, " price "},    Sign{Wanted::amount, " pay for "},
        Sign{Wanted::amount, " cost "},     Sign{Wanted::amount, " wie viel "}, Sign{Wanted::amount, " kostet "},
        Sign{Wanted::amount, " cuanto "},   Sign{Wanted::amount, " quanto "},   Sign{Wanted::amount, " combien "},
        Sign{Wanted::count, " how many "},  Sign{Wanted::count, " how long "},  Sign{Wanted::count, " how old "},
        Sign{Wanted::time, " when "},       Sign{Wanted::time, " what time "},  Sign{Wanted::time, " which day "},
        Sign{Wanted::time, " what day "},   Sign{Wanted::time, " wann "},       Sign{Wanted::time, " cuando "},
        Sign{Wanted::time, " quando "},     Sign{Wanted::time, " quand "},      Sign{Wanted::time, " quelle heure "},
        Sign{Wanted::time, " what date "},  Sign{Wanted::time, " que hora "},   Sign{Wanted::reason, " why "},
        Sign{Wanted::reason, " how come "}, Sign{Wanted::reason, " warum "},    Sign{Wanted::reason, " por que "},
        Sign{Wanted::reason, " pourquoi "}, Sign{Wanted::place, " where "},     Sign{Wanted::place, " wo "},
        Sign{Wanted::place, " donde "},     Sign{Wanted::place, " onde "},      Sign{Wanted::place, " a spot "},
        Sign{Wanted::place, " seen my "},   Sign{Wanted::place, " seen the "},  Sign{Wanted::place, " place "},
        Sign{Wanted::person, " who "},      Sign{Wanted::person, " whose "},    Sign{Wanted::person, " somebody "},
        Sign{Wanted::person, " someone "},  Sign{Wanted::person, " anybody "},  Sign{Wanted::person, " wer "},
        Sign{Wanted::person, " quien "},    Sign{Wanted::person, " quem "},     Sign{Wanted::person, " which of you "}};
    const auto sign = std::ranges::find_if(
        k_signs, [&](const Sign& one) { return padded.find(one.words) != std::string_view::npos; });
    return sign == k_signs.end() ? Wanted::anything : sign->wanted;
}

bool thanks_in(const std::vector<Word>& words, std::string_view padded, std::string_view text) {
    static const WordSet k_words = {"thanks", "thank",  "thx",      "ty",       "cheers",  "danke",     "gracias",
                                    "merci",  "grazie", "obrigado", "obrigada", "perfect", "perfecto",  "perfeito",
                                    "noted",  "great",  "amazing",  "super",    "lovely",  "brilliant", "genial"};
    static constexpr std::array<std::string_view, 8> k_phrases = {
        " found it ", " got it ", " of course ", " there it ", " good to know ", " of you ", " no rush ", " all good "};
    static constexpr std::size_t k_words_max = 12;
    if (words.size() > k_words_max) return false;
    return among(k_words, words) || holds_one(padded, k_phrases) || text.find("🙏") != std::string_view::npos ||
           text.find("👍") != std::string_view::npos;
}

bool settles_in(std::string_view padded) {
    static constexpr std::array k_phrases = std::to_array<std::string_view>(
        {" it's decided ", " decided ",   " settled ",     " agreed ",     " then it's ",   " so it's ",
         " that's it ",    " deal ",      " final ",       " booked ",     " booking ",     " ordered ",
         " i'll order ",   " i'll book ", " going with ",  " go with ",    " we'll take ",  " we take ",
         " wins ",         " won ",       " majority ",    " unanimous ",  " votes ",       " against one ",
         " to one ",       " to two ",    " ok then ",     " alright ",    " all right ",   " let's do ",
         " done then ",    " so we ",     " we'll do ",    " cancelled ",  " called off ",  " postponed ",
         " we split ",     " reserving ", " i'm getting ", " i'll get ",   " i'll tell ",   " abgemacht ",
         " beschlossen ",  " also gut ",  " nehmen wir ",  " machen wir ", " wir machen ",  " einverstanden ",
         " quedamos ",     " decidido ",  " combinado ",   " on prend ",   " c'est decide "});
    static constexpr std::array<std::string_view, 3> k_endings = {" it is ", " then ", " dann "};
    return holds_one(padded, k_phrases) ||
           std::ranges::any_of(k_endings, [&](std::string_view ending) { return padded.ends_with(ending); });
}

// "It is" and "then" settle where a thought ends: "the lake it is", "we give it away then, you carry".
bool settles_in_thoughts(std::string_view sentence) {
    while (!sentence.empty()) {
        const std::size_t end = std::min(sentence.find_first_of(",;:"), sentence.size());
        if (settles_in(padded_words(words_of(sentence.substr(0, end))))) return true;
        sentence.remove_prefix(std::min(end + 1, sentence.size()));
    }
    return false;
}

// "Good, I'll transfer it": who agrees and goes about it.
bool opens_settling(const std::vector<Word>& words, std::string_view padded) {
    static const WordSet k_openings = {"ok",  "okay", "right", "good", "fine", "alright", "then",
                                       "gut", "vale", "bueno", "bom",  "bon",  "also"};
    static constexpr std::array<std::string_view, 10> k_goes_about = {
        " i'll ", " we'll ", " let's ", " i will ", " we will ", " ich ", " wir ", " yo ", " eu ", " on "};
    return !words.empty() && k_openings.contains(words.front().folded) && holds_one(padded, k_goes_about);
}

bool settles_matter(std::string_view text) {
    return std::ranges::any_of(sentences_of(text), [&](Span span) {
        const std::string_view sentence = span.of(text);
        if (sentence.ends_with('?')) return false;
        const std::vector<Word> words = words_of(sentence);
        return settles_in_thoughts(sentence) || opens_settling(words, padded_words(words));
    });
}

bool owns_in(std::string_view padded) {
    static constexpr std::array<std::string_view, 16> k_openings = {
        " me ",   " i can ", " i will ", " i'll ", " i did ", " i have ", " i do ",   " i could ",
        " i've ", " mine ",  " ich ",    " yo ",   " eu ",    " moi ",    " i took ", " i would "};
    static constexpr std::array<std::string_view, 8> k_anywhere = {" was me ", " was us ",  " put me ", " count me ",
                                                                   " guilty ", " war ich ", " fui yo ", " fui eu "};
    return holds_one(padded, k_anywhere) ||
           std::ranges::any_of(k_openings, [&](std::string_view opening) { return padded.starts_with(opening); });
}

bool shrugs_in(const std::vector<Word>& words, std::string_view padded) {
    static constexpr std::array<std::string_view, 22> k_phrases = {
        " no idea ", " not me ",   " me neither ",  " don't know ", " dunno ",        " good question ",
        " i wish ",  " me too ",   " same here ",   " interested ", " keine ahnung ", " ni idea ",
        " no se ",   " nao sei ",  " curious ",     " haha ",       " lol ",          " not mine ",
        " no clue ", " not sure ", " aucune idee ", " feel you "};
    return words.empty() || holds_one(padded, k_phrases);
}

}  // namespace

Heard heard_in(std::string_view text) {
    Heard heard;
    const std::vector<Word> words = words_of(text);
    const std::string padded = padded_words(words);
    const Cues cues = cues_of(text, words);
    heard.asks = text.find('?') != std::string_view::npos || cues.seeks || begins_question(words);
    if (heard.asks) heard.asks_for = asked_for(padded);
    heard.thanks = thanks_in(words, padded, text);
    heard.settles = settles_matter(text);
    heard.owns = owns_in(padded);
    heard.shrugs = shrugs_in(words, padded);
    return heard;
}

void lean(const Post& post, std::vector<Before>& before) {
    static constexpr std::chrono::hours k_last_three{18};
    static constexpr std::chrono::hours k_own_reach{3};
    static constexpr std::chrono::minutes k_goes_on_reach{30};
    const bool chat = post.reply_to.empty() && post.kind == PostKind::message;
    for (std::size_t i = 0; i < before.size(); ++i) {
        Before& one = before[i];
        if (!chat) {
            one.weight = k_before_reply;
            continue;
        }
        const std::chrono::seconds since =
            post.posted_at && one.post.posted_at ? *post.posted_at - *one.post.posted_at : std::chrono::seconds(0);
        const bool own = one.post.author == post.author;
        const double far = k_each_between * static_cast<double>(i);
        one.weight = i < k_nearest.size() && since <= k_last_three ? k_nearest[i] : 0;
        if (one.heard.asks) one.weight = std::max(one.weight, (own ? k_own_question : k_question) - far);
        if (own && since <= k_own_reach) one.weight = std::max(one.weight, k_own - far);
        if (own && since <= k_goes_on_reach && i < k_nearest.size() && !one.heard.asks)
            one.weight = std::max(one.weight, k_goes_on - far);
    }
}

std::vector<std::string_view> talk_kin(std::string_view stem) {
    struct Kin {
        std::string_view asked;
        std::vector<std::string_view> said;
    };
    static const std::vector<Kin> k_kin = {
        {"work",
         {"job", "hire", "employ", "compani", "firm", "offic", "boss", "colleagu", "notic", "career", "shift", "start",
          "join", "contract", "salari", "quit", "posit"}},
        {"live", {"move", "flat", "apart", "hous", "home", "address", "rent", "landlord", "unpack", "box", "settl"}},
        {"home", {"hous", "flat", "apart", "move", "address", "live"}},
        {"meet", {"venu", "place", "room", "gather", "held", "move"}},
        {"cost", {"price", "fee", "pay", "paid", "charg"}},
        {"studi", {"univers", "cours", "semest", "exam", "colleg", "school", "degre"}},
        {"drive", {"car", "lift", "van", "ride", "pick", "take"}},
        {"doctor", {"dr", "physician", "gp"}},
        {"hairdress", {"hair", "barber", "haircut"}},
        {"marri", {"wed", "engag", "propos", "husband", "wife"}},
    };
    const auto found = std::ranges::find(k_kin, stem, &Kin::asked);
    return found == k_kin.end() ? std::vector<std::string_view>() : found->said;
}

}  // namespace familiar::retrieve
