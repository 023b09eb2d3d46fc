// Feeds of every vintage that other people collected, each with what a reader should make of it. The expectations are
// Python expressions over the fields of a well-known feed reader; those about fields that Familiar keeps are evaluated.
#include "tests/support/dataset.h"

#include "base/utf8.h"
#include "gather/activity/json_elements.h"
#include "gather/feed/date.h"
#include "gather/feed/encoding.h"
#include "gather/feed/json_feed.h"
#include "gather/feed/language.h"
#include "gather/feed/reader.h"
#include "gather/feed/url.h"
#include "gather/feed/xml.h"
#include "gather/html.h"
#include "gather/input/collected_test.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <optional>
#include <pugixml.hpp>

namespace familiar::gather::feed {
namespace {

constexpr std::string_view k_dataset = "social/feedparser-dev";

struct ReadFeed {
    Entry head;
    std::vector<Entry> entries;
};

ReadFeed read_json(const std::string& text, const std::string& base) {
    ReadFeed feed;
    const auto document = parse_json(text);
    if (!document) return feed;
    feed.head = json_head(*document, base);
    for (const Json& item : member(*document, "items")) feed.entries.push_back(json_entry(item, base));
    return feed;
}

ReadFeed read(const std::string& text, const std::string& base) {
    if (text.starts_with('{')) return read_json(text, base);
    ReadFeed feed;
    WellFormedXml source = well_formed(text);
    pugi::xml_document document;
    if (!document.load_buffer(source.xml.data(), source.xml.size(), pugi::parse_default | pugi::parse_ws_pcdata))
        return feed;
    const auto reader = Reader::open(document, base);
    if (!reader) return feed;
    feed.head = reader->head();
    for (const pugi::xml_node entry : reader->entries()) feed.entries.push_back(reader->read(entry));
    return feed;
}

// The comment that a file begins with.
struct Case {
    std::string expectation;
    std::string content_type;
    std::string base = "http://127.0.0.1:8097/tests/feed.xml";
    bool depends_on_more = false;  // on headers that a parser is not given
};

std::string line_behind(const std::string& text, std::string_view key) {
    const std::size_t at = text.find(key);
    if (at == std::string::npos) return {};
    const std::size_t begin = at + key.size();
    return clean_line(text.substr(begin, text.find('\n', begin) - begin));
}

Case case_of(const std::string& text) {
    Case result;
    const std::size_t begin = text.find("Expect:");
    if (begin == std::string::npos) return result;
    const std::size_t end = std::min({text.find("-->", begin), text.size()});
    result.expectation = text.substr(begin + 7, end - begin - 7);
    while (!result.expectation.empty() && std::isspace(static_cast<unsigned char>(result.expectation.back())))
        result.expectation.pop_back();
    result.content_type = line_behind(text, "Content-type:");
    const std::string location = line_behind(text, "Content-Location:");
    if (!location.empty()) result.base = resolve_url(result.base, location);
    result.depends_on_more = text.find("Content-Language:") != std::string::npos;
    return result;
}

// Splits at `mark` outside of quotes.
std::vector<std::string> split(const std::string& text, std::string_view mark) {
    std::vector<std::string> parts(1);
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != 0 && text[i] == '\\' && i + 1 < text.size()) {
            parts.back() += text[i++];
        } else if (quote != 0) {
            if (text[i] == quote) quote = 0;
        } else if (text[i] == '\'' || text[i] == '"') {
            quote = text[i];
        } else if (text.substr(i).starts_with(mark)) {
            parts.emplace_back();
            i += mark.size() - 1;
            continue;
        }
        parts.back() += text[i];
    }
    return parts;
}

std::string without_parentheses(std::string text) {
    const auto trim = [](std::string& s) {
        while (!s.empty() && s.front() == ' ') s.erase(0, 1);
        while (!s.empty() && s.back() == ' ') s.pop_back();
    };
    trim(text);
    const bool wrapped = text.starts_with("(f") || text.starts_with("(e");
    if (wrapped && text.ends_with(')')) text = text.substr(1, text.size() - 2);
    trim(text);
    return text;
}

// A string literal of Python.
std::string unquoted(std::string_view literal) {
    std::string out;
    for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
        if (literal[i] != '\\' || i + 2 >= literal.size()) {
            out += literal[i];
            continue;
        }
        const char kind = literal[++i];
        const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        if (digits == 0) {
            out += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
            continue;
        }
        std::uint32_t value = 0;
        std::from_chars(literal.data() + i + 1, literal.data() + i + 1 + digits, value, 16);
        utf8::append(out, value);
        i += digits;
    }
    return out;
}

// The value of a literal, or of several joined by '+'.
std::string text_of_literal(const std::string& expression) {
    std::string out;
    for (const std::string& part : split(expression, "+")) {
        const std::string literal = without_parentheses(part);
        out += unquoted(literal.starts_with('u') ? std::string_view(literal).substr(1) : std::string_view(literal));
    }
    return out;
}

// feed['a']['b'] and entries[0].a as "feed/a/b" and "entries/0/a".
std::string path_of(std::string_view expression) {
    std::string path;
    for (const char c : expression) {
        if (c == '\'' || c == '"' || c == ']') continue;
        path += c == '[' || c == '.' ? '/' : c;
    }
    return path;
}

std::string shown(const std::vector<Contact>& authors) {
    if (authors.empty()) return {};
    const Contact& first = authors.front();
    if (first.name.empty() || first.email.empty()) return first.name + first.email;
    return first.name + " (" + first.email + ")";
}

// What a text is compared by: as Familiar keeps it, in one line.
std::string kept(const Prose& prose) { return prose.clean_title(); }

std::optional<std::string> author_value(const Contact& author, std::string_view key) {
    if (key == "name") return author.name;
    if (key == "email") return author.email;
    if (key == "url" || key == "href" || key == "uri") return author.url;
    return std::nullopt;
}

std::optional<std::string> link_value(const RelatedLink& link, std::string_view key) {
    if (key == "href" || key == "url") return link.url;
    if (key == "rel") return link.relation;
    if (key == "title") return link.title;
    if (key == "length") return link.size;
    return std::nullopt;
}

// "links/0/href" → the list's name, the index and the rest.
struct Indexed {
    std::string_view list;
    std::size_t index = 0;
    std::string_view rest;
};

std::optional<Indexed> indexed(std::string_view path) {
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(path.data() + slash + 1, path.data() + path.size(), index);
    if (error != std::errc()) return std::nullopt;
    const auto used = static_cast<std::size_t>(end - path.data());
    return Indexed{path.substr(0, slash), index, path.substr(std::min(used + 1, path.size()))};
}

std::optional<std::string> list_value(const Entry& entry, const Indexed& at) {
    if (at.list == "authors")
        return at.index < entry.authors.size() ? author_value(entry.authors[at.index], at.rest) : "absent";
    if (at.list == "content" && at.rest == "value" && at.index == 0) return kept(entry.content);
    if (at.list == "links" || at.list == "enclosures") {
        std::vector<RelatedLink> links = entry.links;
        if (at.list == "enclosures")
            std::erase_if(links, [](const RelatedLink& l) { return l.relation != "enclosure"; });
        return at.index < links.size() ? link_value(links[at.index], at.rest) : "absent";
    }
    if (at.list == "tags" && at.rest == "term")
        return at.index < entry.categories.size() ? entry.categories[at.index] : "absent";
    return std::nullopt;
}

std::optional<std::string> value_at(const Entry& entry, std::string_view path) {
    if (path == "title" || path == "title_detail/value") return kept(entry.title);
    if (path == "description") return kept(entry.summary.empty() ? entry.content : entry.summary);
    for (const std::string_view name : {"summary", "subtitle", "tagline"}) {
        if (path == name || path == std::string(name) + "_detail/value")
            return kept(entry.summary.empty() ? entry.content : entry.summary);
    }
    if (path == "link") return entry.best_link();
    if (path == "id" || path == "guid") return entry.id;
    if (path == "comments") return entry.comments;
    if (path == "author") return shown(entry.authors);
    if (path.starts_with("author_detail/")) {
        return entry.authors.empty() ? "absent" : author_value(entry.authors.front(), path.substr(14));
    }
    if (path == "language") return language_code(entry.language);
    if (path == "title_detail/language") return language_code(entry.title.language);
    if (path == "content/0/language") return language_code(entry.content.language);
    if (path == "summary_detail/language" || path == "tagline_detail/language")
        return language_code(entry.summary.language);
    if (path == "published_parsed" || path == "published")
        return entry.published.at ? time::rfc3339(*entry.published.at) : "absent";
    if (path == "updated_parsed" || path == "updated")
        return entry.updated.at ? time::rfc3339(*entry.updated.at) : "absent";
    const auto at = indexed(path);
    return at ? list_value(entry, *at) : std::nullopt;
}

// (2003, 12, 31, 10, 14, 55, …) as RFC 3339.
std::string tuple_time(std::string_view tuple) {
    std::vector<int> numbers;
    for (const std::string& part : split(std::string(tuple.substr(1)), ",")) {
        const std::string digits = without_parentheses(part);
        std::from_chars(digits.data(), digits.data() + digits.size(), numbers.emplace_back());
    }
    if (numbers.size() < 6) return {};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", numbers[0], numbers[1], numbers[2], numbers[3],
                       numbers[4], numbers[5]);
}

enum class Verdict { met, missed, not_kept };

bool is_literal(const std::string& operand) {
    return operand.starts_with('\'') || operand.starts_with('"') || operand.starts_with("u'") ||
           operand.starts_with('(') || operand == "None" ||
           std::ranges::all_of(operand, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_same(const std::string& found, const std::string& path, const std::string& literal) {
    if (literal.starts_with('(')) return found == tuple_time(literal);
    if (literal == "None") return found.empty();
    if (literal.front() >= '0' && literal.front() <= '9') return found == literal;
    const std::string expected = text_of_literal(literal);
    if (path.ends_with("published") || path.ends_with("updated")) {
        const auto time = parse_date(expected);
        return time && time::rfc3339(*time) == found;
    }
    if (path.ends_with("language")) return found == language_code(expected);
    return found == expected || found == clean_line(clean_html(expected, "").text) || found == clean_line(expected);
}

std::optional<std::string> evaluate(const ReadFeed& feed, const std::string& path) {
    if (path == "len(entries)") return std::to_string(feed.entries.size());
    if (path.starts_with("feed/")) return value_at(feed.head, path.substr(5));
    const auto at = indexed(path);
    if (!at || at->list != "entries") return std::nullopt;
    static const Entry k_none;
    return value_at(at->index < feed.entries.size() ? feed.entries[at->index] : k_none, at->rest);
}

Verdict judge(const ReadFeed& feed, const std::string& expectation) {
    bool any = false;
    for (const std::string& part : split(expectation, " and ")) {
        const std::string clause = without_parentheses(part);
        if (clause == "not bozo") continue;
        std::vector<std::string> operands;
        for (const std::string& operand : split(clause, "==")) operands.push_back(without_parentheses(operand));
        if (operands.size() < 2 || !is_literal(operands.back())) return Verdict::not_kept;
        for (std::size_t i = 0; i + 1 < operands.size(); ++i) {
            const std::string path = path_of(operands[i]);
            const auto found = evaluate(feed, path);
            if (!found) return Verdict::not_kept;
            if (!is_same(*found, path, operands.back())) return Verdict::missed;
            any = true;
        }
    }
    return any ? Verdict::met : Verdict::not_kept;
}

TEST(FeedDataset, ExpectationsAboutWhatIsKeptAreMet) {
    const auto files = test::dataset(k_dataset);
    if (!files) SKIP_WITHOUT_DATASET(k_dataset);
    int met = 0;
    int missed = 0;
    std::string list;
    for (const auto& [path, bytes] : *files) {
        if (path.find("/illformed/") != std::string::npos) continue;
        const Case test = case_of(to_utf8(bytes, {}));
        const std::string text = to_utf8(bytes, test.content_type);
        const std::string expectation = case_of(text).expectation;
        if (test.depends_on_more || expectation.starts_with("bozo") || expectation.empty()) continue;
        const Verdict verdict = judge(read(text, test.base), expectation);
        met += verdict == Verdict::met ? 1 : 0;
        missed += verdict == Verdict::missed ? 1 : 0;
        if (verdict == Verdict::missed) list += path + ": " + expectation + "\n";
    }
    std::printf("%d of %d applicable expectations are met; not met:\n%s", met, met + missed, list.c_str());
    EXPECT_GE(met, 700);
    EXPECT_GE(met * 100, (met + missed) * 95);
}

TEST(FeedDataset, EveryFileIsReadOrRefusedWithAReason) {
    const auto files = test::dataset(k_dataset);
    if (!files) SKIP_WITHOUT_DATASET(k_dataset);
    int read_files = 0;
    for (const auto& [path, bytes] : *files) {
        Collected sink;
        const auto result = parse(parse_feed, bytes, sink);
        EXPECT_TRUE(result || !result.error().message.empty()) << path;
        read_files += result ? 1 : 0;
        for (const Post& post : sink.posts) {
            EXPECT_TRUE(utf8::valid(post.title) && utf8::valid(post.text) && utf8::valid(post.author.name)) << path;
            EXPECT_TRUE(utf8::valid(post.attributes)) << path;
            EXPECT_FALSE(post.external_id.empty()) << path;
        }
    }
    EXPECT_GE(read_files * 100, static_cast<int>(files->size()) * 99);
}

// Scripts, handlers and addresses that do something must not survive in any of the injection cases.
TEST(FeedDataset, NothingExecutableSurvives) {
    const auto files = test::dataset(k_dataset);
    if (!files) SKIP_WITHOUT_DATASET(k_dataset);
    int cases = 0;
    for (const auto& [path, bytes] : *files) {
        if (path.find("/sanitize/") == std::string::npos) continue;
        ++cases;
        Collected sink;
        ASSERT_TRUE(parse(parse_feed, bytes, sink)) << path;
        for (const Post& post : sink.posts) {
            const std::string text = sink.title + "\n" + post.title + "\n" + post.text;
            for (const char* executable : {"<script", "alert(", "onclick=", "onload=", "onerror=", "javascript:",
                                           "document.", "<iframe", "<style"}) {
                EXPECT_EQ(text.find(executable), std::string::npos) << path << ": " << text;
            }
            for (const Link& link : post.links) {
                EXPECT_TRUE(link.url.starts_with("http://") || link.url.starts_with("https://") ||
                            link.url.starts_with("mailto:"))
                    << path;
            }
            EXPECT_TRUE(post.url.empty() || post.url.starts_with("http")) << path;
        }
    }
    std::printf("%d injection cases\n", cases);
    EXPECT_GE(cases, 500);
}

}  // namespace
}  // namespace familiar::gather::feed
