#include "answer/compute/unit_definitions.h"

#include "answer/compute/limits.h"
#include "platform/files.h"

#include <string_view>
#include <vector>

namespace familiar::answer::computing {

namespace {

constexpr int k_includes_deep_max = 3;
constexpr std::string_view k_blank = " \t\r";

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(k_blank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_blank) + 1 - begin);
}

// The first word of `text`, which then begins behind it.
std::string_view first_word(std::string_view& text) {
    text = trimmed(text);
    const std::size_t end = std::min(text.find_first_of(k_blank), text.size());
    const std::string_view word = text.substr(0, end);
    text = trimmed(text.substr(end));
    return word;
}

bool names(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        if (first_word(list) == word) return true;
    }
    return false;
}

class Reader {
public:
    Result<> read(const std::filesystem::path& path, int deep) {
        const std::string text = TRY(platform::read_file(path, k_units_file_bytes_max));
        folder_ = path.parent_path();
        deep_ = deep;
        std::string line;
        for (std::string_view rest = text; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            std::string_view part = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            part = trimmed(part.substr(0, part.find('#')));
            const bool continues = part.ends_with('\\');
            if (continues) part.remove_suffix(1);
            line += part;
            if (continues) {
                line += ' ';
                continue;
            }
            TRY(take(line));
            line.clear();
        }
        return {};
    }

    UnitDefinitions release() { return std::move(definitions_); }

private:
    Result<> take(std::string_view line) {
        if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // a byte order mark
        line = trimmed(line);
        if (line.empty()) return {};
        if (line.starts_with('!')) return directive(line.substr(1));
        if (passed_over_ == 0) define(line);
        if (definitions_.units.size() > k_unit_definitions_max) {
            return fail(ErrorCode::exhausted, "the file defines more units than there can be");
        }
        return {};
    }

    // "!var NAME values" … "!endvar" is for those values only; "!locale xx" is for other countries.
    Result<> directive(std::string_view rest) {
        const std::string_view what = first_word(rest);
        const bool begins = what == "var" || what == "varnot" || what == "locale";
        if (passed_over_ > 0) {
            if (begins) ++passed_over_;
            if (what == "endvar" || what == "endlocale") --passed_over_;
        } else if (what == "locale") {
            ++passed_over_;
        } else if (begins) {
            const std::string_view variable = first_word(rest);
            const bool ours = names(rest, variable == "UNITS_ENGLISH" ? "US" : "default");
            if (ours != (what == "var")) ++passed_over_;
        } else if (what == "include") {
            return include(rest);
        }
        return {};
    }

    Result<> include(std::string_view file) {
        const bool plain = !file.empty() && !file.contains('/') && !file.contains("currency") && !file.contains("cpi");
        if (!plain || deep_ >= k_includes_deep_max) return {};
        Reader inner;
        inner.definitions_ = std::move(definitions_);
        auto read = inner.read(folder_ / file, deep_ + 1);
        definitions_ = std::move(inner.definitions_);
        return read;
    }

    void define(std::string_view line) {
        std::string_view body = line;
        std::string_view name = first_word(body);
        if (name.starts_with('+')) name.remove_prefix(1);
        const std::size_t parenthesis = name.find('(');
        if (name.empty() || body.empty() || name.contains('[')) return;  // a table of points: none is used here
        if (parenthesis != std::string_view::npos) {
            define_function(name.substr(0, parenthesis), name.substr(parenthesis + 1), body);
        } else if (name.ends_with('-')) {
            definitions_.prefixes.insert_or_assign(std::string(name.substr(0, name.size() - 1)), std::string(body));
        } else {
            definitions_.units.insert_or_assign(std::string(name), std::string(body));
        }
    }

    void define_function(std::string_view name, std::string_view parameter, std::string_view body) {
        if (!parameter.ends_with(')')) return;
        parameter.remove_suffix(1);
        UnitFunction function{.parameter = std::string(parameter), .forward = "", .inverse = "", .lowest = ""};
        for (;;) {
            const std::string_view before = body;
            const std::string_view word = first_word(body);
            if (word.starts_with("domain=[")) {
                const std::size_t begin = word.find('[') + 1;
                function.lowest = word.substr(begin, word.find(',') - begin);
            } else if (!word.starts_with("units=") && !word.starts_with("range=") && word != "noerror") {
                body = before;
                break;
            }
        }
        const std::size_t semicolon = body.find(';');
        if (parameter.empty() || semicolon == std::string_view::npos) return;  // another name for a function
        function.forward = trimmed(body.substr(0, semicolon));
        function.inverse = trimmed(body.substr(semicolon + 1));
        definitions_.functions.insert_or_assign(std::string(name), std::move(function));
    }

    UnitDefinitions definitions_;
    std::filesystem::path folder_;
    int deep_ = 0;
    int passed_over_ = 0;  // how many blocks that are not for us are open
};

}  // namespace

Result<UnitDefinitions> read_unit_definitions(const std::filesystem::path& path) {
    Reader reader;
    TRY_IN("the definitions of units", reader.read(path, 0));
    return reader.release();
}

}  // namespace familiar::answer::computing
