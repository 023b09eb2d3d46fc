#include "base/languages.h"

#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <libstemmer.h>
#include <memory>
#include <string>
#include <unordered_map>

namespace familiar {

namespace languages {

namespace {

constexpr std::array<Language, 8> k_languages = {{
    {"en", "english", "",
     "a about above after again against all also am an and any are aren't as at be because been before being below "
     "between "
     "both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from "
     "further get gets give go going got had has hasn't have having he her here hers herself him himself his how i i'd "
     "i'll "
     "i'm i've if in into is isn't it it'd it'll its itself just know let like may me might mine more most much must "
     "my "
     "myself no nor not now of off on once one only or other our ours out over own please really same shall she should "
     "so "
     "some such tell than that the their theirs them themselves then there these they this those through to too under "
     "until "
     "up upon us very was wasn't we were weren't what when where whether which while who whom whose why will with "
     "won't "
     "would you you'd you'll you're you've your yours yourself yes ok okay hi hello",
     "anybody day ever everybody good home knew never new nobody people said say thank thanks three today tomorrow two "
     "went year yesterday"},
    {"de", "german", "äöüß",
     "aber als alle alles also am an andere auch auf aus bei bin bis bist da damit dann das dass dem den denn der des "
     "dich "
     "die dies diese dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch euer fur "
     "gegen "
     "gibt hab habe haben hat hatte hatten hier hin ich ihm ihn ihnen ihr ihre im in ist ja jede jeder jetzt kann kein "
     "keine "
     "konnen konnte machen man mehr mein meine mich mir mit muss nach nicht nichts noch nun nur ob oder ohne schon "
     "sehr sein "
     "seine sich sie sind so soll sollte uber um und uns unser unter viel vom von vor war waren warum was weil wenn "
     "wer "
     "werden wie wieder will wir wird wo wurde zu zum zur zwischen",
     "abend alte alten beim besser besten bitte danke drei findet geht gehen gerne gestern gibts gut guten hallo hause "
     "heute ihrer immer ins jahr jahre jemand kannst kommen kommt konnten leider leute mal mochte mochten morgen "
     "naturlich neue neuen niemand seit seinen sollten stadt stehen uhr unsere unserem unseren unserer viele vielen "
     "vielleicht vier wann weiss wirklich woche wollen wusste zeit zwei"},
    {"es", "spanish", "áéíñóúü",
     "a al algo alguien ante antes aqui asi aun cada como con contra cual cuando cuanto cuantos de del desde donde dos "
     "durante e el "
     "ella ellas ellos en entre era eran es esa ese eso esta estaba estamos estan estar este esto estos estoy fue "
     "fueron ha "
     "hace hacia han hasta hay he la las le les lo los mas me mi mis mucho muy nada ni no nos nosotros nuestra nuestro "
     "o os "
     "otra otro para pero poco por porque que quien quienes se sea ser si sido sin sobre son su sus tambien te tiene "
     "tienen "
     "toda todo todos tu tus un una uno unos usted y ya yo",
     "alguno alli anos ayer aunque bien buena bueno buenos casa cerca ciudad cuatro despues detras dias dijo encima "
     "entonces favor gente gracias hola hoy lejos llego llegaron manana mejor mientras nadie nuestras nuestros nueva "
     "nueve nuevo nuevos nunca pueda puede pueden puedes puedo queria quiere quieres quiero siempre tengo tiempo "
     "tienes tres vamos vieja viejo"},
    {"pt", "portuguese", "áâãàçéêíóôõú",
     "a ao aos aquela aquele aqui as ate com como da das de dela dele deles do dos e ela elas ele eles em entre era "
     "essa esse "
     "esta estamos estao estar estava este eu foi foram ha isso isto ja la lhe mais mas me mesmo meu minha muito na "
     "nao nas "
     "nem no nos nossa nosso num numa o onde os ou para pela pelo pelos por porque qual quando quanto quantos que quem "
     "sao se seja sem ser seu "
     "seus so sobre sua suas tambem te tem temos tenho ter teu tua tudo um uma umas uns vai voce voces",
     "alguem amanha ano anos atras bem boa bom casa chegou cidade depois disse embora enquanto entao fim gente hoje "
     "longe melhor ninguem noite nossas nossos nove nova novo novos nunca obrigada obrigado ola ontem perto pode podem "
     "podes posso queria quero quer sabia sai sempre seria tao tempo tens tres vamos vao velha velho"},
    {"fr", "french", "àâçèéêëîïôùûœ",
     "a ai au aux avec ce ces cette comme dans de des du elle elles en est et etaient etait ete etre eux il ils je la "
     "le les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ont ou par pas plus pour quand que quel "
     "quelle qui sa sans se ses si son sont sur ta te tes toi ton tres tu un une vos votre vous y",
     "alors ans apres aujourd'hui beaucoup bien bon bonjour bonne bonsoir chez demain depuis derriere devant dit fait "
     "faire faut gens heure heures hier jamais jeudi jusqu'a maison mieux neuf nouveau nouveaux pendant personne peut "
     "peuvent peux quelqu'un sommes temps toujours trois vieux ville voisins voudrais vont rentres devrais"},
    {"it", "italian", "àèéìòù",
     "a ad ai al alla alle anche che chi ci come con cosa da dal dalla dei del della delle di dove e ed era gli ha "
     "hanno ho "
     "i il in io la le lei lo loro lui ma mi mia mio ne nel nella no noi non nostra nostro o per perche piu quando "
     "quanto "
     "quello questa questo qui se sei si sia sono su sua sue sul sulla suo ti tra tu tuo un una uno vi voi",
     "alle allora anni anno bella bello bene buona buono buongiorno casa ciao citta deve devi domani dopo fare fatto "
     "fino gente giorno grazie ieri mai meglio mentre molto nelle nessuno nostri nove nuovi nuovo oggi possono posso "
     "puo puoi qualcuno sempre sera siamo sta stanno sullo tanta tanto tempo tre tutti tutto vecchia vecchio vorrei "
     "vuoi"},
    {"nl", "dutch", "ëïéö",
     "aan al alles als altijd andere ben bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had "
     "heb "
     "hebben heeft hem het hier hij hoe hun iemand iets ik in is ja je kan kon kunnen maar me meer men met mij mijn "
     "moet na "
     "naar niet niets nog nu of om omdat ons onze ook op over te tegen toch toen tot u uit uw van veel voor waar waren "
     "was wat "
     "werd wie wij wil worden zal ze zelf zich zij zijn zo zonder zou",
     "achter altijd bedankt drie elkaar gisteren goed huis jaar kun kunt mensen morgen nieuwe nooit oude stad thuis "
     "tijd vandaag vier wil willen"},
    {"sv", "swedish", "åäö",
     "alla allt att av bara blev bli blir da de dem den denna deras dess det detta dig din du efter ej eller en er ett "
     "for fran "
     "fran ha hade han hans har henne hennes hon honom hur har i icke inte jag ju kan kunde man med mig min mitt mot "
     "mycket "
     "nagon nagot nar ni nu och om oss pa samma sedan sig sin skulle som till under upp ut utan vad var vara vi vid "
     "vilken "
     "varit at",
     "aldrig alltid bakom bra fem folk fyra gamla gammal gar hej hem idag klockan nya ses sett stad tack tid tre"},
}};

// Sets of languages: bit i stands for language i.
using LanguageSet = std::uint32_t;
static_assert(k_languages.size() <= 32);

struct Signs {
    std::unordered_map<std::string_view, LanguageSet> function_words;
    std::unordered_map<std::string_view, LanguageSet> words;  // function words and frequent ones
    std::unordered_map<char32_t, LanguageSet> letters;
};

void add_words(std::unordered_map<std::string_view, LanguageSet>& to, std::string_view list, LanguageSet language) {
    while (!list.empty()) {
        const std::size_t space = std::min(list.find(' '), list.size());
        to[list.substr(0, space)] |= language;
        list.remove_prefix(std::min(space + 1, list.size()));
    }
}

const Signs& signs() {
    static const auto k_signs = [] {
        Signs all;
        for (std::size_t i = 0; i < k_languages.size(); ++i) {
            const LanguageSet language = LanguageSet{1} << i;
            add_words(all.function_words, k_languages[i].function_words, language);
            add_words(all.words, k_languages[i].function_words, language);
            add_words(all.words, k_languages[i].frequent_words, language);
            const std::string_view letters = k_languages[i].letters;
            for (std::size_t at = 0; at < letters.size();) all.letters[utf8::next(letters, at)] |= language;
        }
        return all;
    }();
    return k_signs;
}

template <class Key>
LanguageSet languages_with(const std::unordered_map<Key, LanguageSet>& signs, Key key) {
    const auto found = signs.find(key);
    return found == signs.end() ? 0 : found->second;
}

struct StemmerCloser {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

// Snowball's stemmers keep a work space each, so every thread has its own. Few words are most of all text: the stems of
// the last ones are kept where their hash puts them.
class Stemmers {
public:
    std::string stem(std::string_view word, std::string_view code) {
        const auto language = std::ranges::find(k_languages, code, &Language::code);
        if (language == k_languages.end()) return std::string(word);
        const auto index = static_cast<std::size_t>(language - k_languages.begin());
        Kept& kept = kept_[(std::hash<std::string_view>()(word) + index) % k_kept];
        if (kept.language == index && kept.word == word) return kept.stem;
        auto& stemmer = stemmers_[index];
        if (!stemmer) stemmer.reset(sb_stemmer_new(std::string(language->stemmer).c_str(), "UTF_8"));
        if (!stemmer) return std::string(word);
        const auto* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                           static_cast<int>(word.size()));
        if (stem == nullptr) return std::string(word);
        std::string found(reinterpret_cast<const char*>(stem),
                          static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
        if (word.size() <= k_kept_bytes_max) kept = {index, std::string(word), found};
        return found;
    }

private:
    static constexpr std::size_t k_kept = 4096;
    static constexpr std::size_t k_kept_bytes_max = 15;  // as many as need no memory of their own

    struct Kept {
        std::size_t language = k_languages.size();
        std::string word;
        std::string stem;
    };
    std::array<std::unique_ptr<sb_stemmer, StemmerCloser>, k_languages.size()> stemmers_;
    std::vector<Kept> kept_ = std::vector<Kept>(k_kept);
};

}  // namespace

std::span<const Language> all() { return k_languages; }

}  // namespace languages

std::vector<std::string_view> known_languages() {
    std::vector<std::string_view> codes;
    for (const auto& language : languages::all()) codes.push_back(language.code);
    return codes;
}

bool is_function_word(std::string_view folded_word, std::string_view language) {
    const auto known = std::ranges::find(languages::k_languages, language, &languages::Language::code);
    if (known == languages::k_languages.end()) return false;
    const auto set = languages::languages_with(languages::signs().function_words, folded_word);
    return ((set >> (known - languages::k_languages.begin())) & 1U) != 0;
}

namespace {

constexpr std::size_t k_words_looked_at = 60;
constexpr std::size_t k_words_split = 120;  // handles, numbers and links between them count for nothing

// The languages that write all the letters of `word` beyond ASCII; all languages when it has none.
languages::LanguageSet languages_of_letters(std::string_view word) {
    auto set = ~languages::LanguageSet{0};
    if (std::ranges::all_of(word, [](char c) { return (c & 0x80) == 0; })) return set;
    for (std::size_t i = 0; i < word.size();) {
        const char32_t c = utf8::next(word, i);
        const char32_t lower = c >= U'À' && c <= U'Þ' ? c + (U'à' - U'À') : c;
        if (c >= U'À' && c != U'’') set &= languages::languages_with(languages::signs().letters, lower);
    }
    return set;
}

}  // namespace

std::string language_of(std::string_view text) { return language_of(text, first_words_of(text, k_words_split)); }

std::string language_of(std::string_view text, std::span<const Word> words) {
    static constexpr int k_lead_needed = 4;  // one little word ("das", "los") decides nothing
    constexpr std::size_t k_count = languages::k_languages.size();
    std::array<int, k_count> scores{};
    const auto add = [&](languages::LanguageSet set, int score) {
        for (std::size_t i = 0; set != 0 && i < k_count; ++i, set >>= 1U) scores[i] += (set & 1U) != 0 ? score : 0;
    };
    auto letters = ~languages::LanguageSet{0};
    std::vector<std::string_view> counted;
    std::size_t looked_at = 0;
    for (const Word& word : words.first(std::min(words.size(), k_words_split))) {
        if (word.kind != WordKind::word) continue;
        const std::string_view folded_word = word.folded;
        const languages::LanguageSet set = languages::languages_with(languages::signs().words, folded_word);
        if (set != 0 && std::ranges::find(counted, folded_word) == counted.end()) {
            add(set, std::max(1, 4 - std::popcount(set)));  // a word that only one language has says most
            counted.push_back(folded_word);
        }
        const languages::LanguageSet writers = languages_of_letters(word.span.of(text));
        if (writers != 0) letters &= writers;
        if (++looked_at >= k_words_looked_at) break;
    }
    if (letters != ~languages::LanguageSet{0}) add(letters, std::max(1, 3 - std::popcount(letters)));
    std::size_t best = 0;
    for (std::size_t i = 1; i < k_count; ++i) {
        if (scores[i] > scores[best] && scores[i] >= scores[0] + k_lead_needed) best = i;
    }
    return std::string(languages::k_languages[best].code);
}

namespace {

// "1st", "22nd" → the digits alone; empty for anything else.
std::string_view ordinal_digits(std::string_view word) {
    if (word.size() < 3 || word[0] < '0' || word[0] > '9') return {};
    const std::string_view ending = word.substr(word.size() - 2);
    const std::string_view digits = word.substr(0, word.size() - 2);
    const bool ordinal = ending == "st" || ending == "nd" || ending == "rd" || ending == "th";
    return ordinal && digits.find_first_not_of("0123456789") == std::string_view::npos ? digits : std::string_view();
}

}  // namespace

std::string stem_of(std::string_view folded_word, std::string_view language) {
    if (const std::string_view digits = ordinal_digits(folded_word); !digits.empty()) return std::string(digits);
    thread_local languages::Stemmers stemmers;
    return stemmers.stem(folded_word, language);
}

}  // namespace familiar
