#include "answer/compute/clock_questions.h"

#include "answer/compute/cases_test.h"

#include <gtest/gtest.h>

namespace familiar::answer::computing {
namespace {

// 13:30 in Lisbon, 12:30 UTC.
TEST(Clock, tells_the_time_here_and_elsewhere) {
    expect_answers({
        {"what time is it", "13:30", "It is 13:30 (Monday 1 June 2026)"},
        {"what's the time?", "13:30"},
        {"what time is it in London", "13:30", "in London"},
        {"what time is it in Tokyo right now", "21:30", "in Tokyo", "UTC+9"},
        {"time in New York", "08:30"},
        {"New York time", "08:30"},
        {"current time in São Paulo", "09:30"},
        {"what is the time in Kathmandu", "18:15"},
        {"what time is it in UTC", "12:30"},
        {"what time is it in California", "05:30"},
        {"what time is it in Germany", "14:30"},
        {"what time is it in Rio de Janeiro", "09:30"},
        {"what time is it in Australia", "22:30", "", "that of Canberra"},
        {"what time is it in Auckland", "00:30", "Tuesday 2 June 2026"},
        {"what time is it in UTC+5:30", "18:00"},
        {"what time zone is Porto in", "Europe/Lisbon"},
    });
    expect_nothing({"what time is it in the garden", "what time is it for Ana", "time in prison", "summer time",
                    "local time", "what time", "time", "what time is it in Nowhereville",
                    "what time is dinner in London"});
}

TEST(Clock, carries_a_time_from_zone_to_zone) {
    expect_answers({
        {"what time is 3pm New York in Berlin", "21:00", "15:00 in New York is 21:00 in Berlin"},
        {"3pm EST in CET", "21:00"},
        {"10:30 London time in New York", "05:30"},
        {"convert 15:00 London time to Tokyo", "23:00"},
        {"if it's 5pm in Paris what time is it in Los Angeles", "08:00"},
        {"when it is 9 am in Lisbon, what time is it in Tokyo", "17:00"},
        {"what time is it in Tokyo when it is 5pm in Lisbon", "01:00", "the next day"},
        {"what time is noon in London in Lisbon", "12:00"},
        {"what time is 3pm EST", "21:00", "in your time zone"},
        {"what time is midnight in Tokyo in Lisbon", "16:00", "the day before"},
        {"time difference between London and New York", "5 hours", "ahead of"},
        {"time difference between Lisbon and London", "no difference"},
        {"how many hours ahead is Tokyo", "8 hours"},
        {"how many hours is Mumbai ahead of London", "4 hours 30 minutes"},
    });
    expect_nothing({"3pm", "3pm on Friday in Berlin", "25:00 London in Berlin", "what time is 13pm London in Berlin",
                    "what time is 3pm in the garden", "the meeting is at 3pm New York time"});
}

TEST(Clock, adds_and_measures_stretches) {
    expect_answers({
        {"in 90 minutes what time is it", "15:00", "In 90 minutes it will be 15:00", "13:30 + 90 minutes = 15:00"},
        {"what time will it be in 2 and a half hours", "16:00"},
        {"what time will it be in an hour and a half", "15:00"},
        {"what time was it 3 hours ago", "10:30"},
        {"what time is 3 hours from now", "16:30"},
        {"what time will it be in 12 hours", "01:30", "Tuesday 2 June 2026"},
        {"90 minutes after 14:30", "16:00"},
        {"what time is 2 hours before 9am", "07:00"},
        {"what is 9:45 plus 50 minutes", "10:35"},
        {"45 minutes after half past three", "04:15"},
        {"2 hours after 11pm", "01:00", "the next day"},
        {"2 hours before 1am", "23:00", "the day before"},
        {"how long is it from 9:15 to 17:45", "8 hours 30 minutes"},
        {"hours between 9am and 5pm", "8 hours"},
        {"how many minutes between 9:15 and 10:05", "50 minutes"},
        {"how long from 10pm to 6am", "8 hours"},
        {"how many minutes until 14:00", "30 minutes"},
        {"how many hours from 9 am to 5:30 pm", "8.5 hours"},
        {"how long until midnight", "10 hours 30 minutes"},
    });
    expect_nothing({"in 90 minutes", "remind me in 90 minutes", "how long until dinner", "how long until the bus comes",
                    "time between trains", "half past three", "how many minutes late was the bus",
                    "2 hours after the party"});
}

}  // namespace
}  // namespace familiar::answer::computing
