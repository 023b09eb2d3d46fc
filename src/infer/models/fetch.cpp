#include "infer/models/fetch.h"

#include "base/json.h"
#include "infer/limits.h"
#include "platform/file_writer.h"
#include "platform/files.h"
#include "platform/sha256.h"
#include "platform/wait.h"

#include <charconv>
#include <fmt/format.h>
#include <system_error>
#include <vector>

namespace familiar::infer {

namespace {

constexpr int k_whole = 200;
constexpr int k_partial = 206;
constexpr int k_no_such_range = 416;
constexpr int k_too_many_requests = 429;
constexpr int k_server_error = 500;
constexpr std::size_t k_state_bytes_max = 16U << 10U;
constexpr std::size_t k_hash_piece = 1U << 20U;

std::string header(const platform::HttpResponse& response, const std::string& name) {
    const auto found = response.headers.find(name);
    return found == response.headers.end() ? std::string() : found->second;
}

std::int64_t number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && number >= 0 ? number : -1;
}

// "bytes 100-199/1000": where it begins and how much there is in all; -1 for what it does not say.
struct ContentRange {
    std::int64_t begin = -1;
    std::int64_t all = -1;
};
ContentRange content_range(std::string_view value) {
    constexpr std::string_view k_unit = "bytes ";
    ContentRange range;
    if (!value.starts_with(k_unit)) return range;
    value.remove_prefix(k_unit.size());
    range.begin = number_of(value.substr(0, value.find('-')));
    if (const auto slash = value.find('/'); slash != std::string_view::npos)
        range.all = number_of(value.substr(slash + 1));
    return range;
}

// A file on its way: the part itself, and beside it which file it is a part of.
class Fetch {
public:
    Fetch(const RemoteFile& file, platform::FileWriter writer, std::filesystem::path part)
        : file_(file), writer_(std::move(writer)), part_(std::move(part)), all_(file.bytes) {}

    // Goes on with what is there if it is of the same file; counts it into the checksum.
    Result<> take_up() {
        const auto text = platform::read_file(state_path(), k_state_bytes_max);
        const auto state = text ? parse_json(*text) : Result<Json>(Json());
        const bool same = state && text_at(*state, "url") == file_.url && text_at(*state, "sha256") == file_.sha256;
        if (same) etag_ = text_at(*state, "etag");
        const bool can_go_on =
            same && (!etag_.empty() || !file_.sha256.empty()) && (all_ == 0 || writer_.size() <= all_);
        if (!can_go_on) return begin_anew();
        const auto stream = TRY(platform::open_stream(part_));
        std::vector<char> piece(k_hash_piece);
        while (const std::size_t count = TRY(stream->read(piece.data(), piece.size())))
            hash_.add(std::string_view(piece.data(), count));
        return {};
    }

    bool is_whole() const { return all_ > 0 && writer_.size() == all_; }
    std::int64_t size() const { return writer_.size(); }
    std::int64_t all() const { return all_; }
    const RemoteFile& file() const { return file_; }

    platform::HttpRequest request() const {
        platform::HttpRequest request;
        request.url = file_.url;
        request.headers["Accept-Encoding"] = "identity";  // a range is of the bytes as they lie there
        if (writer_.size() > 0) {
            request.headers["Range"] = fmt::format("bytes={}-", writer_.size());
            if (!etag_.empty()) request.headers["If-Range"] = etag_;
        }
        request.body_bytes_max = static_cast<std::size_t>(k_model_bytes_max);
        request.time_max = k_pull_time_max;
        request.connect_time_max = k_connect_time_max;
        request.idle_time_max = k_pull_idle_time_max;
        return request;
    }

    // The first bytes of a response: do they go on where the part ends, or begin anew?
    Result<> begin(const platform::HttpResponse& head) {
        std::int64_t all = number_of(header(head, "content-length"));
        if (head.status == k_partial) {
            const ContentRange range = content_range(header(head, "content-range"));
            if (range.begin != writer_.size())
                return fail(ErrorCode::unavailable, "the server sent another part than the one that was asked for");
            all = range.all;
        } else {
            TRY(begin_anew());
        }
        if (all > 0 && file_.bytes > 0 && all != file_.bytes) return not_as_promised(all);
        if (all > k_model_bytes_max) return not_as_promised(all);
        if (all > 0) all_ = all;
        // A weak tag does not tell bytes apart.
        const std::string etag = header(head, "etag");
        etag_ = etag.starts_with("W/") ? "" : etag;
        return platform::write_file(state_path(),
                                    json_text({{"url", file_.url}, {"etag", etag_}, {"sha256", file_.sha256}}));
    }
    Result<> take(std::string_view bytes) {
        if (all_ > 0 && writer_.size() + static_cast<std::int64_t>(bytes.size()) > all_) return not_as_promised(-1);
        hash_.add(bytes);
        return writer_.write(bytes);
    }
    Result<> begin_anew() {
        hash_.finish();
        return writer_.clear();
    }

    Result<FetchedFile> finish() {
        TRY(writer_.sync());
        FetchedFile fetched{part_, writer_.size(), hash_.finish()};
        if (!file_.sha256.empty() && fetched.sha256 != file_.sha256) {
            TRY(writer_.clear());
            return fail(ErrorCode::corrupt,
                        fmt::format("{} is not what its publisher says: its checksum differs. It was thrown away; pull "
                                    "it again",
                                    file_.name));
        }
        return fetched;
    }

private:
    std::filesystem::path state_path() const { return part_.string() + ".json"; }
    Failure not_as_promised(std::int64_t bytes) const {
        return fail(
            ErrorCode::corrupt,
            fmt::format("{} should have {} bytes and has {}; its publisher may have changed it just now", file_.name,
                        file_.bytes > 0 ? file_.bytes : all_, bytes < 0 ? "more" : std::to_string(bytes)));
    }

    const RemoteFile& file_;
    platform::FileWriter writer_;
    std::filesystem::path part_;
    std::int64_t all_;  // 0: not known
    std::string etag_;
    platform::Sha256 hash_;
};

// What a status says to a person; nothing when the body is what was asked for.
Result<> check_status(const platform::HttpResponse& response, const RemoteFile& file) {
    const int status = response.status;
    if (status == k_whole || status == k_partial) return {};
    if (status == 401 || status == 403) {
        return fail(ErrorCode::denied,
                    fmt::format("{} is only given to those who agreed to its terms (HTTP {}). Fetch it with a browser, "
                                "or choose another publisher",
                                file.name, status));
    }
    if (status == 404) return fail(ErrorCode::not_found, fmt::format("there is no {} at {}", file.name, file.url));
    if (status == k_too_many_requests || status >= k_server_error)
        return fail(ErrorCode::unavailable,
                    fmt::format("the server of {} cannot serve now (HTTP {})", file.name, status));
    return fail(ErrorCode::invalid_argument, fmt::format("the server refused {} with HTTP {}", file.name, status));
}

// One request from where the part ends.
Result<> fetch_on(const Call& call, platform::HttpClient& http, Fetch& fetch, const PullOptions& options,
                  const std::function<void(std::int64_t bytes, std::int64_t bytes_all)>& told) {
    const RemoteFile& file = fetch.file();
    Result<> taken;
    bool begun = false;
    const auto response =
        TRY(ask(call, http, fetch.request(), options, [&](const platform::HttpResponse& head, std::string_view bytes) {
            if (head.status != k_whole && head.status != k_partial) return false;
            if (!begun) taken = fetch.begin(head);
            begun = true;
            if (taken) taken = fetch.take(bytes);
            if (taken && told) told(fetch.size(), fetch.all());
            return taken.has_value();
        }));
    TRY(std::move(taken));
    if (response.status == k_no_such_range) {
        TRY(fetch.begin_anew());
        return fail(ErrorCode::unavailable, fmt::format("{} has changed since its first part was fetched", file.name));
    }
    TRY(check_status(response, file));
    if (fetch.all() > 0 && fetch.size() < fetch.all())
        return fail(ErrorCode::unavailable, fmt::format("the server broke off in the middle of {}", file.name));
    return {};
}

bool may_help_again(const Error& error) {
    return error.code == ErrorCode::unavailable || error.code == ErrorCode::deadline;
}

}  // namespace

std::filesystem::path part_path(const std::filesystem::path& home, const RemoteFile& file) {
    return models_folder(home) / ".part" / file.name;
}

Result<platform::HttpResponse> ask(const Call& call, platform::HttpClient& http, platform::HttpRequest request,
                                   const PullOptions& options, const platform::HttpSink& sink) {
    LedgerEntry entry{call.clock().now(), platform::host_of_url(request.url), "pull model", 0, 0, ""};
    request.addresses = options.addresses;
    request.traffic = [&](const platform::HttpTraffic& traffic) {
        entry.bytes_sent = traffic.bytes_sent;
        entry.bytes_received = traffic.bytes_received;
    };
    auto response = http.send(call, request, sink);
    if (!options.ledger) return response;
    entry.outcome = response ? std::to_string(response->status) : std::string(name_of(response.error().code));
    TRY_IN("the ledger", options.ledger(entry));
    const std::string final_host = response ? platform::host_of_url(response->final_url) : entry.host;
    if (final_host == entry.host) return response;
    TRY_IN("the ledger",
           options.ledger({entry.at, final_host, "pull model, sent on by " + entry.host, 0, 0, entry.outcome}));
    return response;
}

Result<FetchedFile> fetch_file(const Call& call, platform::HttpClient& http, const RemoteFile& file,
                               const PullOptions& options,
                               const std::function<void(std::int64_t bytes, std::int64_t bytes_all)>& told) {
    const auto part = part_path(options.home, file);
    TRY(platform::make_private_folder(part.parent_path()));
    Fetch fetch(file, TRY(platform::FileWriter::open(part)), part);
    TRY(fetch.take_up());
    int tries = 0;
    while (!fetch.is_whole()) {
        const std::int64_t before = fetch.size();
        auto fetched = fetch_on(call, http, fetch, options, told);
        if (fetched) break;
        TRY(call.check());
        tries = fetch.size() > before ? 0 : tries + 1;
        if (!may_help_again(fetched.error())) return Failure(std::move(fetched).error());
        if (tries >= k_pull_tries_max) {
            return fail(ErrorCode::unavailable,
                        fmt::format("{}. {} bytes are kept; the same command goes on from there",
                                    fetched.error().message, fetch.size()));
        }
        // The first time at once; then it is left in peace for longer and longer.
        TRY(platform::wait(call, std::chrono::seconds(tries > 1 ? 1 << (tries - 2) : 0)));
    }
    return fetch.finish();
}

}  // namespace familiar::infer
