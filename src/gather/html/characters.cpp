#include "gather/html/characters.h"

#include <algorithm>
#include <array>

namespace familiar::gather {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

// In order. Default-ignorable characters of Unicode (DerivedCoreProperties) but variation selectors 1 to 16, which
// emoji need; bidirectional controls (UAX #9); controls; noncharacters of the basic plane.
constexpr std::array k_never{
    Range{0x00, 0x08},       Range{0x0E, 0x1F},       Range{0x7F, 0x84},       Range{0x86, 0x9F},
    Range{0xAD, 0xAD},       Range{0x34F, 0x34F},     Range{0x61C, 0x61C},     Range{0x115F, 0x1160},
    Range{0x17B4, 0x17B5},   Range{0x180B, 0x180F},   Range{0x200B, 0x200B},   Range{0x200E, 0x200F},
    Range{0x202A, 0x202E},   Range{0x2060, 0x206F},   Range{0x3164, 0x3164},   Range{0xFDD0, 0xFDEF},
    Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFFB},   Range{0xFFFE, 0xFFFF},
    Range{0x1BCA0, 0x1BCA3}, Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE0FFF},
};

constexpr char32_t k_arabic = 0x600;  // the first script that uses joiners; emoji lie above it too

}  // namespace

CharacterUse use_of(char32_t c) {
    if (c > 0x20 && c < 0x7F) return CharacterUse::seen;
    if (c == ' ' || c == '\t' || c == '\r' || c == 0x0B || c == '\f' || c == 0xA0 || c == 0x1680 ||
        (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F) {
        return CharacterUse::space;
    }
    if (c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029) return CharacterUse::line_end;
    if (c == 0x200C || c == 0x200D) return CharacterUse::joiner;
    const auto* range = std::ranges::lower_bound(k_never, c, {}, &Range::last);
    return range != k_never.end() && range->first <= c ? CharacterUse::never : CharacterUse::seen;
}

bool joins(char32_t before, char32_t after) { return before >= k_arabic && after >= k_arabic; }

}  // namespace familiar::gather
