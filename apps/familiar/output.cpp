#include "output.h"

#include "base/utf8.h"
#include "platform/environment.h"

#include <algorithm>
#include <cstdio>

namespace familiar::app {

namespace {

std::string one_line(std::string_view text) {
    std::string line(text);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

void write(std::FILE* stream, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stream);
    std::fputc('\n', stream);
}

}  // namespace

void print_json(const Json& object) { write(stdout, json_text(object)); }

void print_line(std::string_view text, std::size_t indent) {
    const auto columns = platform::terminal_columns();
    const std::string clean = shown(text);
    write(stdout, columns ? wrapped(clean, *columns, indent) : clean);
}

bool finish_output() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

void tell_error(std::string_view what) { write(stderr, "familiar: " + one_line(what)); }

void tell(std::string_view what) { write(stderr, one_line(what)); }

std::string shown(std::string_view text) {
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = utf8::next(text, at);
        const bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (!is_control || c == '\n' || c == '\t') clean += text.substr(begin, at - begin);
    }
    return clean;
}

std::string wrapped(std::string_view text, std::size_t columns, std::size_t indent) {
    std::string out;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
        const std::string_view word = text.substr(0, end);
        const std::size_t length = utf8::length(word);
        const bool begins = out.empty() || out.back() == '\n';
        if (!begins && used + 1 + length > columns && !word.empty()) {
            while (out.ends_with(' ')) out.pop_back();
            out += '\n' + std::string(indent, ' ');
            used = indent;
        } else if (!begins) {
            out += ' ';
            ++used;
        }
        out += word;
        used += length;
        if (end < text.size() && text[end] == '\n') {
            out += '\n';
            used = 0;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

}  // namespace familiar::app
