// What the app itself writes into a chat: placeholders for media, notices of deletion, calls and membership, marks of
// editing. None of it is anybody's words. Pure functions.
#pragma once

#include <string>
#include <string_view>

namespace familiar::gather::whatsapp {

// The words that `author` wrote in a message: without placeholder, marks and notices; empty when nothing is left.
// `chat` is the name under which the app itself speaks in an iPhone's export; may be empty.
std::string own_words(std::string_view author, std::string_view message, std::string_view chat);

}  // namespace familiar::gather::whatsapp
