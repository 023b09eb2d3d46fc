#include "base/check.h"
#include "base/utf8.h"
#include "base/words.h"

#include <algorithm>
#include <array>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace familiar {

namespace {

// Letters that Unicode does not take apart and that people type in plain ones.
std::u16string_view plain_letters(UChar32 c) {
    switch (c) {
        case 0x00E6: return u"ae";  // æ
        case 0x0153: return u"oe";  // œ
        case 0x00F8: return u"o";   // ø
        case 0x0142: return u"l";   // ł
        case 0x0111: return u"d";   // đ
        case 0x0127: return u"h";   // ħ
        case 0x0131: return u"i";   // ı
        case 0x2018:                // ‘ and ’ inside a word are apostrophes
        case 0x2019:
        case 0x02BC: return u"'";
        default: return {};
    }
}

// Accents, Hebrew points and Arabic vowel signs; not the vowel signs of Indic scripts and not Japan's voicing marks,
// without which the words are others.
bool is_accent(UChar32 c) {
    if (u_charType(c) != U_NON_SPACING_MARK || c == 0x3099 || c == 0x309A) return false;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC ||
           script == USCRIPT_SYRIAC;
}

std::string folded_by_unicode(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
    const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(status);
    const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(status);
    CHECK(U_SUCCESS(status), "ICU's data holds the normalizers");
    const icu::UnicodeString source =
        icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
    const icu::UnicodeString marked = decompose->normalize(casefold->normalize(source, status), status);
    icu::UnicodeString bare;
    for (std::int32_t i = 0; i < marked.length(); i = marked.moveIndex32(i, 1)) {
        const UChar32 c = marked.char32At(i);
        const std::u16string_view plain = plain_letters(c);
        if (!plain.empty())
            bare.append(plain.data(), static_cast<std::int32_t>(plain.size()));
        else if (!is_accent(c))
            bare.append(c);
    }
    std::string out;
    compose->normalize(bare, status).toUTF8String(out);
    return out;
}

// The letters of most of Europe, U+0080 to U+017F, each as it folds alone.
const std::array<std::string, 0x100>& latin() {
    static const auto k_folded = [] {
        std::array<std::string, 0x100> folded_letters;
        for (char32_t c = 0x80; c < 0x180; ++c) {
            std::string letter;
            utf8::append(letter, c);
            folded_letters[c - 0x80] = folded_by_unicode(letter);
        }
        return folded_letters;
    }();
    return k_folded;
}

// Letter by letter as far as no letter changes its neighbour; false where that does not hold.
bool fold_latin(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size();) {
        const char byte = text[i];
        if ((byte & 0x80) == 0) {
            out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
            ++i;
            continue;
        }
        const char32_t c = utf8::next(text, i);
        if (c == 0x2019)
            out += '\'';
        else if (c < 0x180)
            out += latin()[c - 0x80];
        else
            return false;
    }
    return true;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out(text);
    unsigned beyond_ascii = 0;
    for (char& c : out) {
        beyond_ascii |= static_cast<unsigned char>(c);
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    if (beyond_ascii < 0x80) return out;
    out.clear();
    if (fold_latin(text, out)) return out;
    return folded_by_unicode(text);
}

}  // namespace familiar
