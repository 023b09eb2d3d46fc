#include "briefs.h"

#include "base/words.h"
#include "platform/files.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <set>
#include <sstream>

namespace familiar::briefs {

namespace {

constexpr std::size_t k_words_max = 500;

std::filesystem::path tests_folder() {
    const char* source = std::getenv("FAMILIAR_SOURCE_DIR");
    return std::filesystem::path(source != nullptr ? source : FAMILIAR_SOURCE_DIR) / "tests";
}

std::vector<std::string> parted(std::string_view text, std::string_view separator) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; (at = text.find(separator)) != std::string_view::npos;) {
        parts.emplace_back(text.substr(0, at));
        text.remove_prefix(at + separator.size());
    }
    parts.emplace_back(text);
    return parts;
}

std::string plain(std::string_view text) { return folded(text); }

Result<Fact> fact_of(std::string_view value) {
    const std::vector<std::string> sides = parted(value, " = ");
    if (sides.size() != 2) return fail(ErrorCode::invalid_argument, "a fact is a name, \" = \" and what holds it");
    Fact fact{sides[0], {}};
    for (const std::string& way : parted(sides[1], " | ")) {
        fact.ways.emplace_back();
        for (const std::string& part : parted(way, " & ")) fact.ways.back().push_back(plain(part));
    }
    return fact;
}

Result<> take_line(Brief& brief, std::string_view line) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos)
        return fail(ErrorCode::invalid_argument, fmt::format("cannot read \"{}\"", line));
    const std::string_view key = line.substr(0, colon);
    const std::string value(line.substr(colon + 2));
    if (key == "as")
        brief.setting.as = value;
    else if (key == "ask")
        brief.question = value;
    else if (key == "fact")
        brief.facts.push_back(TRY(fact_of(value)));
    else if (key == "world" && value != "sample") {
        brief.setting.world = scenes::WorldKind::folder;
        brief.setting.folder = tests_folder() / "scenes" / "worlds" / value;
    } else if (key != "world") {
        return fail(ErrorCode::invalid_argument, fmt::format("there is no \"{}\"", key));
    }
    return {};
}

Result<Brief> read(const std::filesystem::path& file) {
    Brief brief;
    brief.file = file;
    std::istringstream lines(TRY(platform::read_file(file, 1U << 16U)));
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty() && !line.starts_with('#')) TRY_IN(file.string(), take_line(brief, line));
    }
    if (brief.question.empty() || brief.facts.empty())
        return fail(ErrorCode::invalid_argument, file.string() + " asks nothing or names no fact");
    return brief;
}

// Every quote is inside curly quotation marks; what they hold, folded and in words.
std::vector<std::vector<std::string>> quotes_of(const Answer& answer) {
    std::vector<std::vector<std::string>> quotes;
    for (const Sentence& sentence : answer.sentences) {
        if (sentence.support != Support::quoted) continue;
        for (const Citation& citation : sentence.citations) {
            quotes.emplace_back();
            for (const Word& word : words_of(citation.quote)) quotes.back().push_back(word.folded);
            std::ranges::sort(quotes.back());
        }
    }
    return quotes;
}

// Whether nearly all words of the shorter one stand in the other.
bool say_the_same(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> shared;
    std::ranges::set_intersection(a, b, std::back_inserter(shared));
    const std::size_t shorter = std::min(a.size(), b.size());
    return shorter > 0 && shared.size() * 10 >= shorter * 9 && shorter >= 3;
}

}  // namespace

Result<std::vector<Brief>> read_all() {
    std::vector<Brief> briefs;
    for (const auto& path : TRY(platform::list_folder(tests_folder() / "briefs"))) {
        const auto whole = path.is_absolute() ? path : tests_folder() / "briefs" / path;
        if (whole.extension() == ".brief") briefs.push_back(TRY(read(whole)));
    }
    std::ranges::sort(briefs, {}, &Brief::file);
    return briefs;
}

Result<Answer> answer_to(scenes::Worlds& worlds, const Brief& brief, Mode mode) {
    scenes::World* world = TRY(worlds.of(brief.setting));
    const Person person = TRY(world->person(brief.setting.as));
    Request request;
    request.words = brief.question;
    request.mode = mode;
    request.temporary = true;
    const Turn turn =
        TRY(world->assistant().take_turn(Call(world->clock()), person.id, request, [](const TurnEvent&) {}));
    return *turn.answer;
}

bool holds(const Answer& answer, const Fact& fact) {
    std::string heading;
    for (const Sentence& sentence : answer.sentences) {
        if (sentence.role == SentenceRole::heading) heading = sentence.text;
        const std::string text = plain(heading + ": " + sentence.text);
        const bool held = std::ranges::any_of(fact.ways, [&](const auto& parts) {
            return std::ranges::all_of(parts,
                                       [&](const std::string& part) { return text.find(part) != std::string::npos; });
        });
        if (held) return true;
    }
    return false;
}

std::size_t count_held(const Answer& answer, const Brief& brief) {
    return static_cast<std::size_t>(
        std::ranges::count_if(brief.facts, [&](const Fact& fact) { return holds(answer, fact); }));
}

std::vector<std::string> faults_of(const Answer& answer) {
    std::vector<std::string> faults;
    if (answer.kind != AnswerKind::brief) faults.push_back(fmt::format("it is {}", name_of(answer.kind)));
    const std::size_t words = count_words(answer.text());
    if (words > k_words_max) faults.push_back(fmt::format("it has {} words", words));
    std::string heading;
    for (const Sentence& sentence : answer.sentences) {
        if (sentence.role == SentenceRole::heading) heading = sentence.text;
        const bool states = sentence.role != SentenceRole::heading && heading != "What I could not find";
        if (states && (sentence.support == Support::none || sentence.citations.empty()))
            faults.push_back("neither cited nor computed: " + sentence.text);
    }
    const auto quotes = quotes_of(answer);
    for (std::size_t i = 0; i < quotes.size(); ++i) {
        for (std::size_t j = i + 1; j < quotes.size(); ++j) {
            if (say_the_same(quotes[i], quotes[j]))
                faults.push_back(
                    fmt::format("said twice: {} / {}", fmt::join(quotes[i], " "), fmt::join(quotes[j], " ")));
        }
    }
    return faults;
}

std::size_t count_words(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::size_t count = 0;
    for (std::string word; in >> word;) ++count;
    return count;
}

}  // namespace familiar::briefs
