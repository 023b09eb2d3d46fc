#include "answer/thinking/lexicon.h"

#include "base/words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace familiar::answer::thinking {

namespace {

using WordSet = std::unordered_set<std::string_view>;

const WordSet& relations() {
    static const WordSet k_words = {
        "brother",  "sister",        "mother",    "father",   "husband",  "wife",     "son",         "daughter",
        "aunt",     "uncle",         "cousin",    "niece",    "nephew",   "boss",     "neighbour",   "neighbor",
        "friend",   "partner",       "mum",       "mom",      "dad",      "granny",   "grandmother", "grandfather",
        "grandson", "granddaughter", "colleague", "landlord", "landlady", "bruder",   "schwester",   "mutter",
        "vater",    "tante",         "onkel",     "hermano",  "hermana",  "madre",    "padre",       "irmao",
        "irma",     "mae",           "pai",       "twins",    "baby",     "flatmate", "fiance",      "fiancee"};
    return k_words;
}

const WordSet& person_nouns() {
    static const WordSet k_words = {
        "one",       "person",      "man",       "woman",        "girl",     "boy",         "guy",        "lady",
        "people",    "somebody",    "someone",   "anybody",      "anyone",   "member",      "author",     "owner",
        "winner",    "leader",      "teacher",   "plumber",      "dentist",  "doctor",      "vet",        "nurse",
        "baker",     "cook",        "chef",      "driver",       "coach",    "librarian",   "councillor", "babysitter",
        "sitter",    "electrician", "carpenter", "tailor",       "painter",  "singer",      "soloist",    "judge",
        "ferryman",  "organiser",   "organizer", "gardener",     "cleaner",  "couple",      "parents",    "lad",
        "runner",    "player",      "therapist", "photographer", "mechanic", "hairdresser", "guide",      "instructor",
        "manager",   "child",       "kid",       "student",      "musician", "builder",     "shopkeeper", "farmer",
        "fisherman", "designer",    "founder",   "host",         "hostess"};
    return k_words;
}

const WordSet& place_nouns() {
    static const WordSet k_words = {
        "place",   "pub",     "shop",   "cafe",    "restaurant", "house",    "town",   "street", "hall",   "hotel",
        "bar",     "stall",   "church", "village", "room",       "building", "garden", "farm",   "inn",    "tavern",
        "bakery",  "market",  "venue",  "studio",  "workshop",   "office",   "city",   "beach",  "island", "park",
        "barn",    "mill",    "clinic", "hut",     "flat",       "spot",     "store",  "b&b",    "gym",    "pool",
        "cottage", "address", "ort",    "lokal",   "lugar",      "kneipe",   "laden"};
    return k_words;
}

const WordSet& day_nouns() {
    static const WordSet k_words = {"day",      "date",   "evening", "night",     "morning",  "afternoon",
                                    "weekend",  "monday", "tuesday", "wednesday", "thursday", "friday",
                                    "saturday", "sunday", "tag",     "abend",     "dia",      "time"};
    return k_words;
}

const WordSet& verbs() {
    static const WordSet k_words = {
        "accept",    "agree",   "announce",  "answer",   "arrive",   "ask",      "bake",     "become",  "begin",
        "belong",    "book",    "borrow",    "bring",    "build",    "buy",      "call",     "carry",   "catch",
        "celebrate", "change",  "charge",    "choose",   "clean",    "close",    "collect",  "come",    "cook",
        "cost",      "cut",     "decide",    "design",   "die",      "do",       "draw",     "drink",   "drive",
        "earn",      "eat",     "end",       "enjoy",    "expect",   "fetch",    "find",     "finish",  "fix",
        "fly",       "forget",  "found",     "gather",   "get",      "give",     "go",       "grow",    "happen",
        "have",      "hear",    "help",      "hide",     "hire",     "hold",     "invite",   "join",    "keep",
        "know",      "last",    "lead",      "learn",    "leave",    "lend",     "lie",      "like",    "live",
        "look",      "lose",    "love",      "make",     "marry",    "mean",     "meet",     "mend",    "mention",
        "move",      "need",    "offer",     "open",     "order",    "organise", "organize", "own",     "paint",
        "pay",       "plan",    "play",      "practise", "practice", "prefer",   "promise",  "propose", "put",
        "raise",     "read",    "recommend", "rehearse", "reach",    "remember", "rent",     "repair",  "replace",
        "return",    "ride",    "run",       "sail",     "save",     "say",      "see",      "sell",    "send",
        "serve",     "show",    "sign",      "sing",     "sit",      "sleep",    "speak",    "spend",   "stand",
        "start",     "stay",    "stop",      "study",    "suggest",  "swim",     "take",     "talk",    "teach",
        "tell",      "think",   "train",     "travel",   "turn",     "use",      "visit",    "wait",    "walk",
        "want",      "warn",    "wash",      "water",    "wear",     "weigh",    "win",      "work",    "write",
        "mind",      "suspect", "believe",   "hope",     "perform",  "compete",  "race"};
    return k_words;
}

// Forms that no stemmer joins, each with its lemma; the lemma is then stemmed as all words are.
const std::unordered_map<std::string_view, std::string_view>& irregular_forms() {
    static const std::unordered_map<std::string_view, std::string_view> k_forms = {
        {"led", "lead"},         {"won", "win"},       {"winner", "win"},
        {"winners", "win"},      {"ran", "run"},       {"sang", "sing"},
        {"sung", "sing"},        {"bought", "buy"},    {"sold", "sell"},
        {"found", "find"},       {"taught", "teach"},  {"wrote", "write"},
        {"written", "write"},    {"built", "build"},   {"lent", "lend"},
        {"left", "leave"},       {"went", "go"},       {"gone", "go"},
        {"came", "come"},        {"took", "take"},     {"taken", "take"},
        {"gave", "give"},        {"given", "give"},    {"made", "make"},
        {"met", "meet"},         {"said", "say"},      {"told", "tell"},
        {"paid", "pay"},         {"lost", "lose"},     {"kept", "keep"},
        {"held", "hold"},        {"brought", "bring"}, {"thought", "think"},
        {"began", "begin"},      {"begun", "begin"},   {"spoke", "speak"},
        {"spoken", "speak"},     {"drove", "drive"},   {"driven", "drive"},
        {"swam", "swim"},        {"knew", "know"},     {"known", "know"},
        {"grew", "grow"},        {"grown", "grow"},    {"drew", "draw"},
        {"drawn", "draw"},       {"hid", "hide"},      {"hidden", "hide"},
        {"slept", "sleep"},      {"ate", "eat"},       {"eaten", "eat"},
        {"sent", "send"},        {"spent", "spend"},   {"stood", "stand"},
        {"sat", "sit"},          {"caught", "catch"},  {"became", "become"},
        {"chose", "choose"},     {"chosen", "choose"}, {"broke", "break"},
        {"broken", "break"},     {"shown", "show"},    {"worn", "wear"},
        {"wore", "wear"},        {"leader", "lead"},   {"gotten", "get"},
        {"got", "get"},          {"forgot", "forget"}, {"dug", "dig"},
        {"fell", "fall"},        {"married", "marry"}, {"marries", "marry"},
        {"laid", "lay"},         {"rang", "ring"},     {"rung", "ring"},
        {"rode", "ride"},        {"ridden", "ride"},   {"rose", "rise"},
        {"risen", "rise"},       {"sank", "sink"},     {"sunk", "sink"},
        {"shot", "shoot"},       {"threw", "throw"},   {"thrown", "throw"},
        {"tore", "tear"},        {"torn", "tear"},     {"woke", "wake"},
        {"woken", "wake"},       {"wove", "weave"},    {"woven", "weave"},
        {"bit", "bite"},         {"bitten", "bite"},   {"blew", "blow"},
        {"blown", "blow"},       {"bred", "breed"},    {"drank", "drink"},
        {"drunk", "drink"},      {"fed", "feed"},      {"felt", "feel"},
        {"fought", "fight"},     {"froze", "freeze"},  {"frozen", "freeze"},
        {"hung", "hang"},        {"heard", "hear"},    {"meant", "mean"},
        {"sewn", "sew"},         {"swore", "swear"},   {"swept", "sweep"},
        {"shone", "shine"},      {"fallen", "fall"},   {"understood", "understand"},
        {"forgotten", "forget"}, {"flown", "fly"},     {"seen", "see"},
        {"saw", "see"},          {"stolen", "steal"},  {"stole", "steal"},
        {"flew", "fly"}};
    return k_forms;
}

constexpr std::array<std::string_view, 11> k_kin = {"lead run head direct organis organ coach",
                                                    "start begin",
                                                    "mend repair fix",
                                                    "recommend prais suggest trust",
                                                    "hire employ engag take",
                                                    "leav quit stop",
                                                    "find discov",
                                                    "replac place",
                                                    "propos suggest",
                                                    "take over",
                                                    "learn teach"};

bool is_agent(std::string_view word) { return word.starts_with("winner") || word == "leader"; }

bool holds(std::string_view list, std::string_view word) {
    const std::string padded = " " + std::string(list) + " ";
    return padded.find(" " + std::string(word) + " ") != std::string::npos;
}

}  // namespace

Sort sort_of_noun(std::string_view word) {
    if (relations().contains(word) || person_nouns().contains(word)) return Sort::person;
    if (place_nouns().contains(word)) return Sort::place;
    if (day_nouns().contains(word)) return Sort::day;
    return Sort::anything;
}

bool is_bare_noun(std::string_view word) {
    static const WordSet k_words = {"one",  "ones",  "person", "man",     "woman",    "girl",  "boy",
                                    "guy",  "lady",  "people", "someone", "somebody", "place", "day",
                                    "date", "thing", "couple", "spot",    "lad",      "time"};
    return k_words.contains(word);
}

bool is_relation(std::string_view word) { return relations().contains(word); }

bool is_membership(std::string_view word) {
    static const WordSet k_words = {"choir",     "club",     "team", "band",   "group",   "class", "school",
                                    "company",   "crew",     "chor", "verein", "party",   "firm",  "orchestra",
                                    "committee", "employer", "coro", "clube",  "society", "league"};
    return k_words.contains(word);
}

std::string_view deed_of(std::string_view word) {
    static const std::unordered_map<std::string_view, std::string_view> k_deeds = {
        {"winner", "won"},        {"leader", "leads"},    {"owner", "owns"},          {"author", "wrote"},
        {"founder", "founded"},   {"judge", "judged"},    {"organiser", "organises"}, {"organizer", "organizes"},
        {"designer", "designed"}, {"builder", "built"},   {"buyer", "bought"},        {"seller", "sells"},
        {"teacher", "teaches"},   {"coach", "coaches"},   {"host", "hosts"},          {"singer", "sings"},
        {"inventor", "invented"}, {"finder", "found"},    {"head", "head"},           {"manager", "manages"},
        {"driver", "drives"},     {"captain", "captain"}, {"soloist", "solo"},        {"ferryman", "ferryman"}};
    const auto found = k_deeds.find(word);
    return found == k_deeds.end() ? std::string_view() : found->second;
}

bool is_be(std::string_view word) {
    static const WordSet k_words = {"is", "are", "was", "were", "where's", "who's", "what's", "when's"};
    return k_words.contains(word);
}

bool is_auxiliary(std::string_view word) {
    static const WordSet k_words = {"do",     "does", "did",  "will", "would", "can",  "could",
                                    "should", "has",  "have", "had",  "may",   "must", "shall"};
    return is_be(word) || k_words.contains(word);
}

bool is_bare_verb(std::string_view word) { return verbs().contains(word); }

bool is_predicate(std::string_view word) {
    static const WordSet k_words = {"open",   "closed",  "free",     "ready",     "named",   "called",  "held",
                                    "based",  "located", "born",     "due",       "old",     "big",     "laid",
                                    "paid",   "sold",    "built",    "long",      "tall",    "playing", "going",
                                    "coming", "doing",   "working",  "moving",    "married", "staying", "living",
                                    "kept",   "planned", "reopened", "cancelled", "expected"};
    return k_words.contains(word);
}

bool is_preposition(std::string_view word) {
    static const WordSet k_words = {"in",     "at",       "to",     "behind", "under", "near",   "on",        "above",
                                    "from",   "opposite", "inside", "by",     "of",    "for",    "with",      "after",
                                    "before", "into",     "about",  "during", "over",  "beside", "according", "between",
                                    "im",     "am",       "in",     "bei",    "en",    "na",     "no"};
    return k_words.contains(word);
}

bool is_question_word(std::string_view word) {
    static const WordSet k_words = {"who",   "whom",   "whose",   "what",   "which", "where", "when", "why", "how",
                                    "who's", "what's", "where's", "when's", "wer",   "was",   "wann", "wo"};
    return k_words.contains(word);
}

bool is_pronoun(std::string_view word) {
    static const WordSet k_words = {"he",   "she", "it",  "they",  "him",   "her",
                                    "them", "his", "its", "their", "there", "that"};
    return k_words.contains(word);
}

std::string lemma_of(std::string_view word, std::string_view language) {
    if (const auto found = irregular_forms().find(word); found != irregular_forms().end())
        return stem_of(found->second, "en");
    return stem_of(word, language);
}

bool is_past_form(std::string_view word) {
    if (word.ends_with("ed") && word.size() > 4) return true;
    return irregular_forms().contains(word) && !is_agent(word);
}

bool is_verb_form(std::string_view word) {
    if (is_bare_verb(word) || is_past_form(word)) return true;
    for (const std::string_view ending : {"s", "es", "ing"}) {
        if (!word.ends_with(ending)) continue;
        const std::string base(word.substr(0, word.size() - ending.size()));
        const bool doubled = base.size() > 3 && base.back() == base[base.size() - 2];  // "running"
        if (is_bare_verb(base) || is_bare_verb(base + "e")) return true;
        if (doubled && is_bare_verb(std::string_view(base).substr(0, base.size() - 1))) return true;
    }
    return false;
}

std::string other_form_of(std::string_view word) {
    if (is_past_form(word)) {
        const auto found = irregular_forms().find(word);
        return found == irregular_forms().end() ? std::string() : std::string(found->second);
    }
    std::string_view
        first;  // of several past forms the one that the alphabet puts first, so that it is always the same
    for (const auto& [form, base] : irregular_forms()) {
        if (base == word && !is_agent(form) && (first.empty() || form < first)) first = form;
    }
    return std::string(first);
}

bool are_kin(std::string_view a, std::string_view b) {
    if (a == b) return true;
    return std::ranges::any_of(k_kin, [&](std::string_view group) { return holds(group, a) && holds(group, b); });
}

bool is_moving(std::string_view lemma) {
    static const WordSet k_words = {"move", "chang", "go", "postpon", "reloc", "shift", "transfer", "switch"};
    return k_words.contains(lemma);
}

std::optional<Measure> measure_of(std::string_view word) {
    struct Row {
        std::string_view words;
        Sort sort;
        bool more;
    };
    static constexpr std::array<Row, 10> k_rows = {{
        {"earlier sooner first earliest before fruher zuerst", Sort::day, false},
        {"later latest last after spater", Sort::day, true},
        {"cheaper cheapest billiger gunstiger", Sort::amount, false},
        {"dearer dearest costlier expensive pricier teurer", Sort::amount, true},
        {"longer longest taller tallest higher highest farther further furthest", Sort::count, true},
        {"shorter shortest closer closest nearer nearest lower lowest", Sort::count, false},
        {"bigger biggest larger largest heavier heaviest more most", Sort::count, true},
        {"smaller smallest lighter lightest fewer fewest less least", Sort::count, false},
        {"older oldest", Sort::count, true},
        {"younger youngest faster fastest quicker quickest", Sort::count, false},
    }};
    for (const Row& row : k_rows) {
        if (holds(row.words, word)) return Measure{row.sort, row.more, std::string(word), {}};
    }
    return std::nullopt;
}

}  // namespace familiar::answer::thinking
