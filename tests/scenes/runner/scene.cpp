#include "scene.h"

#include "platform/files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace familiar::scenes {

namespace {

constexpr std::size_t k_file_bytes_max = 4U << 20U;

constexpr std::array k_directives = {
    std::pair{std::string_view("kind"), Expectation::Kind::kind},
    std::pair{std::string_view("cite"), Expectation::Kind::cite},
    std::pair{std::string_view("first"), Expectation::Kind::first},
    std::pair{std::string_view("say"), Expectation::Kind::say},
    std::pair{std::string_view("not"), Expectation::Kind::say_not},
    std::pair{std::string_view("count-cites"), Expectation::Kind::count_cites},
    std::pair{std::string_view("order"), Expectation::Kind::order},
    std::pair{std::string_view("under"), Expectation::Kind::under},
    std::pair{std::string_view("not-under"), Expectation::Kind::not_under},
    std::pair{std::string_view("because"), Expectation::Kind::because},
};

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

bool is_answer_kind(std::string_view name) {
    constexpr std::array k_kinds = {AnswerKind::quoted, AnswerKind::gathered, AnswerKind::computed,
                                    AnswerKind::about,  AnswerKind::nothing,  AnswerKind::worked,
                                    AnswerKind::brief,  AnswerKind::written};
    return std::ranges::any_of(k_kinds, [&](AnswerKind kind) { return name_of(kind) == name; });
}

bool takes_parts(Expectation::Kind kind) {
    return kind == Expectation::Kind::order || kind == Expectation::Kind::under ||
           kind == Expectation::Kind::not_under || kind == Expectation::Kind::because;
}

// Reads one file line by line.
class Reader {
public:
    explicit Reader(std::filesystem::path file) : file_(std::move(file)) {}

    Result<> line(std::string_view text, int number) {
        number_ = number;
        if (text == "=" || text.starts_with("= ")) return golden(text.substr(std::min<std::size_t>(2, text.size())));
        text = trimmed(text);
        if (text.empty() || text.starts_with('#')) return {};
        if (text.starts_with('>')) return question(trimmed(text.substr(1)));
        const auto colon = text.find(':');
        if (colon == std::string_view::npos) return wrong("expected a question, a directive or a comment");
        return entry(text.substr(0, colon), trimmed(text.substr(colon + 1)));
    }
    Result<std::vector<Scene>> finish() {
        TRY(close_scene());
        if (scenes_.empty()) return Failure(wrong("this file has no scene"));
        return std::move(scenes_);
    }

private:
    Failure wrong(std::string_view what) const {
        return fail(ErrorCode::invalid_argument, fmt::format("{}:{}: {}", file_.string(), number_, what));
    }

    Result<> entry(std::string_view key, std::string_view value) {
        if (value.empty()) return wrong("there is nothing behind the colon");
        if (key == "scene") return begin_scene(value);
        if (key == "post") {
            Setting& setting = scene_ && scene_->questions.empty() ? scene_->setting : header();
            setting.posts.emplace_back(value);
            return {};
        }
        for (const auto& [name, kind] : k_directives) {
            if (name == key) return expect(kind, unquoted(value));
        }
        return header_line(key, value);
    }

    // Header lines after a scene begin the header of the next ones.
    Setting& header() {
        if (scene_) static_cast<void>(close_scene());
        return header_;
    }

    Result<> header_line(std::string_view key, std::string_view value) {
        if (scene_) TRY(close_scene());
        if (key == "world") {
            header_.posts.clear();
            if (value == "sample")
                header_.world = WorldKind::sample;
            else if (value == "empty")
                header_.world = WorldKind::empty;
            else if (value == "inline")
                header_.world = WorldKind::in_place;
            else if (const auto folder = file_.parent_path() / "worlds" / value;
                     std::filesystem::exists(folder / "world.json")) {
                header_.world = WorldKind::folder;
                header_.folder = folder;
            } else
                return wrong("a world is sample, empty, inline or a folder of worlds/ with a world.json");
        } else if (key == "as") {
            header_.as = value;
        } else if (key == "time_zone") {
            if (!time::known_zone(value)) return wrong("unknown time zone");
            header_.time_zone = value;
        } else if (key == "mode") {
            const auto mode = mode_from(value);
            if (!mode) return wrong("a mode is auto, fast, thinking, contemplating or shopping");
            header_.mode = *mode;
        } else if (key == "stop") {
            if (value != "at once" && value != "no") return wrong("stop is \"at once\" or \"no\"");
            header_.answer_now = value == "at once";
        } else if (key == "now") {
            header_.now = TRY_IN(fmt::format("{}:{}", file_.string(), number_), time::parse_rfc3339(value));
        } else {
            return wrong(fmt::format("unknown directive \"{}\"", key));
        }
        return {};
    }

    Result<> begin_scene(std::string_view name) {
        TRY(close_scene());
        scene_ = Scene{file_, number_, std::string(name), header_, {}};
        return {};
    }

    Result<> close_scene() {
        if (!scene_) return {};
        if (scene_->questions.empty()) return wrong(fmt::format("the scene \"{}\" asks nothing", scene_->name));
        if (!scene_->setting.posts.empty() && scene_->setting.world != WorldKind::in_place) {
            return wrong("posts need `world: inline`");
        }
        scenes_.push_back(std::move(*scene_));
        scene_.reset();
        return {};
    }

    Result<> question(std::string_view words) {
        if (!scene_) return wrong("a question needs a scene: line above it");
        scene_->questions.push_back({std::string(words), number_, {}, std::nullopt, 0, 0});
        return {};
    }

    Result<> expect(Expectation::Kind kind, std::string_view text) {
        if (!scene_ || scene_->questions.empty()) return wrong("expectations stand below a question");
        if (kind == Expectation::Kind::kind && !is_answer_kind(text)) return wrong("an answer has no such kind");
        int count = 0;
        if (kind == Expectation::Kind::count_cites &&
            std::from_chars(text.data(), text.data() + text.size(), count).ptr != text.data() + text.size()) {
            return wrong("expected a number");
        }
        if (takes_parts(kind) && text.find(k_part_separator) == std::string_view::npos) {
            return wrong("expected at least two parts with \" | \" between them");
        }
        scene_->questions.back().expectations.push_back({kind, std::string(text), number_});
        return {};
    }

    Result<> golden(std::string_view text) {
        if (!scene_ || scene_->questions.empty()) return wrong("the text of an answer stands below its question");
        Question& question = scene_->questions.back();
        if (!question.golden) {
            question.golden = std::string(text);
            question.golden_line = number_;
        } else {
            if (number_ != question.golden_line + question.golden_lines)
                return wrong("the answer's lines stand together");
            *question.golden += '\n';
            *question.golden += text;
        }
        ++question.golden_lines;
        return {};
    }

    const std::filesystem::path file_;
    int number_ = 0;
    Setting header_;
    std::optional<Scene> scene_;
    std::vector<Scene> scenes_;
};

}  // namespace

Result<std::vector<Scene>> read_scenes(const std::filesystem::path& file) {
    const std::string content = TRY(platform::read_file(file, k_file_bytes_max));
    Reader reader(file);
    int number = 0;
    for (std::size_t begin = 0; begin < content.size();) {
        const std::size_t end = std::min(content.find('\n', begin), content.size());
        TRY(reader.line(std::string_view(content).substr(begin, end - begin), ++number));
        begin = end + 1;
    }
    return reader.finish();
}

}  // namespace familiar::scenes
