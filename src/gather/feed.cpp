// parse_feed: RSS, Atom, CDF and JSON Feed, in any encoding, well-formed or not.
#include "gather/activity/json_elements.h"
#include "gather/feed/encoding.h"
#include "gather/feed/json_feed.h"
#include "gather/feed/post.h"
#include "gather/feed/reader.h"
#include "gather/feed/xml.h"
#include "gather/html.h"
#include "gather/limits.h"
#include "gather/parser.h"

#include <fmt/format.h>
#include <pugixml.hpp>
#include <utility>

namespace familiar::gather {

namespace {

constexpr std::string_view k_too_many = "the feed is longer than can be read; the entries behind this one are left out";

void say_title(const feed::Entry& head, RecordSink& sink) {
    std::string title = head.title.clean_title();
    if (!title.empty()) sink.titled(std::move(title));
}

Result<> take(const feed::Entry& entry, const feed::Entry& head, RecordSink& sink) {
    auto post = feed::post_from(entry, head);
    if (post) return sink.take(*std::move(post));
    sink.skip();
    return {};
}

Result<> parse_xml(const Call& call, const std::string& text, const ParseOptions& options, RecordSink& sink) {
    feed::WellFormedXml source = feed::well_formed(text);
    pugi::xml_document document;
    const unsigned int how = pugi::parse_default | pugi::parse_ws_pcdata;
    const auto loaded = document.load_buffer_inplace(source.xml.data(), source.xml.size(), how, pugi::encoding_utf8);
    if (!loaded && loaded.status != pugi::status_no_document_element) {
        return fail(ErrorCode::corrupt, "this is not a feed that can be read: its XML is broken beyond repair");
    }
    const feed::Reader reader = TRY(feed::Reader::open(document, options.base_url));
    say_title(reader.head(), sink);
    std::size_t number = 0;
    for (const pugi::xml_node element : reader.entries()) {
        TRY(call.check());
        const std::string where = fmt::format("entry {}", ++number);
        if (number > k_feed_entries_max) return sink.broken(where, std::string(k_too_many)), Result<>();
        if (source.ends_inside_entry && number == reader.entries().size()) {
            sink.broken(where, "the feed ends inside it");
        } else {
            TRY(take(reader.read(element), reader.head(), sink));
        }
    }
    return {};
}

// The feed describes itself before or behind its entries, so it is gone through twice.
Result<Json> described(const Call& call, const std::string& text) {
    const auto stream = platform::stream_of(text);
    JsonElements elements(*stream, {"items"});
    JsonPiece piece;
    do {
        piece = TRY(elements.next(call));
    } while (piece.kind == JsonPiece::Kind::element);
    const auto document = json_of(piece);
    if (piece.kind == JsonPiece::Kind::whole && document && feed::is_json_feed(*document)) return *document;
    return fail(ErrorCode::invalid_argument, "this JSON is not a feed: it has no items");
}

Result<> parse_json_feed(const Call& call, const std::string& text, const ParseOptions& options, RecordSink& sink) {
    const feed::Entry head = feed::json_head(TRY(described(call, text)), options.base_url);
    say_title(head, sink);
    const auto stream = platform::stream_of(text);
    JsonElements elements(*stream, {"items"});
    while (true) {
        const JsonPiece piece = TRY(elements.next(call));
        if (piece.kind != JsonPiece::Kind::element) return {};
        const std::string where = fmt::format("item {}", piece.number);
        if (static_cast<std::size_t>(piece.number) > k_feed_entries_max) {
            return sink.broken(where, std::string(k_too_many)), Result<>();
        }
        const auto item = json_of(piece);
        if (!item)
            sink.broken(where, item.error().message);
        else if (!item->is_object())
            sink.broken(where, "it is not an object");
        else
            TRY(take(feed::json_entry(*item, options.base_url), head, sink));
    }
}

}  // namespace

Result<> parse_feed(const Call& call, platform::ByteStream& input, const ParseOptions& options, RecordSink& sink) {
    const std::string bytes = TRY(platform::read_all(input, k_feed_bytes_max));
    const std::string text = feed::to_utf8(bytes, options.content_type);
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return fail(ErrorCode::invalid_argument, "this is not a feed: it is empty");
    return text[begin] == '{' ? parse_json_feed(call, text, options, sink) : parse_xml(call, text, options, sink);
}

}  // namespace familiar::gather
