#include "nouns/event.h"

#include <algorithm>
#include <map>

namespace familiar {

namespace {

const SourceNote* note_of(const Answer& answer, const Citation& citation) {
    const auto found = std::ranges::find_if(answer.sources, [&](const SourceNote& note) {
        return note.evidence.post.id == citation.post && note.evidence.post.version == citation.version;
    });
    return found == answer.sources.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Stage stage) {
    switch (stage) {
        case Stage::received: return "received";
        case Stage::searching: return "searching";
        case Stage::composing: return "composing";
    }
    return "received";
}

std::string_view name_of(ProgressState state) {
    switch (state) {
        case ProgressState::started: return "started";
        case ProgressState::done: return "done";
        case ProgressState::failed: return "failed";
    }
    return "started";
}

std::vector<TurnEvent> events_of(const Answer& answer) {
    std::vector<TurnEvent> events;
    for (const SourceNote& note : answer.sources) events.emplace_back(EvidenceEvent{note});

    std::vector<Span> places;
    const std::string text = joined(answer.sentences, places);
    std::map<PostId, int> numbers;
    std::size_t told = 0;
    for (std::size_t i = 0; i < answer.sentences.size(); ++i) {
        const Sentence& sentence = answer.sentences[i];
        events.emplace_back(TextEvent{text.substr(told, places[i].end - told), told, sentence.role});
        told = places[i].end;
        for (const Citation& citation : sentence.citations) {
            const SourceNote* note = note_of(answer, citation);
            if (note == nullptr) continue;
            const int number = numbers.try_emplace(citation.post, static_cast<int>(numbers.size()) + 1).first->second;
            events.emplace_back(CitationEvent{number, citation, note->evidence.post, note->evidence.source_title});
        }
    }
    events.emplace_back(WhyEvent{answer.sources});
    return events;
}

}  // namespace familiar
