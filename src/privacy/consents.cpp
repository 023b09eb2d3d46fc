#include "privacy/consents.h"

#include <algorithm>

namespace familiar::privacy {

namespace {

constexpr bool allowed_from_the_start(Purpose purpose) { return purpose == Purpose::answer; }

}  // namespace

Consents::Consents(std::span<const Consent> said) : said_(said.begin(), said.end()) {}

bool Consents::allows(Purpose purpose) const {
    const auto found = std::ranges::find(said_, purpose, &Consent::purpose);
    return found == said_.end() ? allowed_from_the_start(purpose) : found->given;
}

std::vector<Consent> Consents::all() const {
    std::vector<Consent> all;
    for (const Purpose purpose : k_purposes) {
        const auto found = std::ranges::find(said_, purpose, &Consent::purpose);
        all.push_back(found == said_.end() ? Consent{purpose, allowed_from_the_start(purpose), {}} : *found);
    }
    return all;
}

std::string_view meaning_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::answer: return "Answer your questions from what you may see.";
        case Purpose::remember: return "Keep facts about you beyond the conversation they were said in.";
        case Purpose::recommend: return "Learn from what you read and like, to recommend more of it.";
        case Purpose::shop: return "Use what you like and own when you look for products.";
        case Purpose::remote_engine:
            return "Send your question and the sources that fit it to a model on another machine.";
    }
    return "";
}

}  // namespace familiar::privacy
