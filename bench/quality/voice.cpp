// Spoken questions about the sample world: words understood, and whether the answer cites what the typed question's
// does: with the stock language model and the world's and the choice between them, and with either alone (their work is
// told as that of both). "set" interpolates the two models in one recogniser.
//
//   bench_voice [--set tuning|held|scenes] [--voices slt,rms,awb,kal16,espeak] [--every N] [--systems
//   both,set,world,stock]
//               [--folder FOLDER] [-v] [--json FILE] [--signs FILE] [--option NAME=VALUE …]
//
// Figures are those of held.txt; tuning.txt is there to tune with.
#include "base/json.h"
#include "quality/voice_score.h"
#include "quality/voice_systems.h"
#include "quality/voice_world.h"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <map>

namespace {

using namespace familiar;

struct Options {
    std::string set = "held";
    std::string voices = "slt,rms,awb,espeak";
    std::string systems = "both";
    std::size_t every = 1;
    std::string json;
    std::string signs;
    bool verbose = false;
    bench::SystemWishes wishes;
};

struct Figures {
    bench::WordErrors words;
    int questions = 0;
    int answerable = 0;  // typed, they are answered with a citation
    int same = 0;        // and spoken with the same
    double sound = 0;
    double work = 0;
};

std::vector<std::string> parted(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

void print(const std::string& name, const Figures& figures) {
    const double questions = std::max(1, figures.questions);
    fmt::print("{:<22} word errors {:>5.1f} %   same citation {:>5.1f} % of {}   of {}   work {:.2f} of the sound\n",
               name, 100 * figures.words.rate(), 100.0 * figures.same / std::max(1, figures.answerable),
               figures.answerable, static_cast<int>(questions), figures.work / std::max(0.001, figures.sound));
    std::fflush(stdout);
}

void append(const Options& options, const std::string& name, const Figures& figures) {
    if (options.json.empty()) return;
    const Json line = {{"case", "voice"},
                       {"set", options.set},
                       {"system", name},
                       {"word error rate", figures.words.rate()},
                       {"same citation", static_cast<double>(figures.same) / std::max(1, figures.answerable)},
                       {"answerable", figures.answerable},
                       {"questions", figures.questions},
                       {"work per sound", figures.work / std::max(0.001, figures.sound)}};
    std::ofstream(options.json, std::ios::app) << json_text(line) << '\n';
}

// What learn_choice.py learns from: the signs, then the words and the errors of either reading.
void write_signs(const std::string& file, const std::string& question, const bench::Understood& understood) {
    const hear::ChoiceSigns signs = hear::signs_of(understood.readings[0], understood.readings[1]);
    const bench::WordErrors stock = bench::word_errors(question, understood.readings[0].text);
    const bench::WordErrors world = bench::word_errors(question, understood.readings[1].text);
    std::ofstream(file, std::ios::app) << fmt::format("{} {} {} {} {} {} {} {}\n", signs.agreement,
                                                      signs.world_confidence, signs.stock_confidence, signs.world_lead,
                                                      signs.length, stock.words, stock.errors, world.errors);
}

void add(Figures& figures, const bench::WordErrors& errors, bool answerable, bool same) {
    figures.words += errors;
    figures.questions += 1;
    figures.answerable += answerable ? 1 : 0;
    figures.same += same ? 1 : 0;
}

// One sound understood: what a system chose, and where it has two readings, what either would have been alone.
class Round {
public:
    Round(const Options& options, bench::VoiceWorld& world, std::string system)
        : options_(options), world_(world), system_(std::move(system)) {}

    Result<> ask(const std::string& voice, const std::string& question, const std::string& wanted,
                 bench::VoiceSystem& system) {
        const bench::Sound sound = TRY(bench::speak(options_.wishes.folder / "sounds", voice, question));
        const bench::Understood understood = system.understand(sound);
        if (understood.readings.size() == 2 && !options_.signs.empty())
            write_signs(options_.signs, question, understood);
        std::map<std::string, std::string> texts = {{system_, understood.text}};
        if (understood.readings.size() == 2) {
            texts["stock alone"] = understood.readings[0].text;
            texts["world alone"] = understood.readings[1].text;
        }
        for (const auto& [name, text] : texts) {
            const bench::WordErrors errors = bench::word_errors(question, text);
            const bool same = !wanted.empty() && TRY(world_.cited(world_.written(text))) == wanted;
            for (const std::string& key : {name, name + ", " + voice}) {
                add(figures_[key], errors, !wanted.empty(), same);
                figures_[key].sound += bench::seconds_of(sound);
                figures_[key].work += understood.seconds;
            }
            const bool missed = errors.errors > 0 || (!wanted.empty() && !same);
            if (options_.verbose && options_.set != "held" && missed)
                fmt::print("  {} {:.2f} {}, {} | {} | {}\n", same ? "ok" : "--", understood.confidence, name, voice,
                           question, text);
        }
        return {};
    }

    void report() const {
        for (const auto& [name, figures] : figures_) {
            print(name, figures);
            append(options_, name, figures);
        }
    }

private:
    const Options& options_;
    bench::VoiceWorld& world_;
    std::string system_;
    std::map<std::string, Figures> figures_;
};

Result<> run(const Options& options) {
    const auto world = TRY(bench::VoiceWorld::make());
    const std::vector<std::string> questions = TRY(bench::spoken_questions(options.set));
    std::map<std::string, std::string> typed;
    for (const std::string& question : questions) typed[question] = TRY(world->cited(question));
    for (const std::string& name : parted(options.systems, ',')) {
        const auto system = TRY(bench::VoiceSystem::make(name, *world, options.wishes));
        Round round(options, *world, name);
        for (const std::string& voice : parted(options.voices, ',')) {
            for (std::size_t i = 0; i < questions.size(); i += options.every)
                TRY(round.ask(voice, questions[i], typed[questions[i]], *system));
        }
        round.report();
    }
    return {};
}

}  // namespace

int main(int count, char** values) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view name = values[i];
        if (name == "-v") options.verbose = true;
        if (i + 1 == count) break;
        const std::string value = values[i + 1];
        if (name == "--set") options.set = value;
        if (name == "--voices") options.voices = value;
        if (name == "--systems") options.systems = value;
        if (name == "--every") options.every = std::max(1UL, std::strtoul(value.c_str(), nullptr, 10));
        if (name == "--signs") options.signs = value;
        if (name == "--json") options.json = value;
        if (name == "--folder") options.wishes.folder = value;
        if (name == "--option")
            options.wishes.options.emplace_back(value.substr(0, value.find('=')), value.substr(value.find('=') + 1));
    }
    const auto outcome = run(options);
    if (!outcome) fmt::print(stderr, "bench_voice: {}\n", outcome.error().text());
    return outcome ? 0 : 1;
}
