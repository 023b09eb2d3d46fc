// scenes: the main suite. Runs text scenes through a whole assistant; see README.md for their format.
//
//   scenes [FILE...] [--only TEXT] [-v] [--modes]      UPDATE=1 rewrites the answers that the files hold
//
// Ends with "N passed, M failed"; exit code 1 when anything failed, 2 when the files cannot be read.
#include "check.h"
#include "golden.h"
#include "modes.h"
#include "platform/files.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <set>
#include <sstream>

namespace familiar::scenes {

namespace {

struct Options {
    std::vector<std::filesystem::path> files;  // empty: all
    std::string only;
    bool verbose = false;
    bool update = false;
    bool modes = false;  // only counts how the modes do
};

std::filesystem::path scenes_folder() {
    const char* source = std::getenv("FAMILIAR_SOURCE_DIR");
    return std::filesystem::path(source != nullptr ? source : FAMILIAR_SOURCE_DIR) / "tests" / "scenes";
}

std::string indented(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    for (std::string line; std::getline(lines, line);) out += "      " + line + '\n';
    return out;
}

// Names of scenes that are known to fail, one a line; '#' begins a comment line.
Result<std::set<std::string>> read_pending(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return std::set<std::string>();
    std::istringstream lines(TRY(platform::read_file(file, 1U << 20U)));
    std::set<std::string> names;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && !line.starts_with('#')) names.insert(line);
    }
    return names;
}

Result<std::vector<Scene>> read_all(const Options& options) {
    std::vector<std::filesystem::path> files = options.files;
    if (files.empty()) {
        for (const auto& path : TRY(platform::list_folder(scenes_folder()))) {
            const auto whole = path.is_absolute() ? path : scenes_folder() / path;
            if (whole.extension() == ".scene") files.push_back(whole);
        }
    }
    std::vector<Scene> scenes;
    for (const auto& file : files) std::ranges::move(TRY(read_scenes(file)), std::back_inserter(scenes));
    std::map<std::string, const Scene*> names;
    for (const Scene& scene : scenes) {
        const auto [found, fresh] = names.emplace(scene.name, &scene);
        if (!fresh) {
            return fail(ErrorCode::invalid_argument,
                        fmt::format("{}:{}: the name \"{}\" is taken by {}:{}", scene.file.string(), scene.line,
                                    scene.name, found->second->file.string(), found->second->line));
        }
    }
    std::erase_if(scenes, [&](const Scene& scene) { return scene.name.find(options.only) == std::string::npos; });
    return scenes;
}

// Plays scenes one after the other and keeps the score.
class Run {
public:
    Run(const Options& options, std::set<std::string> pending) : options_(options), pending_(std::move(pending)) {}

    void play(const Scene& scene) {
        report_.clear();
        const auto held = hold(scene);
        if (!held) report_ += fmt::format("    {}\n", held.error().text());
        const bool good = held && *held;
        const bool known = pending_.erase(scene.name) > 0;
        if (good && known) report_ += "    passes now: remove it from tests/scenes/pending.txt\n";
        const bool failed = good == known;
        ++(failed ? failed_ : good ? passed_ : still_pending_);
        if (failed || options_.verbose) {
            fmt::print("{} {}:{}: {}\n{}",
                       failed ? "FAIL"
                       : good ? "ok  "
                              : "pend",
                       scene.file.string(), scene.line, scene.name, report_);
            std::fflush(stdout);
        }
    }

    // The last line; true when nothing failed.
    bool finish() {
        if (options_.files.empty() && options_.only.empty()) {
            for (const std::string& name : pending_) {
                fmt::print("FAIL tests/scenes/pending.txt: there is no scene \"{}\"; remove the line\n", name);
                ++failed_;
            }
        }
        if (still_pending_ > 0) fmt::print("{} more are known to fail (tests/scenes/pending.txt)\n", still_pending_);
        fmt::print("{} passed, {} failed\n", passed_, failed_);
        return failed_ == 0;
    }

    Result<> update_files() const {
        for (const auto& [file, rewrites] : rewrites_) TRY(rewrite(file, rewrites));
        return {};
    }

private:
    // Whether every question of the scene was answered as expected.
    Result<bool> hold(const Scene& scene) {
        World* world = TRY_IN("the world of the scene", worlds_.of(scene.setting));
        const Person person = TRY(world->person(scene.setting.as));
        Request request;
        request.mode = scene.setting.mode;
        bool good = true;
        for (const Question& question : scene.questions) {
            request.words = question.words;
            const Answered answered = TRY(ask(*world, person, request, scene.setting.answer_now));
            request.conversation = answered.turn.conversation;
            auto complaints = complaints_of(*world, person, question, answered);
            if (options_.update && question.golden && answered.turn.answer) {
                rewrites_[scene.file].push_back(
                    {question.golden_line, question.golden_lines, answered.turn.answer->text()});
                std::erase_if(complaints, [&](const Complaint& one) { return one.line == question.golden_line; });
            }
            tell(scene, question, answered, complaints);
            good = good && complaints.empty();
        }
        return good;
    }

    static Result<Answered> ask(World& world, const Person& person, const Request& request, bool answer_now) {
        std::string streamed;
        const auto sink = [&](const TurnEvent& event) {
            if (const auto* text = std::get_if<TextEvent>(&event)) streamed += text->text;
        };
        std::stop_source stop;
        if (answer_now) stop.request_stop();
        Turn turn = TRY(world.assistant().take_turn(Call(world.clock()), person.id, request, sink, stop.get_token()));
        return Answered{std::move(turn), std::move(streamed)};
    }

    void tell(const Scene& scene, const Question& question, const Answered& answered,
              const std::vector<Complaint>& complaints) {
        if (complaints.empty() && !options_.verbose) return;
        report_ += fmt::format("    > {}\n", question.words);
        for (const Complaint& one : complaints) {
            report_ += fmt::format("    {}:{}: {}\n", scene.file.filename().string(), one.line, one.text);
        }
        if (!answered.turn.answer) return;
        report_ += fmt::format("      answered ({}):\n", name_of(answered.turn.answer->kind));
        report_ += indented(answered.turn.answer->text());
        for (const Sentence& sentence : answered.turn.answer->sentences) {
            for (const Citation& one : sentence.citations)
                report_ += fmt::format("      [{}] \"{}\"\n", to_text(one.post), one.quote);
        }
        for (const std::string& line : answered.turn.answer->checked) report_ += "      checked " + line + "\n";
        for (const SourceNote& source : answered.turn.answer->sources) {
            if (source.cited)
                report_ += fmt::format("      {} because {}\n", to_text(source.evidence.post.id), source.because);
        }
    }

    const Options& options_;
    Worlds worlds_;
    std::set<std::string> pending_;
    std::map<std::filesystem::path, std::vector<Rewrite>> rewrites_;
    std::string report_;
    int passed_ = 0;
    int failed_ = 0;
    int still_pending_ = 0;
};

Result<bool> run(const Options& options) {
    const std::vector<Scene> scenes = TRY(read_all(options));
    if (options.modes) {
        fmt::print("{}", TRY(compared_modes(scenes)));
        return true;
    }
    Run run(options, TRY(read_pending(scenes_folder() / "pending.txt")));
    for (const Scene& scene : scenes) run.play(scene);
    if (options.update) TRY(run.update_files());
    return run.finish();
}

Options options_from(int count, char** arguments) {
    Options options;
    const char* update = std::getenv("UPDATE");
    options.update = update != nullptr && std::string_view(update) == "1";
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "-v")
            options.verbose = true;
        else if (argument == "--modes")
            options.modes = true;
        else if (argument == "--only" && i + 1 < count)
            options.only = arguments[++i];
        else
            options.files.emplace_back(argument);
    }
    return options;
}

}  // namespace
}  // namespace familiar::scenes

int main(int count, char** arguments) {
    const auto good = familiar::scenes::run(familiar::scenes::options_from(count, arguments));
    if (good) return *good ? 0 : 1;
    fmt::print(stderr, "scenes: {}\n", good.error().text());
    return 2;
}
