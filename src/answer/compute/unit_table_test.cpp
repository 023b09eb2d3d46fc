#include "answer/compute/unit_table.h"

#include "answer/compute.h"
#include "answer/compute/format.h"
#include "platform/files.h"
#include "tests/support/temp_folder.h"

#include <gtest/gtest.h>

namespace familiar::answer::computing {
namespace {

// A folder with a small definitions file, gone afterwards.
class Definitions : public ::testing::Test {
protected:
    UnitTable table(std::string_view text) const {
        write("definitions.units", text);
        return UnitTable::read(folder_ / "definitions.units");
    }
    void write(std::string_view name, std::string_view text) const {
        EXPECT_TRUE(platform::write_file(folder_ / name, text));
    }

private:
    test::TempFolder folder_;
};

std::string worth(const UnitTable& table, std::string_view expression) {
    const auto quantity = table.worth(expression);
    if (!quantity) return "nothing";
    std::string text = shown(quantity->amount).text;
    for (const auto& [primitive, exponent] : quantity->dimension)
        text += " " + primitive + "^" + std::to_string(exponent);
    return text;
}

TEST_F(Definitions, are_followed_down_to_the_primitives) {
    const UnitTable units = table(
        "m !   # the metre\n"
        "s !\n"
        "radian !dimensionless\n"
        "kilo- 1000\n"
        "k- kilo\n"
        "meter m\n"
        "inch 2.54 cm\n"
        "centi- 1|100\n"
        "c- centi\n"
        "foot 12 inch\n"
        "century 100 s\n"
        "hz /s\n"
        "slow m / s \\\n"
        "     s\n");
    EXPECT_FALSE(units.missing());
    EXPECT_EQ(worth(units, "foot"), "0.3048 m^1");
    EXPECT_EQ(worth(units, "kilometers"), "1000 m^1");
    EXPECT_EQ(worth(units, "km/s"), "1000 m^1 s^-1");
    EXPECT_EQ(worth(units, "foot^2"), "0.092903 m^2");
    EXPECT_EQ(worth(units, "cm3"), "0.000001 m^3");
    EXPECT_EQ(worth(units, "centuries"), "100 s^1");
    EXPECT_EQ(worth(units, "hz"), "1 s^-1");
    EXPECT_EQ(worth(units, "slow"), "1 m^1 s^-2");  // side by side binds tighter than "/"
    EXPECT_EQ(worth(units, "2 m + 3 foot"), "2.9144 m^1");
    EXPECT_EQ(worth(units, "m + s"), "nothing");
    EXPECT_EQ(worth(units, "sqrt(m^2)"), "1 m^1");
    EXPECT_EQ(worth(units, "sqrt(m)"), "nothing");
    EXPECT_EQ(worth(units, "2 radian"), "2");
    EXPECT_EQ(worth(units, "furlong"), "nothing");
    EXPECT_EQ(worth(units, "m /"), "nothing");
    EXPECT_EQ(worth(units, ""), "nothing");
}

TEST_F(Definitions, may_be_scales_with_a_zero_of_their_own) {
    const UnitTable units = table(
        "K !\n"
        "stdtemp 273.15 K\n"
        "degF 5|9 K\n"
        "tempC(x) units=[1;K] domain=[-273.15,) range=[0,) \\\n"
        "   x K + stdtemp ; (tempC +(-stdtemp))/K\n"
        "tempF(x) units=[1;K] domain=[-459.67,) range=[0,) (x+(-32)) degF + stdtemp ; (tempF+(-stdtemp))/degF + 32\n"
        "tempcelsius() tempC\n");
    const auto boiling = units.on_scale("tempC", Number(100));
    ASSERT_TRUE(boiling);
    EXPECT_EQ(*units.to_scale("tempF", *boiling), Number(212));
    EXPECT_EQ(*units.to_scale("K", *boiling), Number::ratio(37315, 100));
    EXPECT_FALSE(units.on_scale("tempC", Number(-300)));
    EXPECT_FALSE(units.on_scale("tempR", Number(1)));
    EXPECT_EQ(units.lowest("tempF"), Number::ratio(-45967, 100));
    EXPECT_EQ(worth(units, "tempC(100)"), "373.15 K^1");
    EXPECT_EQ(worth(units, "~tempF(tempC(100))"), "212");
}

TEST_F(Definitions, are_read_for_the_united_states_and_without_currencies) {
    write("more.units", "yard 3 m\n");
    write("currency.units", "euro 1.1 dollar\n");
    const UnitTable units = table(
        "!set UNITS_ENGLISH US\n"
        "m !\n"
        "!locale en_GB\n"
        "!set UNITS_ENGLISH GB\n"
        "pint 99 m\n"
        "!endlocale\n"
        "!var UNITS_ENGLISH US\n"
        "gallon 2 m\n"
        "!endvar\n"
        "!var UNITS_ENGLISH GB\n"
        "gallon 3 m\n"
        "!endvar\n"
        "!varnot UNITS_ENGLISH GB US\n"
        "gallon 4 m\n"
        "!endvar\n"
        "!var UNITS_SYSTEM esu\n"
        "m 5 m\n"
        "!endvar\n"
        "!utf8\n"
        "½- 1|2\n"
        "!endutf8\n"
        "!include more.units\n"
        "!include currency.units\n"
        "!include ../../etc/passwd\n"
        "!unitlist hms hr;min;sec\n");
    EXPECT_EQ(worth(units, "gallon"), "2 m^1");
    EXPECT_EQ(worth(units, "pint"), "nothing");
    EXPECT_EQ(worth(units, "yard"), "3 m^1");
    EXPECT_EQ(worth(units, "euro"), "nothing");
    EXPECT_EQ(worth(units, "½m"), "0.5 m^1");
}

TEST_F(Definitions, cannot_lead_in_circles_or_out_of_bounds) {
    std::string tower = "m !\nb0 10 m\n";
    for (int i = 1; i < 30; ++i) {
        const std::string below = "b" + std::to_string(i - 1) + "x";
        tower += "b" + std::to_string(i) + "x (" + (i == 1 ? "b0" : below) + " + " + (i == 1 ? "b0" : below) + ")\n";
    }
    tower += "loop loop\nround about\nabout round\np- q-\nq- p-\nhuge 9^9^9^9\nwide m^1000\nf(x) f(x) ; x\n";
    tower += "deep " + std::string(500, '(') + "1" + std::string(500, ')') + "\n";
    const UnitTable units = table(tower);
    for (const std::string_view name : {"b29x", "loop", "round", "pm", "huge", "wide", "f(1)", "deep"}) {
        EXPECT_EQ(worth(units, name), "nothing") << name;
    }
    EXPECT_EQ(worth(units, "b5x"), "320 m^1");
}

TEST(UnitTable, says_why_it_is_empty) {
    const UnitTable units = UnitTable::read("/nowhere/definitions.units");
    ASSERT_TRUE(units.missing());
    EXPECT_EQ(worth(units, "m"), "nothing");
}

// Names that everything else rests on, as the installed file of GNU units has them.
TEST(UnitTable, reads_the_file_of_gnu_units) {
    const UnitTable units = UnitTable::read(k_units_file);
    ASSERT_FALSE(units.missing()) << units.missing()->text();
    const std::pair<std::string_view, std::string_view> cases[] = {
        {"mile", "1609.344 m^1"},
        {"ounce", "0.0283495 kg^1"},
        {"gallon", "0.00378541 m^3"},
        {"brgallon", "0.00454609 m^3"},
        {"lightyear", "9,460,730,472,580,800 m^1"},
        {"kWh", "3,600,000 kg^1 m^2 s^-2"},
        {"psi", "6894.757293 kg^1 m^-1 s^-2"},
        {"byte", "8 bit^1"},
        {"degree", "0.0174533"},
        {"Hz", "1 s^-1"},
        {"acre", "4046.856422 m^2"},
        {"stone", "6.350293 kg^1"},
        {"parsec", "3.085678 × 10^16 m^1"},
    };
    for (const auto& [name, expected] : cases) EXPECT_EQ(worth(units, name), expected) << name;
}

}  // namespace
}  // namespace familiar::answer::computing
