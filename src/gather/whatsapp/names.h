// Who speaks: "Name: text" taken apart, also where the name holds a colon, and the title of the chat. Pure functions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::gather::whatsapp {

struct Spoken {
    std::string_view author;
    std::string_view text;
};

// Learns from the beginning of a chat which names hold a colon: every message of "Dr: Hale" then begins with the
// longer name, whereas somebody's text holds a colon only now and then.
class Names {
public:
    // Notes the rest of a head.
    void add(std::string_view rest);
    // Nothing for a notice of the app, which has no author.
    std::optional<Spoken> split(std::string_view rest) const;

private:
    struct Count {
        std::int64_t messages = 0;
        std::int64_t with_longer = 0;  // of them with `longer`
        std::string longer;            // the first text up to a second colon that was seen with the name
    };

    std::map<std::string, Count, std::less<>> counts_;
};

// "Garden Group" from "WhatsApp Chat with Garden Group.txt", "WhatsApp Chat - Garden Group.zip/_chat.txt" and the same
// in other languages; empty when the file's name says nothing.
std::string chat_title(std::string_view input_name);

// The file's name without folders and ending, for want of a title.
std::string plain_title(std::string_view input_name);

}  // namespace familiar::gather::whatsapp
