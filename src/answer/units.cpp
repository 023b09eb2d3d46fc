#include "answer/units.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace familiar::answer {

std::string unit_named(std::string_view folded_word) {
    struct Unit {
        std::string_view name;
        std::initializer_list<std::string_view> spellings;
    };
    static const std::array k_units = {
        Unit{"euro", {"euro", "euros", "eur"}},
        Unit{"dollar", {"dollar", "dollars", "usd"}},
        Unit{"pound", {"pound", "pounds", "gbp"}},
        Unit{"franc", {"franc", "francs", "franken", "chf"}},
        Unit{"cent", {"cent", "cents"}},
        Unit{"kilometre", {"km", "kilometre", "kilometres", "kilometer", "kilometers", "kilometros", "quilometros"}},
        Unit{"mile", {"mile", "miles"}},
        Unit{"metre", {"m", "metre", "metres", "meter", "meters", "metros"}},
        Unit{"kilo", {"kg", "kilo", "kilos"}},
        Unit{"litre", {"l", "litre", "litres", "liter", "liters", "litros"}},
        Unit{"hour", {"hour", "hours", "stunde", "stunden", "hora", "horas"}},
        Unit{"minute", {"minute", "minutes", "minuten", "minutos"}},
        Unit{"bag", {"bag", "bags"}},
        Unit{"page", {"page", "pages", "seite", "seiten"}},
        Unit{"point", {"point", "points", "punkt", "punkte"}}};
    for (const Unit& unit : k_units) {
        if (std::ranges::find(unit.spellings, folded_word) != unit.spellings.end()) return std::string(unit.name);
    }
    return {};
}

}  // namespace familiar::answer
