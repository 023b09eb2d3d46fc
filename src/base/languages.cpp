#include "base/languages.h"

#include "base/words.h"

#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace familiar {

namespace languages {

namespace {

constexpr std::array<Language, 8> k_languages = {{
    {"en", "english",
     "a about above after again against all also am an and any are aren't as at be because been before being below between "
     "both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from "
     "further get gets give go going got had has hasn't have having he her here hers herself him himself his how i i'd i'll "
     "i'm i've if in into is isn't it it'd it'll its itself just know let like may me might mine more most much must my "
     "myself no nor not now of off on once one only or other our ours out over own please really same shall she should so "
     "some such tell than that the their theirs them themselves then there these they this those through to too under until "
     "up upon us very was wasn't we were weren't what when where whether which while who whom whose why will with won't "
     "would you you'd you'll you're you've your yours yourself yes ok okay hi hello"},
    {"de", "german",
     "aber als alle alles also am an andere auch auf aus bei bin bis bist da damit dann das dass dem den denn der des dich "
     "die dies diese dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer fur gegen "
     "gibt hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre im in ist ja jede jeder jetzt kann kein keine "
     "konnen konnte machen man mehr mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon sehr sein "
     "seine sich sie sind so soll sollte uber um und uns unser unter viel vom von vor war waren warum was weil wenn wer "
     "werden wie wieder will wir wird wo wurde zu zum zur zwischen"},
    {"es", "spanish",
     "a al algo alguien ante antes aqui asi aun cada como con contra cual cuando cuanto cuantos de del desde donde dos durante e el "
     "ella ellas ellos en entre era eran es esa ese eso esta estaba estamos estan estar este esto estos estoy fue fueron ha "
     "hace hacia han hasta hay he la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros nuestra nuestro o os "
     "otra otro para pero poco por porque que quien quienes se sea ser si sido sin sobre son su sus tambien te tiene tienen "
     "toda todo todos tu tus un una uno unos usted y ya yo"},
    {"pt", "portuguese",
     "a ao aos aquela aquele aqui as ate com como da das de dela dele deles do dos e ela elas ele eles em entre era essa esse "
     "esta estamos estao estar estava este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito na nao nas "
     "nem no nos nossa nosso num numa o onde os ou para pela pelo pelos por porque qual quando quanto quantos que quem sao se seja sem ser seu "
     "seus so sobre sua suas tambem te tem temos tenho ter teu tua tudo um uma umas uns vai voce voces"},
    {"fr", "french",
     "a ai au aux avec c ce ces cette comme d dans de des du elle elles en est et etaient etait ete etre eux il ils j je l la "
     "le les leur leurs lui m ma mais me meme mes moi mon n ne nos notre nous on ont ou par pas plus pour qu quand que quel "
     "quelle qui s sa sans se ses si son sont sur t ta te tes toi ton tres tu un une vos votre vous y"},
    {"it", "italian",
     "a ad ai al alla alle anche c che chi ci come con cosa da dal dalla dei del della delle di dove e ed era gli ha hanno ho "
     "i il in io l la le lei lo loro lui ma mi mia mio ne nel nella no noi non nostra nostro o per perche piu quando quanto "
     "quello questa questo qui se sei si sia sono su sua sue sul sulla suo ti tra tu tuo un una uno vi voi"},
    {"nl", "dutch",
     "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had heb "
     "hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn moet na "
     "naar niet niets nog nu of om omdat ons onze ook op over te tegen toch toen tot u uit uw van veel voor waar waren was wat "
     "werd wie wij wil worden zal ze zelf zich zij zijn zo zonder zou"},
    {"sv", "swedish",
     "alla allt att av bara blev bli blir da de dem den denna deras dess det detta dig din du efter ej eller en er ett for fran "
     "fran ha hade han hans har henne hennes hon honom hur har i icke inte jag ju kan kunde man med mig min mitt mot mycket "
     "nagon nagot nar ni nu och om oss pa samma sedan sig sin skulle som till under upp ut utan vad var vara vi vid vilken "
     "varit at"},
}};

struct WordSet {
    std::unordered_set<std::string_view> words;

    explicit WordSet(std::string_view list) {
        while (!list.empty()) {
            const std::size_t space = list.find(' ');
            words.insert(list.substr(0, space));
            if (space == std::string_view::npos) break;
            list.remove_prefix(space + 1);
        }
    }
};

const std::unordered_map<std::string_view, WordSet>& word_sets() {
    static const auto k_sets = [] {
        std::unordered_map<std::string_view, WordSet> sets;
        for (const Language& language : k_languages) sets.emplace(language.code, WordSet(language.function_words));
        return sets;
    }();
    return k_sets;
}

struct StemmerCloser {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// Snowball's stemmers keep a work space each, so every thread has its own.
sb_stemmer* stemmer_for(std::string_view code) {
    thread_local std::unordered_map<std::string_view, std::unique_ptr<sb_stemmer, StemmerCloser>> stemmers;
    const auto language = std::ranges::find(k_languages, code, &Language::code);
    if (language == k_languages.end()) return nullptr;
    auto& stemmer = stemmers[language->code];
    if (!stemmer) stemmer.reset(sb_stemmer_new(std::string(language->stemmer).c_str(), "UTF_8"));
    return stemmer.get();
}

}  // namespace

std::span<const Language> all() { return k_languages; }

}  // namespace languages

std::vector<std::string_view> known_languages() {
    std::vector<std::string_view> codes;
    for (const auto& language : languages::all()) codes.push_back(language.code);
    return codes;
}

bool is_function_word(std::string_view folded_word, std::string_view language) {
    const auto& sets = languages::word_sets();
    const auto set = sets.find(language);
    return set != sets.end() && set->second.words.contains(folded_word);
}

std::string language_of(std::string_view text) {
    static constexpr std::size_t k_words_looked_at = 60;
    static constexpr int k_lead_needed = 2;  // one shared little word ("in", "die") decides nothing
    const auto all = languages::all();
    std::array<int, 16> counts{};
    std::size_t looked_at = 0;
    for (const Word& word : words_of(text)) {
        if (word.kind != WordKind::word) continue;
        for (std::size_t i = 0; i < all.size(); ++i) counts[i] += is_function_word(word.folded, all[i].code) ? 1 : 0;
        if (++looked_at >= k_words_looked_at) break;
    }
    std::size_t best = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (counts[i] > counts[best] && counts[i] >= counts[0] + k_lead_needed) best = i;
    }
    return std::string(all[best].code);
}

std::string stem_of(std::string_view folded_word, std::string_view language) {
    sb_stemmer* stemmer = languages::stemmer_for(language);
    if (stemmer == nullptr) return std::string(folded_word);
    const auto* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(folded_word.data()),
                                       static_cast<int>(folded_word.size()));
    if (stem == nullptr) return std::string(folded_word);
    return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

}  // namespace familiar
