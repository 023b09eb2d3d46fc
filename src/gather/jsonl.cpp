// Plain JSONL, the neutral way in: one object a line, as docs/recipes/add-a-source.md shows it.
#include "base/json.h"
#include "base/utf8.h"
#include "gather/input/lines.h"
#include "gather/input/text.h"
#include "gather/limits.h"
#include "gather/parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace familiar::gather {

namespace {

constexpr std::array<std::string_view, 15> k_known_fields = {"kind",   "id",    "app",       "author",   "title",
                                                             "text",   "url",   "posted_at", "audience", "reply_to",
                                                             "thread", "likes", "shares",    "language", "attributes"};
constexpr std::size_t k_fact_bytes_max = 500;  // a longer attribute of a product is kept, but not made part of its text

Failure unusable(std::string reason) { return fail(ErrorCode::invalid_argument, std::move(reason)); }

// How many people an audience reaches; nothing for a word that we do not know ("followers").
std::optional<int> reach_of(std::string_view audience) {
    if (audience == "private") return 0;
    if (audience.starts_with("circle:")) return 1;
    if (audience == "public") return 2;
    return std::nullopt;
}

// A record may stay within the audience of its import or be meant for more people; one that is meant for fewer, or for
// others, must not be shared further than it says.
Result<> check_audience(const std::string& wanted, const std::string& asked) {
    if (wanted.empty() || wanted == asked || asked == "private") return {};
    const auto wanted_reach = reach_of(wanted);
    if (wanted_reach && *wanted_reach > reach_of(asked).value_or(0)) return {};
    return unusable(fmt::format("this record is for \"{}\" and the import is {}; import it as private",
                                utf8::prefix(wanted, 60), asked));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// RFC 3339 text or Unix time in seconds (or milliseconds, told by their size), as a number or its digits.
Result<std::optional<Timestamp>> moment_of(const Json& record) {
    constexpr std::int64_t k_seconds_max = 253'402'300'799;  // the end of the year 9999
    constexpr std::size_t k_digits_min = 9;                  // fewer are a date ("20260301")
    const Json& value = member(record, "posted_at");
    if (value.is_null()) return std::optional<Timestamp>();
    const std::string text = text_at(record, "posted_at");
    std::optional<std::int64_t> number;
    if (value.is_number())
        number = integer_at(record, "posted_at");
    else if (text.size() >= k_digits_min)
        number = whole_number(text);
    if (number && (*number > k_seconds_max || *number < -k_seconds_max)) *number /= 1000;
    if (number && *number <= k_seconds_max && *number >= -k_seconds_max) {
        return std::optional(Timestamp(std::chrono::seconds(*number)));
    }
    if (const auto read = time::parse_rfc3339(text); read && value.is_string()) return std::optional(*read);
    return unusable(fmt::format("posted_at {} is not a date; write it like \"2026-03-01T09:30:00Z\"",
                                utf8::prefix(json_text(value), 60)));
}

Author author_of(const Json& value) {
    if (value.is_object()) return {text_at(value, "name"), text_at(value, "handle")};
    if (!value.is_string()) return {};
    const auto& text = value.get_ref<const std::string&>();
    return text.starts_with('@') ? Author{{}, text} : Author{text, {}};
}

bool is_web_address(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

// What the record says beyond the fields that a post has. An object at "attributes" is merged in.
Json attributes_of(const Json& record) {
    Json rest = Json::object();
    for (const auto& [name, value] : record.items()) {
        if (std::ranges::find(k_known_fields, name) == k_known_fields.end() && !value.is_null()) rest[name] = value;
    }
    const Json& more = member(record, "attributes");
    if (more.is_object())
        rest.update(more);
    else if (!more.is_null())
        rest["attributes"] = more;
    const std::string url = text_at(record, "url");
    if (!url.empty() && !is_web_address(url)) rest["url"] = url;
    return rest;
}

// An attribute as words, or "" for what is no fact to read: addresses, pictures, structures.
std::string fact_text(const Json& value) {
    if (value.is_array()) {
        std::string joined;
        for (const Json& item : value) {
            const std::string part = item.is_structured() ? "" : fact_text(item);
            if (part.empty()) return {};
            joined += (joined.empty() ? "" : ", ") + part;
        }
        return joined;
    }
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_number()) return json_text(value);
    if (!value.is_string()) return {};
    const std::string_view text = value.get_ref<const std::string&>();
    const bool address =
        is_web_address(text) || text.ends_with(".jpg") || text.ends_with(".png") || text.ends_with(".webp");
    return address || text.size() > k_fact_bytes_max ? std::string() : std::string(text);
}

// A product is found and quoted by its facts: the description, then one line for each attribute that reads as one.
std::string product_text(const Json& record, const Json& attributes) {
    std::string text = text_at(record, "text");
    if (text.empty()) text = text_at(attributes, "description");
    for (const auto& [name, value] : attributes.items()) {
        if (name == "description" || name == "name" || name == "sku") continue;
        const std::string fact = fact_text(value);
        if (fact.empty()) continue;
        std::string label = name;
        std::ranges::replace(label, '_', ' ');
        text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", label, fact);
    }
    return text;
}

// The post in one line; nothing when it has no words.
Result<std::optional<Post>> post_of(std::string_view line, const ParseOptions& options) {
    auto parsed = parse_json(line);
    if (!parsed) return unusable(parsed.error().message + "; each line must hold one whole JSON object");
    const Json& record = *parsed;
    if (!record.is_object())
        return unusable("not a JSON object; each line must look like {\"kind\":\"post\",\"text\":…}");
    TRY(check_audience(text_at(record, "audience"), options.audience));

    Post post;
    const std::string kind = text_at(record, "kind");
    const auto known = post_kind_from(kind.empty() ? "post" : kind);
    if (!known) {
        return unusable(
            fmt::format("unknown kind \"{}\"; use post, message, article or product", utf8::prefix(kind, 60)));
    }
    post.kind = *known;
    post.posted_at = TRY(moment_of(record));
    const Json attributes = attributes_of(record);
    post.external_id = text_at(record, "id");
    post.app = text_at(record, "app");
    post.author = author_of(member(record, "author"));
    post.title = text_at(record, "title");
    const bool product = post.kind == PostKind::product;
    if (product && post.title.empty()) post.title = text_at(record, "name");
    post.text = product ? product_text(record, attributes) : text_at(record, "text");
    const std::string url = text_at(record, "url");
    if (is_web_address(url)) post.url = url;
    post.reply_to = text_at(record, "reply_to");
    post.thread = text_at(record, "thread");
    const std::string language = text_at(record, "language");
    if (language.size() >= 2 && (language.size() == 2 || language[2] == '-')) post.language = language.substr(0, 2);
    post.likes = std::max<std::int64_t>(0, integer_at(record, "likes").value_or(0));
    post.shares = std::max<std::int64_t>(0, integer_at(record, "shares").value_or(0));
    if (!attributes.empty()) post.attributes = json_text(attributes);
    if (post.text.empty() && post.title.empty()) return std::optional<Post>();
    return std::optional(std::move(post));
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

}  // namespace

Result<> parse_jsonl(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink) {
    TextStream text(input);
    LineReader lines(text, k_line_bytes_max);
    bool first = true;
    while (const auto line = TRY(lines.next(call))) {
        if (is_blank(line->text)) continue;
        const std::string_view start = line->text.substr(line->text.find_first_not_of(" \t"));
        if (std::exchange(first, false) && start.starts_with('[')) {
            return unusable(
                fmt::format("{} is one JSON array; put each of its objects on a line of its own", options.name));
        }
        const std::string where = fmt::format("line {}", line->number);
        if (line->overlong) {
            sink.broken(where, fmt::format("longer than {} MiB; split the record", k_line_bytes_max >> 20U));
            continue;
        }
        auto post = post_of(utf8::repaired(line->text), options);
        if (!post)
            sink.broken(where, post.error().message);
        else if (!*post)
            sink.skip();
        else
            TRY(sink.take(std::move(**post)));
    }
    return {};
}

}  // namespace familiar::gather
