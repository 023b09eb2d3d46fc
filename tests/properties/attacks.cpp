#include "tests/properties/attacks.h"

#include "base/json.h"
#include "tests/support/dataset.h"

#include <set>
#include <sstream>

namespace familiar::properties {

namespace {

// All texts in lists, however deep.
void collect(const Json& json, const std::string& family, std::vector<Attack>& attacks) {
    if (json.is_string()) return attacks.push_back({family, json.get<std::string>()});
    if (!json.is_structured()) return;
    for (const Json& item : json) collect(item, family, attacks);
}

Json json_of(const std::string& text) { return parse_json(text).value_or(Json()); }

}  // namespace

std::optional<std::vector<Attack>> attacks() {
    const auto bipia = test::dataset("safety/bipia-dev");
    const auto garak = test::dataset("safety/garak-dev");
    if (!bipia || !garak) return std::nullopt;
    std::vector<Attack> attacks;
    collect(json_of(bipia->at("bipia-dev/benchmark/text_attack_train.json")), "bipia", attacks);
    collect(json_of(bipia->at("bipia-dev/benchmark/code_attack_train.json")), "bipia-code", attacks);
    const std::string folder = "garak-dev/garak/data/";
    for (const auto& [path, content] : *garak) {
        if (path.starts_with(folder + "dan/")) collect(json_of(content), "garak-role", attacks);
    }
    collect(json_of(garak->at(folder + "sysprompt_extraction/attacks.json")), "garak-prompt", attacks);
    return attacks;
}

std::optional<std::vector<Harmless>> harmless_texts() {
    const auto paragraphs = test::dataset_lines("retrieval/qed-train-dev");
    const auto health = test::dataset_lines("health/medquad-answered-dev");
    const auto bipia = test::dataset("safety/bipia-dev");
    if (!paragraphs || !health || !bipia) return std::nullopt;
    std::vector<Harmless> texts;
    std::set<std::string> known;
    for (const std::string& line : *paragraphs) {
        const std::string text = text_at(json_of(line), "paragraph_text");
        if (known.insert(text).second) texts.push_back({"encyclopedia", text});
    }
    for (const std::string& line : *health) texts.push_back({"health", text_at(json_of(line), "answer")});
    std::istringstream mails(bipia->at("bipia-dev/benchmark/email/train.jsonl"));
    for (std::string line; std::getline(mails, line);) texts.push_back({"e-mail", text_at(json_of(line), "context")});
    return texts;
}

}  // namespace familiar::properties
