#include "gather/input/detect.h"

#include "base/json.h"
#include "gather/input/text.h"
#include "gather/limits.h"
#include "gather/whatsapp/heads.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace familiar::gather {

namespace {

constexpr std::size_t k_tar_magic_at = 257;

bool is_packed(std::string_view head) {
    static constexpr std::array<std::string_view, 6> k_magic = {"PK\x03\x04",
                                                                "PK\x05\x06",
                                                                "\x1F\x8B\x08",
                                                                "BZh",
                                                                "\xFD"
                                                                "7zXZ",
                                                                "\x28\xB5\x2F\xFD"};
    const auto begins = [&](std::string_view magic) { return head.starts_with(magic); };
    return std::ranges::any_of(k_magic, begins) ||
           (head.size() > k_tar_magic_at && head.substr(k_tar_magic_at).starts_with("ustar"));
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

bool has(std::string_view text, std::string_view what) { return text.find(what) != std::string_view::npos; }

std::string_view base_name(std::string_view name) { return name.substr(name.rfind('/') + 1); }

Detected kind(InputKind kind) { return {.kind = kind, .packed = false, .passed_over = false, .instead = {}}; }

// Posts that Familiar cannot read yet.
Detected foreign(std::string instead) {
    return {.kind = InputKind::automatic, .packed = false, .passed_over = false, .instead = std::move(instead)};
}

// Nothing with posts in it.
Detected other(std::string instead) {
    return {.kind = InputKind::automatic, .packed = false, .passed_over = true, .instead = std::move(instead)};
}

Detected markup(std::string_view text) {
    const std::string start = lower(text.substr(0, 4096));
    if (has(start, "<rss") || has(start, "<feed") || has(start, "<rdf:rdf") || has(start, ":feed"))
        return kind(InputKind::feed);
    if (has(start, "<html") || has(start, "<!doctype html")) {
        return other("a web page, not a feed; look on it for the address of its RSS or Atom feed");
    }
    return {};
}

// Files of Mastodon's archive, and single documents of ActivityPub.
Detected activity(std::string_view text, std::string_view name) {
    if (has(text, "\"orderedItems\"") || has(text, "\"OrderedCollection\"")) {
        const std::string file = lower(base_name(name));
        const bool list = file == "likes.json" || file == "bookmarks.json";
        return list ? other("a list of addresses without posts") : kind(InputKind::mastodon);
    }
    if (has(text, "\"preferredUsername\"") && has(text, "\"inbox\"")) {
        return other("the description of an account, which holds no posts; import the outbox beside it");
    }
    return kind(InputKind::activitypub);
}

// The first line is a whole object, or the beginning of one too long to see its end.
bool is_lines_of_objects(std::string_view text) {
    const std::size_t end = text.find_first_of("\r\n");
    if (!text.starts_with('{')) return false;
    if (end == std::string_view::npos) return text.size() >= k_sniff_bytes / 2 || parse_json(text).has_value();
    const auto first = parse_json(text.substr(0, end));
    return first && first->is_object();
}

InputKind kind_of_name(std::string_view name) {
    const std::string file = lower(base_name(name));
    if (file.ends_with(".jsonl") || file.ends_with(".ndjson")) return InputKind::jsonl;
    if (file.ends_with(".rss") || file.ends_with(".atom")) return InputKind::feed;
    if (file.starts_with("whatsapp") && file.ends_with(".txt")) return InputKind::whatsapp;
    return InputKind::automatic;
}

Detected json(std::string_view text, std::string_view name) {
    if (has(text, "\"version\"") && has(text, "\"https://jsonfeed.org/version/")) return kind(InputKind::feed);
    if (has(text, "\"date_unixtime\"")) return foreign("a Telegram export, which Familiar cannot read yet");
    if (has(text, "\"sender_name\"") && has(text, "\"timestamp_ms\"")) {
        return foreign("an Instagram or Messenger chat, which Familiar cannot read yet");
    }
    if (has(text, "\"in_reply_to_account_id\"") || has(text, "\"spoiler_text\"")) return kind(InputKind::mastodon);
    if (has(text, "\"@context\"") && has(text, "//www.w3.org/ns/activitystreams")) return activity(text, name);
    if (is_lines_of_objects(text) || kind_of_name(name) == InputKind::jsonl) return kind(InputKind::jsonl);
    return other("JSON of a kind that Familiar does not know; the neutral form is one object on each line");
}

bool is_chat(std::string_view text) {
    constexpr int k_lines_tried = 10;
    for (int i = 0; i < k_lines_tried && !text.empty(); ++i) {
        const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
        if (const auto head = whatsapp::head_of(text.substr(0, end)); head && !head->rest.empty()) return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

InputKind kind_of_type(std::string_view content_type) {
    const std::string type = lower(content_type.substr(0, content_type.find(';')));
    if (type == "application/rss+xml" || type == "application/atom+xml" || type == "application/feed+json") {
        return InputKind::feed;
    }
    if (type == "application/activity+json" || type == "application/ld+json") return InputKind::activitypub;
    if (type == "application/x-ndjson" || type == "application/jsonl") return InputKind::jsonl;
    return InputKind::automatic;
}

}  // namespace

Detected detect(std::string_view head, std::string_view name, std::string_view content_type) {
    if (is_packed(head)) return {.kind = InputKind::automatic, .packed = true, .passed_over = false, .instead = {}};
    const std::string decoded = as_utf8(head.substr(0, k_sniff_bytes));
    std::string_view text = decoded;
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.empty()) return other("empty");
    Detected found;
    if (text.front() == '<')
        found = markup(text);
    else if (text.starts_with("window.YTD."))
        found = foreign("an archive of X, which Familiar cannot read yet");
    else if (text.starts_with("From ") && has(text, "\nMessage-ID:"))
        found = foreign("a mailbox, which Familiar cannot read yet");
    else if (text.front() == '{' || (text.front() == '[' && !is_chat(text)))
        found = json(text, name);
    else if (is_chat(text))
        found = kind(InputKind::whatsapp);
    if (found.kind != InputKind::automatic || !found.instead.empty()) return found;
    const InputKind by_type = kind_of_type(content_type);
    found.kind = by_type != InputKind::automatic ? by_type : kind_of_name(name);
    found.passed_over = found.kind == InputKind::automatic;
    return found;
}

bool name_fits(InputKind kind, std::string_view name) {
    const std::string file = lower(base_name(name));
    switch (kind) {
        case InputKind::automatic: return false;
        case InputKind::whatsapp: return file.ends_with(".txt");
        case InputKind::jsonl: return file.ends_with(".jsonl") || file.ends_with(".ndjson") || file.ends_with(".json");
        case InputKind::feed:
            return file.ends_with(".xml") || file.ends_with(".rss") || file.ends_with(".atom") ||
                   file.ends_with(".rdf");
        case InputKind::mastodon:
        case InputKind::activitypub: return file.ends_with(".json");
    }
    return false;
}

std::string unknown_kind_message(std::string_view name, const Detected& detected) {
    if (!detected.instead.empty()) return fmt::format("{} is {}", name, detected.instead);
    return fmt::format(
        "{} is of no kind that Familiar knows; choose the kind yourself if it is a jsonl, rss, mastodon, activitypub "
        "or whatsapp file",
        name);
}

}  // namespace familiar::gather
