#include "answer/compute/unit_names.h"

#include <array>

namespace familiar::answer::computing {

namespace {

constexpr std::string_view k_us_gallon = "US measure; an imperial gallon is 4.54609 litres";
constexpr std::string_view k_us_pint = "US measure; an imperial pint is 568.26125 ml";
constexpr std::string_view k_us_quart = "US measure; an imperial quart is 1.1365225 litres";
constexpr std::string_view k_us_ounce = "US measure; an imperial fluid ounce is 28.4130625 ml";
constexpr std::string_view k_us_cup = "US cups of 236.5882365 ml; a metric cup is 250 ml";
constexpr std::string_view k_us_ton = "US tons of 2,000 pounds; a metric tonne is 1,000 kg";
constexpr std::string_view k_year = "a year is taken as 365 days";
constexpr std::string_view k_month = "a month is taken as a twelfth of 365 days";
constexpr std::string_view k_decade = "years are taken as 365.2425 days";

constexpr auto k_names = std::to_array<UnitName>({
    // Length
    {"m", "m", "metre", "metres", "meter|meters|metro|metros|mtr"},
    {"km", "km", "kilometre", "kilometres",
     "kilometer|kilometers|kilometro|kilometros|quilometro|quilometros|kms|klick|klicks"},
    {"cm", "cm", "centimetre", "centimetres", "centimeter|centimeters|zentimeter|centimetro|centimetros|cms"},
    {"mm", "mm", "millimetre", "millimetres", "millimeter|millimeters|milimetro|milimetros|mms"},
    {"dm", "dm", "decimetre", "decimetres", "decimeter|decimeters"},
    {"micrometer", "µm", "micrometre", "micrometres", "μm|um|micron|microns|micrometer|micrometers"},
    {"nm", "nm", "nanometre", "nanometres", "nanometer|nanometers"},
    {"mile", "mi", "mile", "miles", "meile|meilen|milla|millas|milha|milhas"},
    {"yard", "yd", "yard", "yards", "yds"},
    {"foot", "ft", "foot", "feet", "fuss|pies|pied|pieds"},
    {"inch", "in", "inch", "inches", "ins|zoll|pulgada|pulgadas|polegada|polegadas|pouce|pouces"},
    {"nauticalmile", "nmi", "nautical mile", "nautical miles", "sea mile|sea miles|seemeile|seemeilen"},
    {"furlong", "fur", "furlong", "furlongs"},
    {"fathom", "ftm", "fathom", "fathoms"},
    {"lightyear", "ly", "light year", "light years", "lightyear|lightyears|lichtjahr|lichtjahre"},
    {"au", "au", "astronomical unit", "astronomical units"},
    {"parsec", "pc", "parsec", "parsecs"},
    {"angstrom", "Å", "ångström", "ångströms", "angstrom|angstroms"},
    // Mass
    {"kg", "kg", "kilogram", "kilograms",
     "kilo|kilos|kilogramm|kilogramme|kilogrammes|kilogramo|kilogramos|quilo|quilos|kgs"},
    {"g", "g", "gram", "grams", "gm|gms|gramm|gramme|grammes|gramo|gramos|grama|gramas|gr"},
    {"mg", "mg", "milligram", "milligrams", "milligramm|milligramme|milligrammes|miligramo|miligramos"},
    {"microgram", "µg", "microgram", "micrograms", "μg|ug|mcg"},
    {"tonne", "t", "tonne", "tonnes", "metric ton|metric tons|tonnen|tonelada|toneladas"},
    {"uston", "ton", "ton", "tons", "short ton|short tons", "brton", "", k_us_ton},
    {"brton", "long ton", "long ton", "long tons"},
    {"pound", "lb", "pound", "pounds", "lbs|pfund|libra|libras|livre|livres"},
    {"ounce", "oz", "ounce", "ounces", "unze|unzen|onza|onzas|onces|onca|oncas", "", "usfluidounce"},
    {"troyounce", "oz t", "troy ounce", "troy ounces", "troy oz"},
    {"stone", "st", "stone", "stone", "stones"},
    {"grain", "grain", "grain", "grains"},
    {"carat", "ct", "carat", "carats", "karat|karats"},
    {"quintal", "quintal", "quintal", "quintals"},
    {"hundredweight", "cwt", "hundredweight", "hundredweight", "hundredweights", "brhundredweight"},
    // Volume
    {"liter", "l", "litre", "litres", "liter|liters|L|litro|litros"},
    {"ml", "ml", "millilitre", "millilitres", "mL|mls|milliliter|milliliters|mililitro|mililitros"},
    {"cl", "cl", "centilitre", "centilitres", "cL|centiliter|centiliters|centilitro|centilitros"},
    {"dl", "dl", "decilitre", "decilitres", "dL|deciliter|deciliters|decilitro|decilitros"},
    {"hectoliter", "hl", "hectolitre", "hectolitres", "hL|hectoliter|hectoliters|hektoliter"},
    {"cc", "cc", "cubic centimetre", "cubic centimetres", "ccs"},
    {"uscup", "cup", "cup", "cups", "tasse|tassen|taza|tazas|xicara|xicaras", "brcup", "", k_us_cup},
    {"250 ml", "metric cup", "metric cup", "metric cups"},
    {"ustablespoon", "tbsp", "tablespoon", "tablespoons", "tbsps|tbs|tablespoonful|essloffel|cucharada|cucharadas",
     "brtablespoon"},
    {"usteaspoon", "tsp", "teaspoon", "teaspoons", "tsps|teaspoonful|teeloffel|cucharadita|cucharaditas", "brteaspoon"},
    {"usfluidounce", "fl oz", "fluid ounce", "fluid ounces", "floz|fl ounce|fl ounces|fluid oz", "brfluidounce", "",
     k_us_ounce},
    {"uspint", "pt", "pint", "pints", "pts", "brpint", "", k_us_pint},
    {"usquart", "qt", "quart", "quarts", "qts", "brquart", "", k_us_quart},
    {"usgallon", "gal", "gallon", "gallons", "gals|gallone|gallonen|galon|galones|galao|galoes", "brgallon", "",
     k_us_gallon},
    {"usgill", "gill", "gill", "gills", "", "brgill"},
    {"barrel", "bbl", "barrel", "barrels", "", "", "", "barrels of oil, of 42 US gallons"},
    {"usbushel", "bu", "bushel", "bushels", "", "brbushel"},
    // Area
    {"acre", "ac", "acre", "acres", "morgen"},
    {"hectare", "ha", "hectare", "hectares", "hektar|hectarea|hectareas"},
    {"m^2", "m²", "square metre", "square metres", "sqm|qm|quadratmeter"},
    {"ft^2", "sq ft", "square foot", "square feet", "sqft|quadratfuss"},
    {"km^2", "km²", "square kilometre", "square kilometres", "sqkm|quadratkilometer"},
    {"mile^2", "sq mi", "square mile", "square miles", "sqmi"},
    {"m^3", "m³", "cubic metre", "cubic metres", "cbm|kubikmeter"},
    // Time
    {"s", "s", "second", "seconds", "sec|secs|sekunde|sekunden|segundo|segundos|seconde|secondes"},
    {"ms", "ms", "millisecond", "milliseconds", "msec|msecs"},
    {"microsecond", "µs", "microsecond", "microseconds", "μs|us"},
    {"ns", "ns", "nanosecond", "nanoseconds"},
    {"minute", "min", "minute", "minutes", "mins|minuten|minuto|minutos"},
    {"hour", "h", "hour", "hours", "hr|hrs|stunde|stunden|hora|horas|heure|heures|std"},
    {"day", "d", "day", "days", "tag|tage|tagen|dia|dias|jour|jours"},
    {"week", "wk", "week", "weeks", "wks|woche|wochen|semana|semanas|semaine|semaines"},
    {"fortnight", "fortnight", "fortnight", "fortnights"},
    {"365|12 day", "month", "month", "months", "monat|monate|mes|meses|mois", "", "", k_month},
    {"365 day", "yr", "year", "years", "yrs|jahr|jahre|ano|anos|annee|annees", "", "", k_year},
    {"366 day", "leap year", "leap year", "leap years"},
    {"3652.425 day", "decade", "decade", "decades", "jahrzehnt|jahrzehnte|decada|decadas", "", "", k_decade},
    {"36524.25 day", "century", "century", "centuries", "jahrhundert|jahrhunderte|siglo|siglos", "", "", k_decade},
    {"365242.5 day", "millennium", "millennium", "millennia", "", "", "", k_decade},
    // Speed
    {"km/hour", "km/h", "kilometre per hour", "kilometres per hour", "kmh|kph|kmph"},
    {"mile/hour", "mph", "mile per hour", "miles per hour", "mph"},
    {"knot", "kn", "knot", "knots", "kt|kts|knoten"},
    {"c", "c₀", "speed of light", "times the speed of light"},
    // Temperature
    {"tempC", "°C", "degree Celsius", "degrees Celsius",
     "celsius|centigrade|degrees centigrade|degree centigrade|deg celsius|grad celsius|"
     "grados celsius|graus celsius|degres celsius|grados centigrados|degrees c|degree c|deg c|grad c",
     "", "", "", true},
    {"tempF", "°F", "degree Fahrenheit", "degrees Fahrenheit",
     "fahrenheit|deg fahrenheit|grad fahrenheit|grados fahrenheit|"
     "graus fahrenheit|degres fahrenheit|degrees f|degree f|deg f|grad f",
     "", "", "", true},
    {"tempK", "K", "kelvin", "kelvin", "kelvins|degrees kelvin|degree kelvin|degrees k", "", "", "", true},
    // Energy and power
    {"J", "J", "joule", "joules"},
    {"kJ", "kJ", "kilojoule", "kilojoules"},
    {"MJ", "MJ", "megajoule", "megajoules"},
    {"calorie", "cal", "calorie", "calories", "kalorie|kalorien|caloria|calorias", "", "",
     "small calories; those on food are kilocalories"},
    {"kilocalorie", "kcal", "kilocalorie", "kilocalories", "kilokalorie|kilokalorien|kilocaloria|kilocalorias|kcals"},
    {"W hour", "Wh", "watt hour", "watt hours", "wattstunde|wattstunden"},
    {"kW hour", "kWh", "kilowatt hour", "kilowatt hours", "kilowattstunde|kilowattstunden"},
    {"MW hour", "MWh", "megawatt hour", "megawatt hours", "megawattstunde|megawattstunden"},
    {"btu", "BTU", "British thermal unit", "British thermal units", "btus"},
    {"W", "W", "watt", "watts"},
    {"kW", "kW", "kilowatt", "kilowatts"},
    {"MW", "MW", "megawatt", "megawatts"},
    {"GW", "GW", "gigawatt", "gigawatts"},
    {"horsepower", "hp", "horsepower", "horsepower", "horse power|bhp"},
    {"metrichorsepower", "PS", "metric horsepower", "metric horsepower", "ps|pferdestarke|pferdestarken|cv"},
    // Pressure and force
    {"Pa", "Pa", "pascal", "pascals"},
    {"hPa", "hPa", "hectopascal", "hectopascals"},
    {"kPa", "kPa", "kilopascal", "kilopascals"},
    {"MPa", "MPa", "megapascal", "megapascals"},
    {"bar", "bar", "bar", "bar", "bars"},
    {"millibar", "mbar", "millibar", "millibar", "millibars"},
    {"psi", "psi", "psi", "psi", "pounds per square inch|pound per square inch"},
    {"atm", "atm", "atmosphere", "atmospheres"},
    {"mmHg", "mmHg", "millimetre of mercury", "millimetres of mercury", "mm hg|torr"},
    {"N", "N", "newton", "newtons"},
    {"kN", "kN", "kilonewton", "kilonewtons"},
    {"lbf", "lbf", "pound-force", "pounds-force"},
    {"N m", "Nm", "newton metre", "newton metres", "newton meter|newton meters"},
    {"foot lbf", "ft lb", "foot-pound", "foot-pounds", "foot pound|foot pounds|ft lbs|ft lbf"},
    // Data
    {"bit", "bit", "bit", "bits"},
    {"kbit", "kbit", "kilobit", "kilobits"},
    {"Mbit", "Mbit", "megabit", "megabits", "Mb"},
    {"Gbit", "Gbit", "gigabit", "gigabits", "Gb"},
    {"byte", "B", "byte", "bytes"},
    {"kilobyte", "kB", "kilobyte", "kilobytes", "KB|kb"},
    {"megabyte", "MB", "megabyte", "megabytes", "mb|megs"},
    {"gigabyte", "GB", "gigabyte", "gigabytes", "gb|gigs|gig"},
    {"terabyte", "TB", "terabyte", "terabytes", "tb"},
    {"petabyte", "PB", "petabyte", "petabytes", "pb"},
    {"kibibyte", "KiB", "kibibyte", "kibibytes"},
    {"mebibyte", "MiB", "mebibyte", "mebibytes"},
    {"gibibyte", "GiB", "gibibyte", "gibibytes"},
    {"tebibyte", "TiB", "tebibyte", "tebibytes"},
    {"kbit/s", "kbps", "kilobit per second", "kilobits per second", "kbit/s"},
    {"Mbit/s", "Mbps", "megabit per second", "megabits per second", "mbps"},
    {"Gbit/s", "Gbps", "gigabit per second", "gigabits per second", "gbps"},
    // The rest
    {"Hz", "Hz", "hertz", "hertz"},
    {"kHz", "kHz", "kilohertz", "kilohertz"},
    {"MHz", "MHz", "megahertz", "megahertz"},
    {"GHz", "GHz", "gigahertz", "gigahertz"},
    {"rpm", "rpm", "revolution per minute", "revolutions per minute"},
    {"degree", "°", "degree", "degrees", "deg|grad|grado|grados|grau|graus|degre|degres"},
    {"radian", "rad", "radian", "radians"},
    {"circle", "turn", "turn", "turns", "revolution|revolutions|full turn|full turns"},
    {"A", "A", "ampere", "amperes", "amp|amps"},
    {"mA", "mA", "milliampere", "milliamperes", "milliamp|milliamps"},
    {"V", "V", "volt", "volts"},
    {"kV", "kV", "kilovolt", "kilovolts"},
    {"mV", "mV", "millivolt", "millivolts"},
    {"mA hour", "mAh", "milliampere hour", "milliampere hours", "milliamp hour|milliamp hours"},
    {"A hour", "Ah", "ampere hour", "ampere hours", "amp hour|amp hours"},
    {"mile/usgallon", "mpg", "mile per gallon", "miles per gallon", "miles to the gallon", "mile/brgallon", "",
     "miles per US gallon; the imperial gallon is larger by a fifth"},
    {"liter/(100 km)", "l/100 km", "litre per 100 km", "litres per 100 km"},
});

}  // namespace

std::span<const UnitName> unit_names() { return k_names; }

}  // namespace familiar::answer::computing
