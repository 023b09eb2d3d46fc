#include "converse/understand/tables.h"

#include <array>
#include <unordered_set>

namespace familiar::converse {

namespace {

// The first that matches wins, so the special ones stand first.
constexpr std::array k_intents = {
    IntentPattern{Intent::about_self, "what can|do you do|know|offer [for] [me]"},
    IntentPattern{Intent::about_self, "what do you know about me"},
    IntentPattern{Intent::about_self, "who|what are you"},
    IntentPattern{Intent::about_self, "help"},
    IntentPattern{Intent::about_self, "how do you work"},
    IntentPattern{Intent::about_self, "was|what kannst|can du|you [tun]"},
    IntentPattern{Intent::about_self, "what sources|things do you have|know|use"},
    IntentPattern{Intent::about_self, "which sources do you have|know|use"},

    IntentPattern{Intent::last_mention,
                  "when did|has <author> last|recently mention|mentioned|say|write|post|talk [about|of] <topic>"},
    IntentPattern{Intent::last_mention, "when did <author> mention|talk [about|of] <topic> last"},
    IntentPattern{Intent::last_mention, "wann hat <author> zuletzt <topic> erwahnt"},

    IntentPattern{Intent::said,
                  "when did|has <author> first|ever say|tell|mention|write [us|me] [that|about|of] <topic>"},
    IntentPattern{Intent::said,
                  "when did|has <author> say|said|write|wrote|written|mention|mentioned|tell|told|announce|announced|"
                  "report|reported|promise|promised|admit|admitted [us|me|everyone|everybody] [that|about|of] <topic>"},
    IntentPattern{Intent::said, "wann hat <author> gesagt|geschrieben|erzahlt [dass] <topic>"},

    IntentPattern{Intent::decision,
                  "what did|have|has we|they|you decide|decided|agree|agreed [about|on|for|with] <topic>"},
    IntentPattern{Intent::decision, "what was|is decided|agreed [about|on|for] <topic>"},
    IntentPattern{Intent::decision,
                  "where|who|when did|have we|they|you decide|decided|agree|agreed [to] [go|meet|do|be] "
                  "[about|on|for|with] <topic>"},
    IntentPattern{Intent::decision,
                  "what|which <rest> did|have we|they|you decide|decided|agree|agreed [about|on|for|with] <topic>"},
    IntentPattern{Intent::decision, "what|which <rest> was|is decided|agreed [about|on|for] <topic>"},
    IntentPattern{Intent::decision, "was haben wir [uber|zu] <topic> entschieden|beschlossen"},

    IntentPattern{Intent::changes, "did|has|have anything|something change|changed [about|with|for|in|at] <topic>"},
    IntentPattern{Intent::changes, "what changed|changes [about|with|for|in|at] <topic>"},
    IntentPattern{Intent::changes, "what has|have changed [about|with|for|in|at] <topic>"},
    IntentPattern{Intent::changes,
                  "did|has|have|was|were|is|are <topic> "
                  "[been] change|changed|move|moved|postponed|rescheduled|gone|go|risen|rise|fallen [up|down]"},
    IntentPattern{Intent::changes, "is|are <topic> still on|at|from <rest>"},
    IntentPattern{Intent::changes, "is|are there any [new] changes|change to|about|for <topic>"},
    IntentPattern{Intent::changes,
                  "hat|wurde|ist <topic> [geandert|verschoben|verlegt|teurer] "
                  "[sich] geandert|verschoben|verlegt|geworden"},
    IntentPattern{Intent::changes, "ha cambiado <topic>"},

    IntentPattern{Intent::opinions,
                  "what do|does|did|would [most|all] [the] "
                  "people|everyone|everybody|folks|others|neighbours|parents|members|they [here] [in] [the|our|this] "
                  "[town|village|group|club|street] think|say|feel|said|write [about|of|on] <topic>"},
    IntentPattern{Intent::opinions, "is|are|was|were <topic> any good"},
    IntentPattern{Intent::opinions,
                  "what is|was|are|were the [general] opinion|opinions|mood|reaction|reactions|view|views "
                  "on|about|of|to <topic>"},
    IntentPattern{Intent::opinions, "what are the pros and cons|arguments of|for|about|on <topic>"},
    IntentPattern{Intent::opinions,
                  "do|did|does people|everyone|everybody|folks|anybody|anyone like|love|hate|enjoy <topic>"},
    IntentPattern{Intent::opinions, "is|are <topic> worth it|going|visiting|reading|buying|trying"},
    IntentPattern{Intent::opinions, "what did people|everyone write|say about <topic>"},
    IntentPattern{Intent::opinions, "how do people feel|think about <topic>"},
    IntentPattern{Intent::opinions, "[any] opinions|reviews|thoughts|views on|about|of <topic>"},
    IntentPattern{Intent::opinions, "was denken|sagen|meinen die leute|alle [uber|zu] <topic>"},
    IntentPattern{Intent::opinions, "que piensa|dice la gente de|sobre <topic>"},
    IntentPattern{Intent::opinions, "o que as pessoas dizem|acham|pensam de|sobre|da|do <topic>"},

    IntentPattern{Intent::opinions, "who [all] is|are|was|were [all] against|opposed [to] <topic>", Side::opponents},
    IntentPattern{Intent::opinions, "who [all] opposes|oppose|opposed|dislikes|dislike|rejects <topic>",
                  Side::opponents},
    IntentPattern{Intent::opinions,
                  "did|does|has|have|do anyone|anybody|somebody|someone|people complain|complained about|of <topic>",
                  Side::opponents},
    IntentPattern{Intent::opinions, "who complained|complains about|of <topic>", Side::opponents},
    IntentPattern{Intent::opinions, "who warned|warns [us|me] [about|of|against] <topic>", Side::opponents},
    IntentPattern{Intent::opinions, "who is|are|was|were [all] for|favour|favor|pro <topic>", Side::supporters},
    IntentPattern{Intent::opinions, "who is|are|was|were [all] in favour|favor of <topic>", Side::supporters},
    IntentPattern{Intent::opinions, "who supports|support|supported|backs <topic>", Side::supporters},
    IntentPattern{Intent::opinions, "wer ist gegen <topic>", Side::opponents},
    IntentPattern{Intent::opinions, "wer ist fur <topic>", Side::supporters},
    IntentPattern{Intent::opinions, "quien esta en contra de <topic>", Side::opponents},
    IntentPattern{Intent::opinions, "quem e contra <topic>", Side::opponents},

    IntentPattern{Intent::said,
                  "what did|does|has <author> say|said|write|wrote|written|think|post|tell|mention|report [us|me] "
                  "about|of|on <topic>"},
    IntentPattern{Intent::said, "what did|does <author> say|write|post|tell [me|us]"},
    IntentPattern{Intent::said, "what did <author> say|write|post [in|on] <group>"},
    IntentPattern{Intent::said, "what has <author> said|written|posted"},
    IntentPattern{Intent::said, "was hat|sagt|sagte|schrieb <author> uber|zu|von <topic> gesagt|geschrieben"},
    IntentPattern{Intent::said, "was sagt|sagte|schrieb <author> uber|zu|von <topic>"},
    IntentPattern{Intent::said, "que dijo|dice|escribio <author> de|sobre <topic>"},
    IntentPattern{Intent::said, "o que <author> disse|escreveu sobre|de <topic>"},

    IntentPattern{Intent::digest,
                  "what happened|is|was|did [i] [new|happening|going|miss] [on] in|at [all] [of] [my|our|the] "
                  "groups|chats"},
    IntentPattern{Intent::digest,
                  "what happened|is|was|has|did [been] [new|said|written|discussed|going|i|happening|happen] "
                  "[on|miss|posted] in|at|on <group>"},
    IntentPattern{Intent::digest,
                  "[give] [me] [a] summary|digest|summarise|summarize|recap [of] [what] [happened] [in] <group>"},
    IntentPattern{Intent::digest, "what's|whats new|up|happening in|on|at <group>"},
    IntentPattern{Intent::digest, "was ist|gab [es] [neues] [in|im] <group> passiert|los|neues"},
    IntentPattern{Intent::digest, "what happened|happens|is|was [new|going] [on]"},
    IntentPattern{Intent::digest, "what did|have i|we miss|missed in|at|on <group>"},
    IntentPattern{Intent::digest, "what did i|we miss"},

    IntentPattern{Intent::digest, "que paso|hubo [de] [nuevo] en [el|la] [grupo|chat] <group>"},
    IntentPattern{Intent::digest, "o que aconteceu no|na [grupo|chat] <group>"},

    IntentPattern{Intent::countdown, "how many days|weeks [are] [there] [left] until|till|to|before [the] <topic>"},
    IntentPattern{Intent::countdown, "how long [is] [it] until|till [the] <topic>"},
    IntentPattern{Intent::countdown, "wie viele tage|wochen [sind] [es] [noch] bis zum|zur|zu <topic>"},

    IntentPattern{Intent::head_count,
                  "how many people|persons|guests|of|neighbours [us|them] are|is|will|have|has [be] [already] "
                  "coming|going|come|attend|attending|joining|join|signed|sign [up] [to|for|at] <topic>"},
    IntentPattern{Intent::head_count,
                  "how many people|persons|guests|of [us] signed|said|want [they|to] [would|will] "
                  "[up|come|coming|join] [to|for] <topic>"},
    IntentPattern{Intent::head_count, "how many are|will [be] coming|going|come [to|for|at] <topic>"},
    IntentPattern{Intent::head_count, "who|who's [is|are] [all] coming|going to <topic>"},
    IntentPattern{Intent::head_count, "who's coming|going to <topic>"},
    IntentPattern{Intent::head_count, "who [is|are|has|have] [all] [been] signed|registered|enrolled [up] for <topic>"},
    IntentPattern{Intent::head_count, "wie viele [leute] kommen zum|zur|zu|in <topic>"},

    IntentPattern{Intent::sum, "how many|much <unit> did|has|have <author> <topic> in total|all"},
    IntentPattern{Intent::sum, "how many|much <unit> did|has|have <author> <topic> altogether|together|overall"},
    IntentPattern{Intent::sum, "how much [money|was|is|has|have|did|do|does] <topic> in total|all"},
    IntentPattern{Intent::sum,
                  "how much [money|was|is|has|have|did|do|does] <topic> altogether|together|overall|combined"},
    IntentPattern{Intent::sum, "wie viel [geld] <topic> insgesamt|zusammen"},
    IntentPattern{Intent::sum, "what is|was the total|sum of|for <topic>"},

    IntentPattern{Intent::voices,
                  "who [else] [would|can|could|should|has|have] "
                  "recommended|recommends|recommend|praised|praises|suggested|suggests|likes|liked|loves|loved|advised "
                  "[me|us] [a|an|the] [good|decent|reliable] <topic>"},
    IntentPattern{Intent::voices, "[can|could] [you|anyone|anybody|somebody] recommend [me|us] [a|an|any] <topic>"},
    IntentPattern{Intent::voices,
                  "did|does|has|can|could anyone|anybody|somebody|someone recommend|recommended|suggest|know "
                  "[a|an|any] [good] <topic>"},
    IntentPattern{Intent::voices,
                  "which|what <topic> can|could|do|does|would|did|should "
                  "[people|you|they|everyone|neighbours|anyone|anybody|most|i|we] [people] "
                  "recommend|recommended|like|trust|suggest|prefer|use|take"},
    IntentPattern{
        Intent::voices,
        "which|what <topic> do|does|would|did|should [people|you|they|everyone|neighbours|most|i|we] [people] "
        "recommend|recommended|like|trust|suggest|prefer|use|take in|around|near|for|to|with <rest>"},
    IntentPattern{Intent::voices,
                  "who|whom do|does|did|would [most] people|you|everyone|everybody|neighbours recommend|trust|suggest "
                  "[as|for|with] [a|an|the] <topic>"},
    IntentPattern{Intent::voices, "which|what <topic> is|are [the] best|recommended"},
    IntentPattern{Intent::voices, "who is the best <topic>"},
    IntentPattern{Intent::voices, "is|are there [a|any] good|decent|reliable <topic>"},
    IntentPattern{Intent::voices, "[any] recommendations|recommendation|tips for [a|an] <topic>"},
    IntentPattern{Intent::voices, "wer hat [einen|eine|ein] <topic> empfohlen"},
    IntentPattern{Intent::voices, "wer empfiehlt [einen|eine|ein] <topic>"},
    IntentPattern{Intent::voices, "quien recomendo|recomienda [un|una] <topic>"},
    IntentPattern{Intent::voices, "quem recomendou|recomenda [um|uma] <topic>"},
};

constexpr std::array k_wanted = {
    WantedPattern{Wanted::amount, "how much"},
    WantedPattern{Wanted::amount, "what is the price|rent|fine|fee|cost"},
    WantedPattern{Wanted::amount, "what does|do|did"},  // only with a word of cost; see understand.cpp
    WantedPattern{Wanted::amount, "was kostet|kosten|kostete"},
    WantedPattern{Wanted::amount, "wie teuer"},
    WantedPattern{Wanted::amount, "cuanto"},
    WantedPattern{Wanted::amount, "quanto"},
    WantedPattern{Wanted::count, "how many|old|long|far|often"},
    WantedPattern{Wanted::count, "wie viele|alt|lange|weit"},
    WantedPattern{Wanted::count, "cuantos|cuantas"},
    WantedPattern{Wanted::count, "quantos|quantas"},
    WantedPattern{Wanted::count, "from|at what age"},
    WantedPattern{Wanted::person, "who|whom|whose|who's"},
    WantedPattern{Wanted::person, "wer|wem|wen"},
    WantedPattern{Wanted::person, "quien|quienes|quem"},
    WantedPattern{Wanted::time, "when|wann|cuando|quando"},
    WantedPattern{Wanted::time, "[at|on|in] what time|day|date|year|month"},
    WantedPattern{Wanted::time, "[at|on|in] which day|date|year|month"},
    WantedPattern{Wanted::time, "until|since|from when"},
    WantedPattern{Wanted::time, "um wieviel uhr"},
    WantedPattern{Wanted::time, "a que hora|horas"},
    WantedPattern{Wanted::place, "[at|in|to] which|what town|city|village|place|street|venue|country"},
    WantedPattern{Wanted::time, "[on] which|what evening|weekday|morning"},
    WantedPattern{Wanted::place, "where|wo|donde|onde|wohin|adonde"},
    WantedPattern{Wanted::reason, "why|warum|wieso|weshalb"},
    WantedPattern{Wanted::reason, "por que"},
};

using WordSet = std::unordered_set<std::string_view>;

}  // namespace

std::span<const IntentPattern> intent_patterns() { return k_intents; }
std::span<const WantedPattern> wanted_patterns() { return k_wanted; }

bool is_asking_word(std::string_view folded_word) {
    static const WordSet k_words = {
        "cost",   "costs",   "price",   "prices",   "pay",       "paid",     "charge",    "charges", "much",
        "many",   "kostet",  "kosten",  "cuesta",   "cuestan",   "custa",    "custam",    "paga",    "pagar",
        "people", "anyone",  "anybody", "somebody", "someone",   "everyone", "everybody", "tell",    "know",
        "say",    "said",    "says",    "think",    "thinks",    "please",   "happened",  "happen",  "happens",
        "takes",  "take",    "called",  "name",     "names",     "long",     "planned",   "plan",    "wann",
        "wie",    "viele",   "wer",     "wo",       "cuanto",    "cuando",   "donde",     "quien",   "quanto",
        "quando", "onde",    "quem",    "exactly",  "actually",  "start",    "starts",    "started", "begin",
        "begins", "next",    "work",    "works",    "get",       "gets",     "begint",    "beginnt", "empieza",
        "comeca", "empezar", "wurde",   "wird",     "currently", "moment",   "day",       "date",    "time",
        "word",   "words",   "news"};
    return k_words.contains(folded_word);
}

bool is_kind_word(std::string_view folded_word) {
    static const WordSet k_words = {"town",    "city",     "village", "place", "street",  "company",
                                    "firm",    "employer", "day",     "date",  "evening", "time",
                                    "weekday", "month",    "year",    "venue", "person",  "country"};
    return k_words.contains(folded_word);
}

bool is_matter_word(std::string_view folded_word) {
    static const WordSet k_words = {"food", "name",   "date",    "day",  "time",  "place", "money", "present",
                                    "gift", "inside", "outside", "left", "essen", "datum", "ort"};
    return k_words.contains(folded_word);
}

bool is_gathering_verb(std::string_view folded_word) {
    static const WordSet k_words = {"raise",  "raised",  "collect",   "collected", "promise", "promised", "spend",
                                    "spent",  "paid",    "pay",       "make",      "made",    "earn",     "earned",
                                    "donate", "donated", "give",      "given",     "bring",   "brought",  "money",
                                    "people", "sammeln", "gesammelt", "gespendet"};
    return k_words.contains(folded_word);
}

std::optional<Wanted> aspect_of(std::string_view folded_word) {
    static const WordSet k_times = {"opening", "hours",   "hour",  "time", "times",    "date",
                                    "dates",   "day",     "start", "plan", "closing",  "plans",
                                    "termin",  "uhrzeit", "fecha", "hora", "timetable"};
    static const WordSet k_amounts = {"price", "prices", "cost", "costs", "fee", "preis", "precio"};
    static const WordSet k_places = {"place", "venue", "address", "ort", "lugar"};
    if (k_times.contains(folded_word)) return Wanted::time;
    if (k_amounts.contains(folded_word)) return Wanted::amount;
    if (k_places.contains(folded_word)) return Wanted::place;
    return std::nullopt;
}

bool is_anaphor(std::string_view folded_word) {
    static const WordSet k_words = {"it",    "its",   "he",   "she",   "him",  "her",   "his",  "they", "them",
                                    "their", "there", "that", "those", "this", "these", "er",   "sie",  "ihn",
                                    "ihm",   "dort",  "ella", "ese",   "ele",  "ela",   "isso", "one"};
    return k_words.contains(folded_word);
}

bool asks_for_latest(std::string_view folded_word) {
    static const WordSet k_words = {"now",   "still", "current", "currently", "latest",   "next",   "since", "today",
                                    "jetzt", "noch",  "ahora",   "agora",     "nowadays", "newest", "moved", "anymore"};
    return k_words.contains(folded_word);
}

}  // namespace familiar::converse
