// What a broad question is about, and from which angles that is worth looking at. Pure.
#pragma once

#include "nouns/evidence.h"
#include "nouns/question.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace familiar::answer::contemplating {

enum class Shape { topic, person, conflict, plan };

// Each is one sub-agent.
enum class Angle { known, timeline, people, for_and_against, figures, changes, contradictions, open };
std::string_view name_of(Angle angle);

struct Subject {
    std::string words;                 // what is searched for
    std::vector<std::string> stems;    // of these words
    std::vector<std::string> names;    // those of them that are written as names, folded
    std::string person;                // their whole name, when the question is about somebody who writes here
    std::string group;                 // title of the chat that is about the subject, when there is one
    std::vector<std::string> threads;  // discussions that are about it
    std::map<std::string, double>
        weights;  // how much each word tells of what is about it; they sum up to 1 when all are met
    std::string language = "en";
    Shape shape = Shape::topic;
    std::optional<TimeRange> time;  // asked for
};

// The words of the question without those that only ask for an overview.
Subject subject_of(const Question& question);

// Person, group, discussions and shape show in what a first look found.
void settle(Subject& subject, const std::vector<Evidence>& found);

std::vector<Angle> angles_for(const Subject& subject);

// How much a post has to do with the subject, 0…1.
double relevance_of(const Evidence& evidence, const Subject& subject);

// Whether a post stands in the chat or a discussion that is about the subject.
bool is_in_place(const Evidence& evidence, const Subject& subject);

// Stems of the words of a text that say something, in order and with repeats.
std::vector<std::string> content_stems(std::string_view text, std::string_view language);

}  // namespace familiar::answer::contemplating
