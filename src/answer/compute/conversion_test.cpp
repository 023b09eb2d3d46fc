#include "answer/compute/conversion.h"

#include "answer/compute/cases_test.h"
#include "answer/compute/format.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace familiar::answer::computing {
namespace {

TEST(Conversion, turns_measures_into_others) {
    expect_answers({
        {"how many ounces are in two pounds", "32 ounces", "2 pounds = 32 ounces", "1 pound = 16 ounces"},
        {"convert 5 km to miles", "3.106856 miles", "≈", "5 / 1.609344"},
        {"how many kilometres are nine miles?", "14.484096 kilometres"},
        {"10mi to km", "16.09344 km"},
        {"how far is 10 miles in kilometres", "16.09344 kilometres"},
        {"5 kg = ? pounds", "11.023113 pounds"},
        {"5 kg is how many pounds", "11.023113 pounds"},
        {"how much is 5 pounds in kg", "2.267962 kg", "≈", "1 pound = 0.45359237 kg"},
        {"5 stone in kg", "31.751466 kg"},
        {"12 stone 5 pounds in kg", "78.47148 kg"},
        {"11st 4lb in kg", "71.667594 kg"},
        {"how many seconds in a day", "86,400 seconds"},
        {"how many seconds are there in a minute?", "60 seconds"},
        {"2 hours 30 minutes in minutes", "150 minutes"},
        {"90 mins in hours", "1.5 hours"},
        {"three quarters of an hour in minutes", "45 minutes"},
        {"half a mile in metres", "804.672 metres"},
        {"1 million seconds in days", "11.574074 days"},
        {"2,5 km in m", "2500 m"},
        {"1,000 km to miles", "621.371192 miles"},
        {"3/4 cup in ml", "177.441177 ml"},
        {"60 mph in km/h", "96.56064 km/h"},
        {"10 m/s in miles per hour", "22.369363 miles per hour"},
        {"100 kilometres an hour in mph", "62.137119 mph"},
        {"10 m² in square feet", "107.639104 square feet"},
        {"5 cubic feet in litres", "141.584233 litres"},
        {"10 square miles in km2", "25.899881 km²"},
        {"1 acre in square metres", "4046.856422 square metres"},
        {"3 kWh in joules", "10,800,000 joules"},
        {"100 kcal in kJ", "418.4 kJ"},
        {"2 bar in psi", "29.007548 psi"},
        {"1 GiB in MB", "1073.741824 MB"},
        {"100 Mbps in MB/s", "12.5 MB/s"},
        {"1 lightyear in km", "9,460,730,472,580.8 km"},
        {"how many smoots in a mile", "945.671642 smoots"},
        {"12 inches to feet", "1 foot"},
        {"30 mpg in l/100km", "7.840486 l/100 km"},
    });
}

TEST(Conversion, understands_heights_and_lists_of_units) {
    expect_answers({
        {"6 ft 2 in in cm", "187.96 cm", "", "6 ft 2 in = 74 in"},
        {"6 ft 2 in cm", "187.96 cm"},
        {"5'11\" in cm", "180.34 cm"},
        {"5 ft 10 to cm", "177.8 cm"},
        {"how tall is 6'1\" in cm", "185.42 cm"},
        {"180 cm in feet and inches", "5 feet 10.87 inches"},
        {"100 minutes in hours and minutes", "1 hour 40 minutes"},
        {"3661 seconds in hours, minutes and seconds", "1 hour 1 minute 1 second"},
        {"100 kg in stone and pounds", "15 stone 10.46 pounds"},
        {"182.88 cm in feet and inches", "6 feet 0 inches"},
    });
}

TEST(Conversion, knows_scales_of_temperature) {
    expect_answers({
        {"100 f in c", "37.777778 °C", "≈", "(100 - 32) × 5/9"},
        {"what is 72 degrees fahrenheit in celsius", "22.222222 °C"},
        {"37°C to °F", "98.6 °F", "37 °C = 98.6 °F", "37 × 9/5 + 32"},
        {"37C in F", "98.6 °F"},
        {"-40 c in f", "-40 °F"},
        {"0 kelvin in celsius", "-273.15 °C"},
        {"20 degrees celsius in kelvin", "293.15 K"},
        {"72 degrees in celsius", "22.222222 °C"},
        {"-500 °C in K", "no value", "below absolute zero"},
    });
    expect_nothing({"5K in miles", "20 c in ounces", "what is 20 degrees", "how many degrees is it", "celsius to"});
}

TEST(Conversion, takes_units_of_several_meanings_as_people_mean_them) {
    expect_answers({
        {"how many ounces in a pint", "16 fluid ounces", "", "US measure"},
        {"12 oz in ml", "354.882355 ml", "12 fl oz"},
        {"12 oz in g", "340.194278 g"},
        {"how many litres is a UK gallon", "4.54609 litres", "imperial gallon"},
        {"2 imperial pints in ml", "1136.5225 ml"},
        {"2 US pints in ml", "946.352946 ml"},
        {"3 cups in ml", "709.76471 ml", "", "US cups"},
        {"how many tons in 5000 kg", "5.511557 tons", "", "US tons"},
        {"5000 kg in tonnes", "5 tonnes"},
        {"how many weeks in a year", "52.142857 weeks", "", "365 days"},
        {"how many days are there in a leap year", "366 days"},
    });
    EXPECT_LT(compute("2 pints in ml", test_context())->certainty, 1);
    EXPECT_EQ(compute("2 imperial pints in ml", test_context())->certainty, 1);
    EXPECT_LT(compute("miles to km", test_context())->certainty, 0.8);
}

TEST(Conversion, explains_what_cannot_be) {
    expect_answers({
        {"how many kilograms in 5 metres", "not possible", "Metres measure length and kilograms measure mass"},
        {"5 litres in km", "not possible", "Litres measure volume and kilometres measure length"},
        {"convert 20 celsius to metres", "not possible", "temperature"},
        {"convert 100 euros to dollars", "no rate", "rates change"},
        {"how much is 5 pounds in euros", "no rate"},
        {"how many dollars is 20 euros", "no rate"},
    });
    expect_nothing({"how many cows in a mile", "convert 5 apples to oranges", "5 km in the morning", "day to day",
                    "convert my file to pdf", "change the oil", "how many feet", "how many minutes", "stone in kidney",
                    "pounds to lose", "how many hours did we walk"});
}

// Every two units of ours that measure the same are turned into each other and back without loss.
RC_GTEST_PROP(Conversion, there_and_back_is_the_same, ()) {
    static const UnitTable k_table = UnitTable::read(k_units_file);
    const auto names = unit_names();
    const UnitName& from = names[*rc::gen::inRange<std::size_t>(0, names.size())];
    const UnitName& to = names[*rc::gen::inRange<std::size_t>(0, names.size())];
    const Number count = Number::ratio(*rc::gen::inRange(-100'000, 100'000), 100);
    const auto quantity = k_table.on_scale(from.definition, count);
    if (!quantity) return;  // below absolute zero
    const auto there = k_table.to_scale(to.definition, *quantity);
    if (!there) return;  // of another kind
    const auto again = k_table.on_scale(to.definition, *there);
    RC_ASSERT(again.has_value());
    const auto back = k_table.to_scale(from.definition, *again);
    RC_ASSERT(back.has_value());
    RC_ASSERT((*back - count).absolute() <= Number::ratio(1, 1'000'000'000));
    if (back->exact()) RC_ASSERT(*back == count);
}

TEST(UnitNames, are_all_known_to_gnu_units) {
    const UnitTable table = UnitTable::read(k_units_file);
    for (const UnitName& name : unit_names()) {
        for (const std::string_view definition : {name.definition, name.imperial, name.of_volume}) {
            EXPECT_TRUE(definition.empty() || table.on_scale(definition, Number(1))) << definition;
        }
        EXPECT_FALSE(name.singular.empty() || name.plural.empty() || name.symbol.empty()) << name.definition;
    }
}

}  // namespace
}  // namespace familiar::answer::computing
