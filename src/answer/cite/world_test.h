// A small list of sources, and prose streamed over it in chosen pieces, for tests.
#pragma once

#include "answer/cite/cited_stream.h"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace familiar::answer::cite {

inline Evidence evidence_of(std::int64_t number, std::string author, std::string text, std::string url = {}) {
    Evidence evidence;
    evidence.post.id = {Shelf::common, number};
    evidence.post.author.name = std::move(author);
    evidence.post.text = std::move(text);
    evidence.post.url = std::move(url);
    evidence.post.posted_at = Timestamp(std::chrono::sys_days(std::chrono::year(2026) / 3 / 2));
    evidence.source_title = "Garden Group";
    evidence.best = {0, evidence.post.text.size()};
    return evidence;
}

inline SourceList small_world() {
    SourceList sources;
    sources.add(evidence_of(11, "Walter Byrne",
                            "I can recommend Viktor Petrak, he is a great plumber. He charges 45 euros an hour.",
                            "https://town.example/posts/11"));
    sources.add(evidence_of(12, "Ana Reis",
                            "The quiz night has moved to the Anchor. It starts at 19:30 on Thursdays. Details: "
                            "https://anchor.example/quiz"));
    sources.add(evidence_of(13, "Tom Hale", "The beach cleanup is on 6 June 2026. Last year 84 volunteers came.",
                            "https://town.example/posts/13"));
    return sources;
}

struct Streamed {
    Answer answer;
    std::string told;  // the text events together
    std::vector<CitationEvent> citations;
    CiteCount count;
};

// `step` bytes at a time; 0: all at once.
inline Streamed streamed(const SourceList& sources, std::string_view prose, std::size_t step = 0) {
    Streamed result;
    CitedStream stream(sources, [&](TurnEvent&& event) {
        if (auto* text = std::get_if<TextEvent>(&event)) {
            if (text->offset == result.told.size()) result.told += text->text;
        }
        if (auto* citation = std::get_if<CitationEvent>(&event)) result.citations.push_back(*citation);
    });
    if (step == 0) step = prose.size() + 1;
    for (std::size_t at = 0; at < prose.size(); at += step) stream.feed(prose.substr(at, step));
    result.answer = stream.finish();
    result.count = stream.count();
    return result;
}

}  // namespace familiar::answer::cite
