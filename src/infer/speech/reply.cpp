#include "infer/speech/reply.h"

#include "base/json.h"
#include "infer/limits.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace familiar::infer::speech {

namespace {

Failure is_none() { return fail(ErrorCode::corrupt, "the recogniser said something that is no answer"); }

// A text of a stranger: bounded, and on one line.
std::string plain_text(const Json& object, std::string_view key, std::size_t bytes_max) {
    const Json& value = member(object, key);
    if (!value.is_string()) return {};
    std::string text = value.get<std::string>();
    if (text.size() > bytes_max) {
        text.resize(bytes_max);
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80U) text.pop_back();
    }
    std::ranges::replace_if(text, [](unsigned char c) { return c < 0x20U || c == 0x7FU; }, ' ');
    return text;
}

double share_at(const Json& object, std::string_view key) {
    const Json& value = member(object, key);
    if (!value.is_number()) return 0;
    const double number = value.get<double>();
    return std::isfinite(number) ? std::clamp(number, 0.0, 1.0) : 0.0;
}

std::chrono::milliseconds time_at(const Json& object, std::string_view key) {
    const std::int64_t told = integer_at(object, key).value_or(0);
    return std::clamp(std::chrono::milliseconds(std::max<std::int64_t>(told, 0)), std::chrono::milliseconds(0),
                      std::chrono::milliseconds(k_speech_time_believed_max));
}

Result<Reply> transcript_of(const Json& told) {
    if (!told.is_object()) return is_none();
    Transcript transcript;
    transcript.text = plain_text(told, "text", k_transcript_bytes_max);
    transcript.language = plain_text(told, "language", k_language_bytes_max);
    transcript.engine = plain_text(told, "engine", k_speech_engine_bytes_max);
    transcript.confidence = share_at(told, "confidence");
    transcript.duration = time_at(told, "duration_ms");
    const Json& words = member(told, "words");
    if (!words.is_array() || words.size() > k_heard_words_max) return is_none();
    for (const Json& one : words) {
        HeardWord word;
        word.text = plain_text(one, "text", k_heard_word_bytes_max);
        word.begin = std::min(time_at(one, "begin_ms"), transcript.duration);
        word.end = std::clamp(time_at(one, "end_ms"), word.begin, transcript.duration);
        word.confidence = share_at(one, "confidence");
        if (!word.text.empty()) transcript.words.push_back(std::move(word));
    }
    return Reply(std::move(transcript));
}

Refusal refusal_of(const Json& message) {
    const std::string code = text_at(message, "code");
    Refusal refusal;
    refusal.error.code = ErrorCode::unavailable;
    for (const ErrorCode known : {ErrorCode::invalid_argument, ErrorCode::exhausted, ErrorCode::not_found}) {
        if (code == name_of(known)) refusal.error.code = known;
    }
    refusal.error.message = plain_text(message, "error", k_quoted_bytes_max);
    if (refusal.error.message.empty()) refusal.error.message = "The recording cannot be understood";
    return refusal;
}

}  // namespace

Result<Reply> read_reply(std::string_view line) {
    const Json message = TRY(parse_json(line));
    if (!message.is_object()) return is_none();
    if (message.contains("transcript")) return transcript_of(message["transcript"]);
    if (message.contains("error")) return Reply(refusal_of(message));
    if (message.contains("learned")) return Reply(Learned{plain_text(message, "learned", k_heard_word_bytes_max)});
    SpeechEvent event;
    if (message.contains("partial")) {
        event.text = plain_text(message, "partial", k_transcript_bytes_max);
        return Reply(std::move(event));
    }
    const std::string speech = text_at(message, "speech");
    if (speech != "begins" && speech != "ends") return is_none();
    event.kind = speech == "begins" ? SpeechEvent::Kind::speech_begins : SpeechEvent::Kind::speech_ends;
    event.at = time_at(message, "at_ms");
    return Reply(std::move(event));
}

Result<> Lines::feed(std::string_view bytes) {
    buffer_ += bytes;
    if (buffer_.size() > k_hearing_line_bytes_max && buffer_.find('\n') == std::string::npos)
        return fail(ErrorCode::corrupt, "the recogniser said something without end");
    return {};
}

std::optional<std::string> Lines::next() {
    const auto end = buffer_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    return line;
}

}  // namespace familiar::infer::speech
