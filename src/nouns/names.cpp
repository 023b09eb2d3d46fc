// The names that enums have on the wire and in files.
#include "nouns/answer.h"
#include "nouns/chat.h"
#include "nouns/consent.h"
#include "nouns/conversation.h"
#include "nouns/post.h"
#include "nouns/source.h"

#include <array>
#include <charconv>

namespace familiar {

namespace {

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
    const auto i = static_cast<std::size_t>(value);
    return i < N ? names[i] : std::string_view("unknown");
}

template <class Enum, std::size_t N>
std::optional<Enum> value_in(const std::array<std::string_view, N>& names, std::string_view name) {
    for (std::size_t i = 0; i < N; ++i) {
        if (names[i] == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 4> k_post_kinds = {"post", "message", "article", "product"};
constexpr std::array<std::string_view, 4> k_import_states = {"running", "done", "failed", "interrupted"};
constexpr std::array<std::string_view, 4> k_turn_states = {"running", "done", "failed", "cancelled"};
constexpr std::array<std::string_view, 5> k_modes = {"auto", "fast", "thinking", "contemplating", "shopping"};
constexpr std::array<std::string_view, 6> k_supports = {"quoted",        "entailed",    "computed",
                                                        "own_knowledge", "unsupported", "none"};
constexpr std::array<std::string_view, 8> k_answer_kinds = {"quoted",  "gathered", "computed", "about",
                                                            "nothing", "worked",   "brief",    "written"};

constexpr std::array<std::string_view, 5> k_efforts = {"none", "minimal", "low", "medium", "high"};
constexpr std::array<std::string_view, 5> k_purpose_names = {"answer", "remember", "recommend", "shop",
                                                             "remote_engine"};

}  // namespace

std::string shelf_text(Shelf shelf, std::int64_t number) {
    return (shelf == Shelf::common ? "c" : "p") + std::to_string(number);
}

std::optional<std::pair<Shelf, std::int64_t>> shelf_number_from(std::string_view text) {
    if (text.size() < 2 || text.size() > 20 || (text[0] != 'c' && text[0] != 'p')) return std::nullopt;
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number <= 0) return std::nullopt;
    return std::pair(text[0] == 'c' ? Shelf::common : Shelf::person, number);
}

std::string_view name_of(PostKind kind) { return name_in(k_post_kinds, kind); }
std::optional<PostKind> post_kind_from(std::string_view name) { return value_in<PostKind>(k_post_kinds, name); }
std::string_view name_of(ImportState state) { return name_in(k_import_states, state); }
std::string_view name_of(TurnState state) { return name_in(k_turn_states, state); }
std::string_view name_of(Mode mode) { return name_in(k_modes, mode); }
std::optional<Mode> mode_from(std::string_view name) { return value_in<Mode>(k_modes, name); }
std::string_view name_of(Support support) { return name_in(k_supports, support); }
std::string_view name_of(AnswerKind kind) { return name_in(k_answer_kinds, kind); }
std::string_view name_of(Effort effort) { return name_in(k_efforts, effort); }
std::optional<Effort> effort_from(std::string_view name) { return value_in<Effort>(k_efforts, name); }
std::string_view name_of(Purpose purpose) { return name_in(k_purpose_names, purpose); }
std::optional<Purpose> purpose_from(std::string_view name) { return value_in<Purpose>(k_purpose_names, name); }

}  // namespace familiar
