#include "page.h"

#include "embedded.h"

#include <array>
#include <utility>

namespace familiar::app {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> k_content_types = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".webmanifest", "application/manifest+json"},
    {".png", "image/png"},
    {".woff2", "font/woff2"},
}};

std::string_view content_type_of(std::string_view path) {
    for (const auto& [ending, type] : k_content_types) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

}  // namespace

std::map<std::string, serve::PageFile> page_files() {
    std::map<std::string, serve::PageFile> files;
    for (const EmbeddedFile& file : embedded_page()) {
        std::string address = "/";
        if (file.path != "index.html") address += file.path;
        files[std::move(address)] = {file.content, content_type_of(file.path)};
    }
    return files;
}

}  // namespace familiar::app
