// Files that are part of the program itself: the sample world and the page. In memory for the life of the program.
#pragma once

#include <span>
#include <string_view>

namespace familiar::app {

struct EmbeddedFile {
    std::string_view path;  // "chats/garden-group.txt", "index.html"
    std::string_view content;
};

// Everything below samples/skerrymouth except its README, by path.
std::span<const EmbeddedFile> embedded_samples();

// The page as npm built it; empty in a program that was built without.
std::span<const EmbeddedFile> embedded_page();

}  // namespace familiar::app
