#include "gather/whatsapp/names.h"

#include "gather/whatsapp/marks.h"

#include <algorithm>
#include <array>

namespace familiar::gather::whatsapp {

namespace {

constexpr std::size_t k_name_bytes_max = 200;
constexpr std::size_t k_names_max = 4096;
constexpr std::int64_t k_messages_telling = 3;

constexpr auto k_title_starts = std::to_array<std::string_view>({
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "WhatsApp Chat mit ",
    "WhatsApp-Chat mit ",
    "Chat de WhatsApp con ",
    "Discussion WhatsApp avec ",
    "Conversation WhatsApp avec ",
    "Conversa do WhatsApp com ",
    "Chat WhatsApp con ",
    "WhatsApp-chat met ",
    "WhatsApp Sohbeti - ",
    "Czat WhatsApp z użytkownikiem ",
    "Chat WhatsApp dengan ",
});

// Where the name ends: ": ", or a colon that ends the line, as in a message without words ("Ana:", "Ana:.").
std::size_t colon_in(std::string_view rest, std::size_t from) {
    for (std::size_t at = rest.find(':', from); at < k_name_bytes_max && at < rest.size();
         at = rest.find(':', at + 1)) {
        const std::string_view behind = rest.substr(at + 1);
        if (behind.empty() || behind == "." || space_size(behind) != 0 || mark_size(behind) != 0) return at;
    }
    return std::string_view::npos;
}

// A notice such as 'Ana changed the subject to "Trip: day 2"' is cut inside its quotation by the first colon.
bool is_name(std::string_view text) {
    if (text.empty() || std::ranges::count(text, '"') % 2 != 0) return false;
    static constexpr std::array<std::array<std::string_view, 2>, 3> k_quotes = {{{"“", "”"}, {"„", "“"}, {"«", "»"}}};
    return std::ranges::none_of(k_quotes, [&](const auto& pair) {
        const std::size_t open = text.find(pair[0]);
        return open != std::string_view::npos && text.find(pair[1], open + pair[0].size()) == std::string_view::npos;
    });
}

std::string_view without_extension(std::string_view name) {
    for (const std::string_view ending : {".txt", ".zip", ".TXT", ".ZIP", ".gz", ".tar"}) {
        if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
    }
    return name;
}

// "Garden Group (1)" is what a browser makes of the second download.
std::string_view without_copy_number(std::string_view name) {
    const std::size_t open = name.rfind(" (");
    if (open == std::string_view::npos || open == 0 || !name.ends_with(')')) return name;
    const std::string_view number = name.substr(open + 2, name.size() - open - 3);
    const bool digits = !number.empty() && number.size() <= 2 && number.find_first_not_of("0123456789") == number.npos;
    return digits ? name.substr(0, open) : name;
}

}  // namespace

void Names::add(std::string_view rest) {
    const std::size_t colon = colon_in(rest, 0);
    if (colon == std::string_view::npos) return;
    const std::string_view name = rest.substr(0, colon);
    auto found = counts_.find(name);
    if (found == counts_.end()) {
        if (counts_.size() >= k_names_max) return;
        found = counts_.emplace(std::string(name), Count()).first;
    }
    Count& count = found->second;
    ++count.messages;
    const std::size_t second = colon_in(rest, colon + 1);
    if (second == std::string_view::npos) return;
    const std::string_view longer = rest.substr(0, second);
    if (count.longer.empty()) count.longer = longer;
    if (longer == count.longer) ++count.with_longer;
}

std::optional<Spoken> Names::split(std::string_view rest) const {
    std::size_t colon = colon_in(rest, 0);
    if (colon == std::string_view::npos) return std::nullopt;
    const auto found = counts_.find(rest.substr(0, colon));
    if (found != counts_.end()) {
        const Count& count = found->second;
        const bool always = count.with_longer == count.messages && count.messages >= k_messages_telling;
        if (always && rest.starts_with(count.longer)) colon = count.longer.size();
    }
    if (!is_name(rest.substr(0, colon))) return std::nullopt;
    std::string_view text = rest.substr(std::min(colon + 1, rest.size()));
    if (text == ".")
        text = {};
    else
        text.remove_prefix(space_size(text));
    return Spoken{rest.substr(0, colon), text};
}

std::string chat_title(std::string_view input_name) {
    while (!input_name.empty()) {
        const std::size_t slash = input_name.rfind('/');
        const std::string_view last = input_name.substr(slash == std::string_view::npos ? 0 : slash + 1);
        const std::string_view stem = without_copy_number(without_extension(last));
        for (const std::string_view start : k_title_starts) {
            if (stem.starts_with(start)) return std::string(stem.substr(start.size()));
        }
        if (slash == std::string_view::npos || !stem.starts_with("_chat")) return {};
        input_name = input_name.substr(0, slash);
    }
    return {};
}

std::string plain_title(std::string_view input_name) {
    const std::size_t slash = input_name.rfind('/');
    return std::string(without_extension(input_name.substr(slash == std::string_view::npos ? 0 : slash + 1)));
}

}  // namespace familiar::gather::whatsapp
