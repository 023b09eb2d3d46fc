// Texts that try to give orders to an assistant, and texts that do not, from the data beside the project.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace familiar::properties {

struct Attack {
    std::string family;  // "bipia", "bipia-code", "garak-role", "garak-prompt"
    std::string text;
};

// Nothing where safety/bipia-dev or safety/garak-dev is absent.
std::optional<std::vector<Attack>> attacks();

struct Harmless {
    std::string kind;  // "encyclopedia", "health", "e-mail"
    std::string text;
};

// Nothing where retrieval/qed-train-dev, health/medquad-answered-dev or safety/bipia-dev is absent.
std::optional<std::vector<Harmless>> harmless_texts();

}  // namespace familiar::properties
