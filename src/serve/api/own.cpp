// One person, one file: what they allow, what left the machine, the file itself, and its end.
#include "platform/files.h"
#include "privacy/consents.h"
#include "serve/api/api.h"
#include "serve/api/common.h"
#include "serve/limits.h"
#include "serve/wire/things.h"

#include <filesystem>

namespace familiar::serve::api {

namespace {

class FileStream final : public http::Stream {
public:
    FileStream(std::unique_ptr<platform::ByteStream> bytes, Seats::Seat seat)
        : bytes_(std::move(bytes)), seat_(std::move(seat)) {}

    void on_ready(http::Wake wake) override { wake(); }

    Piece next() override {
        std::string piece(k_piece_bytes, '\0');
        const auto size = bytes_->read(piece.data(), piece.size());
        if (!size) return {.bytes = {}, .broken = true};
        piece.resize(*size);
        const bool last = piece.empty();
        return {.bytes = std::move(piece), .last = last};
    }

private:
    const std::unique_ptr<platform::ByteStream> bytes_;
    const Seats::Seat seat_;
};

// A folder of the system's temporary one that only we can enter, removed with all it holds when done.
class PrivateFolder {
public:
    static Result<PrivateFolder> make(platform::Random& random) {
        std::error_code error;
        auto path = std::filesystem::temp_directory_path(error);
        if (error) return fail(ErrorCode::unavailable, "there is no folder for temporary files");
        path /= "familiar-export-" + random.token(12);
        TRY(platform::make_private_folder(path));
        return PrivateFolder(std::move(path));
    }
    ~PrivateFolder() {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    explicit PrivateFolder(std::filesystem::path path) : path_(std::move(path)) {}
    std::filesystem::path path_;
};

}  // namespace

Result<http::Response> list_consents(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    Json list = Json::array();
    for (const Consent& consent : privacy::Consents(TRY(store->consents())).all())
        list.push_back(wire::consent_json(consent));
    return json_response({{"consents", std::move(list)}});
}

Result<http::Response> set_consent(Api& api, const Exchange& exchange) {
    const auto purpose = purpose_from(exchange.parameters[0]);
    if (!purpose)
        return fail(ErrorCode::not_found, "there is no such purpose; GET /api/v1/consents lists those there are");
    const Json json = TRY(json_body(exchange.request));
    const Json& given = member(json, "given");
    if (!given.is_boolean()) return fail(ErrorCode::invalid_argument, "'given' must be true or false");
    const auto store = TRY(own_store(api, exchange));
    TRY(store->set_consent(*purpose, given.get<bool>()));
    return list_consents(api, exchange);
}

Result<http::Response> ledger(Api& api, const Exchange& exchange) {
    const auto store = TRY(own_store(api, exchange));
    Json entries = Json::array();
    for (const LedgerEntry& entry : TRY(store->ledger(k_ledger_listed_max)))
        entries.push_back(wire::ledger_json(entry));
    return json_response({{"entries", std::move(entries)}});
}

// The copy has no name any more when it is sent: it ends with its stream, also if the program does.
Result<http::Response> export_me(Api& api, const Exchange& exchange) {
    Seats::Seat seat = TRY(seat_for(api, exchange));
    const PrivateFolder folder = TRY(PrivateFolder::make(api.parts.random));
    const auto path = folder.path() / "familiar.db";
    TRY(api.parts.archive.export_person(exchange.person(), path));
    auto bytes = TRY(platform::open_stream(path));
    http::Response response{200, {}, std::make_shared<FileStream>(std::move(bytes), std::move(seat))};
    response.with("content-type", "application/vnd.sqlite3");
    response.with("content-disposition", "attachment; filename=\"familiar-" + exchange.caller.person.handle + ".db\"");
    return response;
}

Result<http::Response> erase_me(Api& api, const Exchange& exchange) {
    const Json json = TRY(json_body(exchange.request));
    if (text_at(json, "confirm") != exchange.caller.person.handle) {
        return fail(ErrorCode::invalid_argument,
                    "to erase your account and all that is yours, send your handle as 'confirm'");
    }
    api.imports.forget(exchange.person());
    api.answers.forget(exchange.person());
    TRY(api.parts.archive.erase_person(exchange.person()));
    return http::no_content().with("set-cookie", Gate::no_cookie());
}

}  // namespace familiar::serve::api
