#include "quality/questions.h"

#include "base/json.h"
#include "quality/world.h"

#include <fmt/format.h>
#include <map>
#include <utility>

namespace familiar::bench {

namespace {

// Positions in the data count code points; ours count bytes.
std::size_t byte_at(std::string_view text, std::int64_t character) {
    std::size_t at = 0;
    for (; at < text.size() && character > 0; --character) {
        do ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    }
    return at;
}

}  // namespace

Result<Examples> examples() {
    Examples found;
    std::map<std::pair<std::string, std::string>, std::string> articles;
    for (const std::string& line : TRY(data_lines("retrieval/qed-train-dev.jsonl.zst"))) {
        const auto row = parse_json(line);
        if (!row) continue;
        const std::string title = text_at(*row, "title_text");
        const std::string text = text_at(*row, "paragraph_text");
        const auto [article, is_new] = articles.try_emplace({title, text}, fmt::format("q{}", articles.size()));
        if (is_new) {
            found.articles.push_back(article_line(article->second, title, text));
            found.plain.add(article->second, title, text);
        }
        Example example;
        example.id = text_at(*row, "example_id");
        example.question = text_at(*row, "question_text");
        example.article = article->second;
        example.one_sentence = text_at(*row, "answer_type") == "single_sentence";
        for (const Json& answer : member(*row, "answer_text")) example.answers.push_back(answer.get<std::string>());
        const Json& spans = member(*row, "answer_spans");
        if (!spans.empty()) {
            example.answer = {byte_at(text, spans[0][0].get<std::int64_t>()),
                              byte_at(text, spans[0][1].get<std::int64_t>())};
            example.sentence = {0, text.size()};
            for (const Json& start : member(*row, "sentence_starts")) {
                const std::size_t at = byte_at(text, start.get<std::int64_t>());
                if (at <= example.answer.begin) example.sentence.begin = at;
                if (at > example.answer.begin && at < example.sentence.end) example.sentence.end = at;
            }
        }
        found.all.push_back(std::move(example));
    }
    return found;
}

}  // namespace familiar::bench
