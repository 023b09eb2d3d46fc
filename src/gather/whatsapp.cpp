// WhatsApp's "Export chat": a text file, one message after the other, without ids, in the dates of the phone's country.
#include "base/utf8.h"
#include "gather/input/lines.h"
#include "gather/input/text.h"
#include "gather/limits.h"
#include "gather/parser.h"
#include "gather/whatsapp/heads.h"
#include "gather/whatsapp/marks.h"
#include "gather/whatsapp/names.h"
#include "gather/whatsapp/notices.h"
#include "platform/random.h"
#include "store/limits.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace familiar::gather {

namespace {

using whatsapp::DateOrder;
using whatsapp::Head;

// What the beginning of a chat tells about all of it.
struct Survey {
    DateOrder order = DateOrder::day_first;
    whatsapp::Names names;
    std::string chat;  // the name under which the app itself speaks on an iPhone: the group, or the other person
    bool any = false;
};

Survey survey_of(std::string_view sample, std::string_view time_zone) {
    Survey survey;
    whatsapp::DateSurvey dates;
    while (!sample.empty()) {
        const std::size_t end = sample.find_first_of("\r\n");
        const auto head = whatsapp::head_of(sample.substr(0, std::min<std::size_t>(end, 1024)));
        sample.remove_prefix(std::min(sample.size(), end == std::string_view::npos ? end : end + 1));
        if (!head) continue;
        dates.add(*head);
        survey.names.add(head->rest);
        const auto spoken = survey.any ? std::nullopt : survey.names.split(head->rest);
        if (spoken && head->bracketed && spoken->text.starts_with(whatsapp::k_mark)) {
            survey.chat = whatsapp::without_marks(spoken->author);
        }
        survey.any = true;
    }
    survey.order = dates.order(time_zone);
    return survey;
}

// The title of the chat: what the file's name says, else what the app calls it inside.
std::string title_of(const ParseOptions& options, const Survey& survey) {
    std::string title = whatsapp::chat_title(options.name);
    return utf8::repaired(title.empty() ? survey.chat : title);
}

// "~ Ana" is how the app shows somebody who is not in the address book.
Author author_of(std::string_view name) {
    std::string plain = utf8::repaired(whatsapp::without_marks(name));
    if (plain.starts_with('~')) plain = whatsapp::without_marks(std::string_view(plain).substr(1));
    return {std::move(plain), {}};
}

// Puts lines together to messages and hands them on.
class Messages {
public:
    Messages(const ParseOptions& options, const Survey& survey, std::string thread, RecordSink& sink)
        : options_(options), survey_(survey), thread_(std::move(thread)), sink_(sink) {}

    Result<> line(const Line& line) {
        if (const auto head = whatsapp::head_of(line.text)) {
            TRY(finish());
            begin(*head, line);
        } else if (open_) {
            add(line);
        } else if (!stray_ && line.text.find_first_not_of(" \t") != std::string_view::npos) {
            stray_ = true;
            sink_.broken(where(line.number), "text before the first dated message; export the whole chat again");
        }
        return {};
    }

    Result<> finish() {
        if (!std::exchange(open_, false)) return {};
        if (!at_) {
            sink_.broken(where(number_), "its date is not in the calendar; correct it in the file");
            return {};
        }
        if (too_long_) {
            sink_.broken(where(number_),
                         fmt::format("longer than {} KiB; shorten it in the file", store::k_post_bytes_max >> 10U));
            return {};
        }
        std::string words = author_ ? whatsapp::own_words(author_->name, text_, survey_.chat) : std::string();
        if (words.empty()) {
            sink_.skip();
            return {};
        }
        return sink_.take(post(utf8::repaired(words)));
    }

private:
    static std::string where(std::int64_t number) { return fmt::format("line {}", number); }

    void begin(const Head& head, const Line& line) {
        open_ = true;
        number_ = line.number;
        too_long_ = line.overlong || head.rest.size() > store::k_post_bytes_max;
        at_ = whatsapp::civil_time(head, survey_.order);
        const auto spoken = survey_.names.split(head.rest);
        author_.reset();
        if (spoken) author_ = author_of(spoken->author);
        text_ = spoken ? spoken->text : std::string_view();
    }

    void add(const Line& line) {
        too_long_ = too_long_ || line.overlong || text_.size() + line.text.size() > store::k_post_bytes_max;
        if (!author_ || too_long_) return;
        text_.push_back('\n');
        text_.append(line.text);
    }

    Post post(std::string words) {
        Post post;
        post.kind = PostKind::message;
        post.app = "whatsapp";
        post.author = std::move(*author_);
        post.text = std::move(words);
        post.thread = thread_;
        post.posted_at = time::moment(*at_, options_.time_zone);
        post.external_id = id_of(post);
        return post;
    }

    // Exports hold no ids. Time on the phone's clock, author and text name a message, and its number where somebody
    // wrote the same twice at that time; so the same chat, exported again later, brings the same ids.
    std::string id_of(const Post& post) {
        const auto& date = at_->date;
        const std::string at = fmt::format("{}-{}-{} {}:{}:{}", int(date.year()), unsigned(date.month()),
                                           unsigned(date.day()), at_->hour, at_->minute, at_->second);
        if (at != repeated_at_ || repeated_.size() >= k_same_time_max) repeated_.clear();
        repeated_at_ = at;
        const std::string content = platform::digest(fmt::format("{}\n{}\n{}", at, post.author.name, post.text));
        const int repetition = repeated_[content]++;
        const std::string id = content.substr(0, k_id_digits);
        return repetition == 0 ? id : fmt::format("{}-{}", id, repetition + 1);
    }

    static constexpr std::size_t k_same_time_max = 10'000;  // messages at one time whose repetition is counted
    static constexpr std::size_t k_id_digits = 32;

    const ParseOptions& options_;
    const Survey& survey_;
    const std::string thread_;
    RecordSink& sink_;
    bool open_ = false;   // a message has begun
    bool stray_ = false;  // text before the first message was reported
    std::int64_t number_ = 0;
    std::optional<CivilTime> at_;
    std::optional<Author> author_;  // none: a notice of the app
    std::string text_;
    bool too_long_ = false;
    std::string repeated_at_;
    std::map<std::string, int> repeated_;
};

}  // namespace

Result<> parse_whatsapp(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink) {
    TextStream text(input);
    Lookahead ahead(text);
    const Survey survey = survey_of(TRY(ahead.peek(k_chat_sample_bytes)), options.time_zone);
    if (!survey.any) {
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{} is not a WhatsApp chat: no line begins with a date and time. In the chat choose "
                                "More, then Export chat, and import that file",
                                options.name));
    }
    const std::string title = title_of(options, survey);
    if (!title.empty()) sink.titled(title);
    Messages messages(options, survey, title.empty() ? whatsapp::plain_title(options.name) : title, sink);
    LineReader lines(ahead, k_line_bytes_max);
    while (const auto line = TRY(lines.next(call))) TRY(messages.line(*line));
    return messages.finish();
}

}  // namespace familiar::gather
