#include "speed/tables.h"

#include "base/json.h"
#include "base/words.h"
#include "speed/corpus.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>

namespace familiar::bench {

std::vector<std::string> asked_words(const std::string& question) {
    std::vector<std::string> asked;
    for (const bool all : {false, true}) {
        for (const Word& word : words_of(question)) {
            if (!all && is_function_word(word.folded, "en")) continue;
            if (std::ranges::find(asked, word.folded) == asked.end()) asked.push_back(word.folded);
        }
        if (!asked.empty()) break;
    }
    return asked;
}

Result<> write_tables(const std::filesystem::path& folder) {
    std::error_code error;
    if (std::filesystem::exists(folder / "asked.txt", error)) return {};
    std::ofstream posts(folder / "posts.tsv", std::ios::binary);
    const std::vector<std::filesystem::path> files = post_files(folder);
    std::int64_t number = 0;
    for (std::size_t file = 0; file < files.size(); ++file) {
        std::ifstream in(files[file], std::ios::binary);
        for (std::string line; std::getline(in, line);) {
            const Json post = TRY(parse_json(line));
            posts << ++number << '\t' << file << '\t' << text_at(post, "title") << '\t' << text_at(post, "text")
                  << '\n';
        }
    }
    posts.close();
    if (!posts) return fail(ErrorCode::unavailable, fmt::format("cannot write into {}", folder.string()));
    std::ofstream asked(folder / "asked.txt");
    for (const std::string& question : TRY(questions_of(folder)))
        asked << fmt::format("{}\n", fmt::join(asked_words(question), " "));
    return {};
}

}  // namespace familiar::bench
