#include "quality/chat_words.h"

#include <fmt/format.h>

namespace familiar::bench {

namespace {

constexpr std::string_view k_first_names[] = {
    "Ada",    "Bram",   "Chiara", "Dario",  "Elif",    "Femi",    "Greta",   "Hamid",  "Ilse",   "Jonas",  "Keiko",
    "Lars",   "Maren",  "Nadia",  "Otis",   "Paloma",  "Quentin", "Rosa",    "Sanne",  "Tariq",  "Una",    "Viktor",
    "Wanda",  "Xenia",  "Yusuf",  "Zofia",  "Arjun",   "Bettina", "Callum",  "Dilara", "Emeka",  "Fiona",  "Goran",
    "Hanne",  "Ivo",    "Jasmin", "Kofi",   "Leonie",  "Mateus",  "Noor",    "Oskar",  "Petra",  "Ravi",   "Saskia",
    "Tomasz", "Ursula", "Vera",   "Willem", "Yara",    "Zeno",    "Aoife",   "Bo",     "Carmen", "Didier", "Eszter",
    "Finn",   "Gloria", "Henrik", "Imke",   "Joaquim", "Katya",   "Lorenzo", "Mirja",  "Nils",   "Oona",   "Pascal",
    "Renske", "Stijn",  "Thea",   "Ulf",    "Valerie", "Wout",    "Anouk",   "Benoit", "Clara",  "Dominik"};
constexpr std::string_view k_surnames[] = {
    "Abara",     "Berglund",  "Castell", "Dray",    "Eklund",   "Farrow",    "Gruber", "Hobbs",  "Ivanov",   "Jansen",
    "Keller",    "Lindqvist", "Moreau",  "Nwosu",   "Oyelaran", "Pereira",   "Quist",  "Rossi",  "Sandoval", "Thorne",
    "Ueda",      "Vidal",     "Wexler",  "Yilmaz",  "Zeller",   "Ashdown",   "Brandt", "Coelho", "Duarte",   "Ekberg",
    "Fontaine",  "Gallo",     "Hartig",  "Iversen", "Joubert",  "Kowalski",  "Larsen", "Mbeki",  "Novak",    "Okafor",
    "Pelletier", "Rahimi",    "Sorel",   "Tanaka",  "Urban",    "Verhoeven", "Winter", "Zamora", "Birch",    "Cole"};
constexpr std::string_view k_qualities[] = {"green",  "big",    "old",   "blue", "folding", "wooden",
                                            "little", "second", "white", "red",  "heavy",   "spare"};
constexpr std::string_view k_things[] = {"ladder",       "raclette grill",  "pressure washer",
                                         "tent",         "sewing machine",  "wheelbarrow",
                                         "drill",        "roof box",        "projector",
                                         "canoe",        "pasta maker",     "cargo bike",
                                         "accordion",    "baby scale",      "workbench",
                                         "telescope",    "ice cream maker", "mirror",
                                         "sledge",       "typewriter",      "record player",
                                         "hedge cutter", "camping stove",   "rocking chair",
                                         "piano stool",  "chessboard",      "suitcase",
                                         "air mattress", "microscope",      "bread machine",
                                         "paddle board", "dehumidifier",    "cello",
                                         "lamp",         "cool box",        "stroller",
                                         "tool chest",   "globe",           "espresso machine",
                                         "fire bowl",    "waffle iron",     "rowing machine"};
constexpr std::string_view k_events[] = {
    "the ski weekend",     "the summer party", "the street festival", "the farewell dinner",  "the flea market",
    "the hut weekend",     "the christening",  "the school concert",  "the boat trip",        "the wine tasting",
    "the big birthday",    "the relay race",   "the craft fair",      "the cousins' reunion", "the bonfire night",
    "the garden opening",  "the quiz evening", "the housewarming",    "the carnival",         "the cooking course",
    "the city trip",       "the charity run",  "the graduation",      "the theatre night",    "the wedding brunch",
    "the harvest supper",  "the pub crawl",    "the bike tour",       "the lantern walk",     "the chess tournament",
    "the open-air cinema", "the swap evening", "the spring clean",    "the canoe weekend"};
constexpr std::string_view k_groups[] = {"choir",
                                         "badminton",
                                         "yoga",
                                         "the improv class",
                                         "band practice",
                                         "fencing",
                                         "the drawing class",
                                         "judo",
                                         "book circle",
                                         "table tennis",
                                         "the pottery class",
                                         "salsa",
                                         "futsal",
                                         "the language table",
                                         "climbing",
                                         "the knitting circle"};
constexpr std::string_view k_hobbies[] = {"smoking",
                                          "beekeeping",
                                          "the triathlon",
                                          "the half marathon",
                                          "fencing",
                                          "sugar",
                                          "the mud race",
                                          "paragliding",
                                          "winter swimming",
                                          "the dance contest",
                                          "the long-distance walk",
                                          "the bouldering cup"};
constexpr std::string_view k_presents[] = {
    "a cookbook",     "a massage voucher", "concert tickets",  "a picnic basket", "a fountain pen", "a bird feeder",
    "a juggling set", "a rucksack",        "a balloon flight", "a wok",           "a star map",     "a hammock",
    "a ukulele",      "a tea set",         "headphones",       "a rain barrel"};
constexpr std::string_view k_rooms[] = {"clubhouse",    "laundry room", "boathouse",  "music room",  "allotment shed",
                                        "party cellar", "stairwell",    "guest room", "bike cellar", "roof terrace"};
constexpr std::string_view k_trades[] = {"plumber",       "electrician", "heating engineer",
                                         "chimney sweep", "roofer",      "locksmith"};
constexpr std::string_view k_spots[] = {"behind the boiler, left of the window",
                                        "top shelf in the pantry, at the very back",
                                        "under the stairs, blue bag",
                                        "in the attic next to the christmas boxes",
                                        "my mother's garage, right side",
                                        "in the wardrobe of the small room",
                                        "under the workbench, wrapped in a towel",
                                        "at Paul's, second cellar on the right",
                                        "in the boot of my car",
                                        "between the two bookcases",
                                        "on the balcony, below the tarp",
                                        "at the office, bottom drawer"};
constexpr std::string_view k_dishes[] = {"lasagne",  "dal",   "goulash", "risotto", "ramen",   "quiche",
                                         "moussaka", "curry", "paella",  "chili",   "pierogi", "gnocchi"};
constexpr std::string_view k_films[] = {"The Glass Orchard",     "Night Ferry",          "Salt and Iron",
                                        "The Last Cartographer", "Paper Tigers of Lund", "Seven Winters",
                                        "Half a Moon",           "The Quiet Auction"};
constexpr std::string_view k_pets[] = {"Pickle", "Biscuit", "Comet",   "Waffles", "Mango",  "Turbo",
                                       "Pepper", "Noodle",  "Rascals", "Thunder", "Otters", "Misfits"};
constexpr std::string_view k_days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::string_view k_dias[] = {"lunes", "martes", "jueves", "viernes", "domingo", "sábado"};
constexpr std::string_view k_months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
constexpr std::string_view k_town_starts[] = {"Hal",  "Brin", "Ost", "Mar", "Kel", "Wen", "Thor",  "Ald",
                                              "Lind", "Sel",  "Cor", "Var", "Dun", "Fal", "Rosen", "Gren"};
constexpr std::string_view k_town_ends[] = {"ford", "wick", "bach", "mouth", "hagen",   "ville", "berg",  "stead",
                                            "by",   "dorf", "ham",  "vik",   "minster", "ona",   "brook", "ern"};
constexpr std::string_view k_firm_kinds[] = {"Logistics", "Bakery", "& Sons", "Architects", "Insurance", "Labs",
                                             "Printing",  "Motors", "Dental", "Foods",      "Media",     "Optics"};
constexpr std::string_view k_cafe_kinds[] = {"Café {}", "the {} Arms", "{}'s", "Bar {}", "the {} Tearoom", "Casa {}"};
constexpr std::string_view k_street_ends[] = {"Street", "Lane", "Road", "Row", "Hill"};
constexpr std::string_view k_chats[] = {"Sunday Gang",   "House 14",        "Team Thursday", "The Old Class",
                                        "Kitchen Table", "Neighbours East", "Crew",          "Us Lot",
                                        "Trip Planners", "Backyard"};

std::string_view without_number(std::string_view name) {
    while (!name.empty() && name.back() >= '0' && name.back() <= '9') name.remove_suffix(1);
    return name;
}

}  // namespace

// Each half sees every second entry of a long list.
template <std::size_t N>
std::string ChatWords::one_of(const std::string_view (&list)[N]) {
    if (N < 10) return std::string(list[below(N)]);
    return std::string(list[below(N / 2) * 2 + (half_ == Half::tuning ? 0 : 1)]);
}

std::string ChatWords::town() {
    return one_of(k_town_starts) + std::string(k_town_ends[below(std::size(k_town_ends))]);
}

std::string ChatWords::thing() { return "the " + std::string(k_qualities[below(12)]) + " " + one_of(k_things); }

std::string ChatWords::first_name() { return slot("first"); }
std::string ChatWords::surname() { return slot("surname"); }
std::string ChatWords::chat_title() { return slot("chat"); }

std::string ChatWords::made(std::string_view kind) {
    const auto is = [&](std::string_view name) { return kind == name; };
    if (is("first")) return one_of(k_first_names);
    if (is("surname")) return one_of(k_surnames);
    if (is("person")) return slot("first") + " " + one_of(k_surnames);
    if (is("chat")) return one_of(k_chats);
    if (is("thing")) return thing();
    if (is("event")) return std::string(k_events[below(std::size(k_events))]);
    if (is("group")) return one_of(k_groups);
    if (is("hobby")) return one_of(k_hobbies);
    if (is("present")) return one_of(k_presents);
    if (is("room")) return one_of(k_rooms);
    if (is("trade")) return one_of(k_trades);
    if (is("spot")) return one_of(k_spots);
    if (is("dish")) return one_of(k_dishes);
    if (is("film")) return one_of(k_films);
    if (is("pet")) return one_of(k_pets);
    if (is("day")) return one_of(k_days);
    if (is("day_es")) return one_of(k_dias);
    if (is("town")) return town();
    if (is("firm")) return one_of(k_surnames) + " " + one_of(k_firm_kinds);
    if (is("cafe")) return fmt::format(fmt::runtime(std::string(k_cafe_kinds[below(6)])), one_of(k_surnames));
    if (is("street")) return one_of(k_surnames) + " " + std::string(k_street_ends[below(5)]);
    if (is("date")) return fmt::format("{} {}", 1 + below(28), k_months[below(12)]);
    if (is("time")) return fmt::format("{}:{}0", 9 + below(12), 3 * below(2));
    if (is("price")) return fmt::format("{} euro", 15 + 5 * below(60));
    if (is("n")) return std::to_string(11 + below(79));
    return {};
}

std::string ChatWords::slot(std::string_view name) {
    static constexpr int k_tries = 200;
    static const std::set<std::string_view> k_repeatable = {"n",     "time", "date", "day",  "day_es",
                                                            "price", "dish", "pet",  "film", "trade"};
    const std::string_view kind = without_number(name);
    std::string made_up = made(kind);
    for (int i = 0; i < k_tries && !k_repeatable.contains(kind) && used_.contains(made_up); ++i) made_up = made(kind);
    used_.insert(made_up);
    return made_up;
}

}  // namespace familiar::bench
