#include "infer/models/pull.h"

#include "infer/limits.h"
#include "infer/models/catalogue.h"
#include "infer/models/fetch.h"
#include "platform/file_lock.h"
#include "platform/files.h"
#include "platform/machine.h"

#include <algorithm>
#include <fmt/format.h>
#include <system_error>

namespace familiar::infer {

namespace {

constexpr int k_good = 200;

Result<RemoteModel> resolve(const Call& call, platform::HttpClient& http, const ModelSource& source,
                            const PullOptions& options) {
    if (!source.hub) {
        RemoteModel model = TRY(model_at_url(source.url));
        model.files.front().sha256 = options.sha256;
        return model;
    }
    platform::HttpRequest request;
    request.url = fmt::format("{}/api/models/{}/{}/tree/main?recursive=true", options.hub, source.hub->owner,
                              source.hub->repository);
    request.body_bytes_max = k_hub_listing_bytes_max;
    std::string listing;
    const auto response = TRY(ask(call, http, request, options, [&](const auto& /*head*/, std::string_view bytes) {
        listing += bytes;
        return true;
    }));
    if (response.status == k_good) return choose_files(*source.hub, options.hub, listing);
    const std::string shown = fmt::format("{}/{}", source.hub->owner, source.hub->repository);
    if (response.status == 401 || response.status == 404) {
        return fail(ErrorCode::not_found, fmt::format("{} has no public repository {}; look at how it is written",
                                                      platform::host_of_url(options.hub), shown));
    }
    return fail(ErrorCode::unavailable, fmt::format("{} cannot tell what {} holds (HTTP {}); try again later",
                                                    platform::host_of_url(options.hub), shown, response.status));
}

std::vector<RemoteFile> all_files(const RemoteModel& model) {
    std::vector<RemoteFile> files = model.files;
    if (model.projector) files.push_back(*model.projector);
    return files;
}

// Room for all that is still to come, and some to spare.
Result<> check_disk(const RemoteModel& model, const std::filesystem::path& home) {
    std::int64_t wanted = k_disk_spare_bytes;
    for (const RemoteFile& file : all_files(model)) {
        std::error_code error;
        const auto there = std::filesystem::file_size(part_path(home, file), error);
        wanted += std::max<std::int64_t>(0, file.bytes - (error ? 0 : static_cast<std::int64_t>(there)));
    }
    const std::int64_t room = platform::disk_free_bytes(models_folder(home));
    if (wanted <= room) return {};
    return fail(
        ErrorCode::exhausted,
        fmt::format("{} needs {:.1f} GB and {} has {:.1f} GB free; free some space or pull a smaller one", model.name,
                    static_cast<double>(wanted) / 1e9, models_folder(home).string(), static_cast<double>(room) / 1e9));
}

// Looks into a file that was fetched: is it what its name says, and all of it?
Result<GgufCard> look_into(const FetchedFile& fetched, const RemoteFile& file) {
    const auto stream = TRY(platform::open_stream(fetched.part));
    GgufCard card = TRY_IN(file.name, read_gguf(*stream));
    if (card.file_bytes_min > fetched.bytes) {
        return fail(ErrorCode::corrupt,
                    fmt::format("{} ends before its last weights: it has {} bytes and should have {}. Pull it again",
                                file.name, fetched.bytes, card.file_bytes_min));
    }
    return card;
}

// Fetches every file into its part, and tells of the model what its head says.
class Pull {
public:
    Pull(const Call& call, platform::HttpClient& http, const RemoteModel& remote, const PullOptions& options)
        : call_(call), http_(http), remote_(remote), options_(options) {
        for (const RemoteFile& file : all_files(remote)) bytes_all_ += file.bytes;
    }

    Result<> fetch_all(Model& model) {
        for (const RemoteFile& file : remote_.files) {
            const FetchedFile fetched = TRY(fetch(file));
            const GgufCard card = TRY(or_forget(fetched, look_into(fetched, file)));
            if (model.files.empty())
                describe(model, card);
            else
                model.parameters += card.parameters;
            model.files.push_back(file.name);
            model.sha256.push_back(fetched.sha256);
        }
        if (remote_.projector) {
            const FetchedFile fetched = TRY(fetch(*remote_.projector));
            TRY(or_forget(fetched, look_into(fetched, *remote_.projector)));
            model.projector = remote_.projector->name;
        }
        model.bytes = done_;
        return {};
    }

private:
    // The value, or the error after the part is thrown away: going on with it would give the same.
    template <class T>
    static Result<T> or_forget(const FetchedFile& fetched, Result<T> result) {
        std::error_code ignored;  // it is fetched anew all the same
        if (!result) std::filesystem::remove(fetched.part, ignored);
        return result;
    }

    Result<FetchedFile> fetch(const RemoteFile& file) {
        FetchedFile fetched = TRY(fetch_file(call_, http_, file, options_, [&](std::int64_t bytes, std::int64_t all) {
            const std::int64_t known = bytes_all_ > 0 ? bytes_all_ : all;
            if (options_.progress) options_.progress({file.name, done_ + bytes, known});
        }));
        done_ += fetched.bytes;
        return fetched;
    }

    static void describe(Model& model, const GgufCard& card) {
        model.title = card.name.empty() ? model.name : card.name;
        model.work = work_of(card);
        model.architecture = card.architecture;
        model.quantization = card.quantization;
        model.parameters = card.parameters;
        model.context_tokens = card.context_tokens;
        model.memory_bytes_per_token = card.memory_bytes_per_token;
    }

    const Call& call_;
    platform::HttpClient& http_;
    const RemoteModel& remote_;
    const PullOptions& options_;
    std::int64_t done_ = 0;
    std::int64_t bytes_all_ = 0;
};

// From the parts into their places. What stands there and is in no index was left behind.
Result<> put_in_place(const RemoteModel& remote, const PullOptions& options) {
    for (const RemoteFile& file : all_files(remote)) {
        std::error_code error;
        const auto part = part_path(options.home, file);
        std::filesystem::rename(part, models_folder(options.home) / file.name, error);
        if (error) {
            return fail(ErrorCode::unavailable, fmt::format("cannot put {} into {}: {}", file.name,
                                                            models_folder(options.home).string(), error.message()));
        }
        std::filesystem::remove(part.string() + ".json", error);
    }
    std::error_code ignored;  // other parts are still in it
    std::filesystem::remove(models_folder(options.home) / ".part", ignored);
    return {};
}

// Neither the name nor a file of another model is taken.
Result<> check_free(const ModelIndex& index, const RemoteModel& remote) {
    if (index.find(remote.name) != nullptr) {
        return fail(ErrorCode::conflict,
                    fmt::format("There is a model {} already. Give another name with --name, or remove it first: "
                                "familiar models remove {}",
                                remote.name, remote.name));
    }
    for (const Model& model : index.models) {
        for (const RemoteFile& file : remote.files) {
            if (std::ranges::find(model.files, file.name) == model.files.end()) continue;
            return fail(ErrorCode::conflict,
                        fmt::format("The file {} is here already, as the model {}", file.name, model.name));
        }
    }
    return {};
}

// Two pulls into one home would write the same files and the same index.
Result<platform::FileLock> lock_of(const std::filesystem::path& home) {
    auto lock = platform::FileLock::take(home / "models.lock");
    if (lock || lock.error().code != ErrorCode::conflict) return lock;
    return fail(ErrorCode::conflict, fmt::format("A model is being pulled already: {}. Wait until it has ended, then "
                                                 "pull again; what was fetched is kept.",
                                                 lock.error().message));
}

}  // namespace

Result<Model> pull_model(const Call& call, platform::HttpClient& http, const std::string& asked,
                         const PullOptions& options) {
    const CatalogueEntry* const listed = find_in_catalogue(asked);
    const std::string written = listed != nullptr ? std::string(listed->source) : asked;
    const ModelSource source = TRY(parse_model_source(written));
    const platform::FileLock alone = TRY(lock_of(options.home));
    RemoteModel remote = TRY(resolve(call, http, source, options));
    if (listed != nullptr) remote.name = asked;
    if (!options.name.empty()) remote.name = plain_model_name(options.name);
    if (remote.name.empty()) return fail(ErrorCode::invalid_argument, "give the model a name of letters with --name");
    TRY(check_free(TRY(read_models(options.home)), remote));
    TRY(check_disk(remote, options.home));

    Model model;
    model.name = remote.name;
    model.source = written;
    model.pulled_at = call.clock().now();
    Pull pull(call, http, remote, options);
    TRY(pull.fetch_all(model));
    // Not every file says what it is for.
    if (listed != nullptr) model.work = listed->work;
    model.work = options.work.value_or(model.work);
    TRY(put_in_place(remote, options));
    ModelIndex index = TRY(read_models(options.home));
    index.in_use.try_emplace(model.work, model.name);
    index.models.push_back(model);
    TRY(write_models(options.home, index));
    return model;
}

}  // namespace familiar::infer
