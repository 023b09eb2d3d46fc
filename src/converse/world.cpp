#include "converse/world.h"

#include "base/cues.h"
#include "base/words.h"

#include <algorithm>
#include <array>

namespace familiar::converse {

namespace {

constexpr std::array<Shelf, 2> k_shelves = {Shelf::common, Shelf::person};

std::string author_named(store::Archive& archive, const Viewer& viewer, std::string_view part) {
    static constexpr std::size_t k_words_max = 4;
    if (words_of(part).empty() || words_of(part).size() > k_words_max) return {};
    std::string best;
    std::int64_t posts = 0;
    for (const Shelf shelf : k_shelves) {
        const auto store = archive.shelf(viewer.person, shelf);
        if (!store) continue;
        const auto authors = (*store)->authors_named(viewer, std::string(part), 5);
        if (!authors) continue;
        for (const auto& [author, count] : *authors) {
            if (count > posts && !author.name.empty()) {
                best = author.name;
                posts = count;
            }
        }
    }
    return best;
}

// The words of `part` when some source's title holds all of them.
std::string group_named(store::Archive& archive, const Viewer& viewer, std::string_view part) {
    const std::vector<Word> wanted = words_of(part);
    for (const Shelf shelf : k_shelves) {
        const auto store = archive.shelf(viewer.person, shelf);
        if (!store) continue;
        const auto sources = (*store)->sources(viewer);
        if (!sources) continue;
        for (const Source& source : *sources) {
            const std::vector<Word> title = words_of(source.title);
            const bool all = std::ranges::all_of(wanted, [&](const Word& word) {
                return std::ranges::any_of(title, [&](const Word& other) { return other.folded == word.folded; });
            });
            if (all && !wanted.empty()) return std::string(part);
        }
    }
    return {};
}

// "my brother Fintan" in what the person wrote; the newest such words count.
std::string relative_named(const Call& call, retrieve::Retriever& retriever, const Viewer& viewer, const Person& person,
                           std::string_view relation) {
    static constexpr std::array<std::string_view, 22> k_relations = {
        "brother", "sister", "mother",      "father",      "husband",   "wife",     "son",    "daughter",
        "aunt",    "uncle",  "cousin",      "boss",        "neighbour", "neighbor", "friend", "partner",
        "mum",     "dad",    "grandmother", "grandfather", "doctor",    "dentist"};
    if (std::ranges::find(k_relations, relation) == k_relations.end()) return {};
    Query query;
    query.words = std::string(relation);
    query.filter.author = person.display_name;
    query.neighbours = false;
    query.limit = 20;
    const auto found = retriever.find(call, viewer, query);
    if (!found) return {};
    for (const Evidence& evidence : *found) {
        const std::vector<Word> words = words_of(evidence.post.text);
        for (std::size_t i = 0; i + 2 < words.size(); ++i) {
            const std::string_view name = words[i + 2].span.of(evidence.post.text);
            if (words[i].folded == "my" && words[i + 1].folded == relation && is_capitalised(name))
                return std::string(name);
        }
    }
    return {};
}

}  // namespace

World world_of(const Call& call, store::Archive& archive, retrieve::Retriever& retriever, const Viewer& viewer,
               const Person& person) {
    World world;
    world.now = person.as_of.value_or(call.clock().now());
    world.zone = person.time_zone;
    world.author_named = [&](std::string_view part) { return author_named(archive, viewer, part); };
    world.group_named = [&](std::string_view part) { return group_named(archive, viewer, part); };
    world.relative = [&](std::string_view relation) {
        return relative_named(call, retriever, viewer, person, relation);
    };
    return world;
}

}  // namespace familiar::converse
