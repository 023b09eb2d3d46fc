#include "infer/models/source.h"

#include "base/json.h"
#include "infer/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

namespace familiar::infer {

namespace {

constexpr std::string_view k_ending = ".gguf";

// In the order of preference when nobody says: what most machines run well, then larger, then smaller.
constexpr auto k_preferred =
    std::to_array<std::string_view>({"Q4_K_M", "MXFP4", "Q4_K_XL", "Q4_K_S", "Q4_K", "Q4_0", "Q5_K_M", "Q8_0", "Q6_K",
                                     "IQ4_XS", "Q3_K_M", "F16", "BF16"});

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
}

bool is_plain(std::string_view text) {
    return !text.empty() && text.size() <= k_model_name_bytes_max && !text.starts_with('.') &&
           std::ranges::all_of(text, is_name_character);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

// Whether a name holds a kind of quantization as a word: Q4_K_M in "x-Q4_K_M-00001-of-00002.gguf", but not Q4_K.
bool has_kind(std::string_view name, std::string_view kind) {
    const std::string where = lowered(name);
    const std::string what = lowered(kind);
    for (auto at = where.find(what); at != std::string::npos; at = where.find(what, at + 1)) {
        const auto parts = [&](std::size_t i) { return where[i] == '-' || where[i] == '.' || where[i] == '/'; };
        const bool begins = at == 0 || parts(at - 1) || where[at - 1] == '_';
        if (begins && (at + what.size() == where.size() || parts(at + what.size()))) return true;
    }
    return false;
}

// "name-00002-of-00003.gguf": the number and how many; nothing for a file that is whole.
struct Part {
    std::int64_t number = 1;
    std::int64_t count = 1;
    std::string_view stem;  // before the number
};
std::optional<Part> part_of(std::string_view name) {
    constexpr std::string_view k_shape = "-00001-of-00002.gguf";
    constexpr std::size_t k_digits = 5;
    if (name.size() <= k_shape.size()) return std::nullopt;
    const std::string_view tail = name.substr(name.size() - k_shape.size());
    std::array<std::int64_t, 2> numbers{};
    for (std::size_t i = 0; i < k_shape.size(); ++i) {
        const bool digit = k_shape[i] >= '0' && k_shape[i] <= '9';
        if (!digit && tail[i] != k_shape[i]) return std::nullopt;
        if (!digit) continue;
        if (tail[i] < '0' || tail[i] > '9') return std::nullopt;
        std::int64_t& number = numbers[i > k_digits ? 1 : 0];
        number = number * 10 + (tail[i] - '0');
    }
    return Part{numbers[0], numbers[1], name.substr(0, name.size() - k_shape.size())};
}

struct Listed {
    std::string path;
    RemoteFile file;
};

std::string last_part(std::string_view path) {
    const auto slash = path.rfind('/');
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

// The GGUF files of a listing.
std::vector<Listed> listed_files(const HubModel& model, std::string_view hub, const Json& listing) {
    std::vector<Listed> files;
    for (const Json& entry : listing) {
        const std::string path = text_at(entry, "path");
        const std::string name = last_part(path);
        if (text_at(entry, "type") != "file" || !path.ends_with(k_ending) || !is_plain(name)) continue;
        if (!std::ranges::all_of(path, [](char c) { return is_name_character(c) || c == '/'; })) continue;
        const std::int64_t bytes = integer_at(entry, "size").value_or(0);
        if (bytes < 0 || bytes > k_model_bytes_max || path.find("..") != std::string::npos) continue;
        const std::string oid = text_at(member(entry, "lfs"), "oid");
        constexpr std::size_t k_sha256_digits = 64;
        files.push_back({path,
                         {fmt::format("{}/{}/{}/resolve/main/{}", hub, model.owner, model.repository, path), name,
                          bytes, oid.size() == k_sha256_digits ? lowered(oid) : ""}});
    }
    return files;
}

bool is_projector(const Listed& file) { return lowered(file.file.name).find("mmproj") != std::string::npos; }

// What lies beside a model and is none by itself: guesses for it, and what it was quantized with.
bool is_beside(const Listed& file) {
    const std::string name = lowered(file.file.name);
    const auto holds = [&](std::string_view word) { return name.find(word) != std::string::npos; };
    return is_projector(file) || holds("draft") || holds("dflash") || holds("eagle") || holds("imatrix");
}

// The first file of the model that was asked for, or of the one most people want.
const Listed* first_file(const std::vector<Listed>& files, std::string_view asked) {
    const auto matches = [&](std::string_view kind) {
        return std::ranges::find_if(files, [&](const Listed& file) {
            const auto part = part_of(file.file.name);
            return !is_beside(file) && has_kind(file.path, kind) && (!part || part->number == 1);
        });
    };
    if (!asked.empty()) {
        const auto found = matches(asked);
        return found == files.end() ? nullptr : &*found;
    }
    for (const std::string_view kind : k_preferred) {
        if (const auto found = matches(kind); found != files.end()) return &*found;
    }
    const auto any = std::ranges::find_if_not(files, is_beside);
    return any == files.end() ? nullptr : &*any;
}

// All parts of the model that this is the first of; `not_found` when one is missing.
Result<std::vector<RemoteFile>> all_parts(const std::vector<Listed>& files, const Listed& first) {
    const auto part = part_of(first.file.name);
    if (!part) return std::vector<RemoteFile>{first.file};
    if (part->count < 1 || part->count > static_cast<std::int64_t>(k_model_files_max))
        return fail(ErrorCode::exhausted, fmt::format("{} is split into too many files", first.file.name));
    std::vector<RemoteFile> parts;
    for (std::int64_t number = 1; number <= part->count; ++number) {
        const std::string name = fmt::format("{}-{:05}-of-{:05}.gguf", part->stem, number, part->count);
        const auto found = std::ranges::find(files, name, [](const Listed& file) { return file.file.name; });
        if (found == files.end()) return fail(ErrorCode::not_found, fmt::format("the hub lacks the part {}", name));
        parts.push_back(found->file);
    }
    return parts;
}

const Listed* projector_of(const std::vector<Listed>& files) {
    const Listed* chosen = nullptr;
    for (const Listed& file : files) {
        if (!is_projector(file)) continue;
        if (chosen == nullptr || (has_kind(file.path, "F16") && !has_kind(chosen->path, "F16"))) chosen = &file;
    }
    return chosen;
}

}  // namespace

std::string plain_model_name(std::string_view text) {
    if (lowered(text).ends_with(k_ending)) text.remove_suffix(k_ending.size());
    std::string name;
    for (const char c : text.substr(0, k_model_name_bytes_max)) {
        const char plain = is_name_character(c) && c != '_' ? lower(c) : '-';
        if (plain != '-' || (!name.empty() && name.back() != '-')) name += plain;
    }
    while (!name.empty() && (name.back() == '-' || name.back() == '.')) name.pop_back();
    while (name.starts_with('.')) name.erase(0, 1);
    return name;
}

Result<ModelSource> parse_model_source(std::string_view text) {
    constexpr std::string_view k_prefix = "hf:";
    if (text.starts_with("https://") || text.starts_with("http://")) return ModelSource{{}, std::string(text)};
    const auto wrong = [&] {
        return fail(
            ErrorCode::invalid_argument,
            fmt::format("'{}' names no model. Write hf:OWNER/REPO, hf:OWNER/REPO:QUANT, the URL of a .gguf file, "
                        "or a name of the list that `familiar models` shows",
                        text));
    };
    if (!text.starts_with(k_prefix)) return wrong();
    text.remove_prefix(k_prefix.size());
    const auto slash = text.find('/');
    const auto colon = text.find(':');
    if (slash == std::string_view::npos || (colon != std::string_view::npos && colon < slash)) return wrong();
    HubModel model;
    model.owner = text.substr(0, slash);
    model.repository = text.substr(slash + 1, colon == std::string_view::npos ? colon : colon - slash - 1);
    if (colon != std::string_view::npos) model.quantization = text.substr(colon + 1);
    if (!is_plain(model.owner) || !is_plain(model.repository)) return wrong();
    if (colon != std::string_view::npos && !is_plain(model.quantization)) return wrong();
    return ModelSource{std::move(model), {}};
}

Result<RemoteModel> choose_files(const HubModel& model, std::string_view hub, std::string_view listing) {
    const Json document = TRY(parse_json(listing));
    const std::vector<Listed> files = listed_files(model, hub, document);
    const std::string shown = fmt::format("{}/{}", model.owner, model.repository);
    if (files.empty())
        return fail(ErrorCode::not_found, fmt::format("{} holds no GGUF file; look for a repository whose name ends in "
                                                      "-GGUF",
                                                      shown));
    const Listed* const first = first_file(files, model.quantization);
    if (first == nullptr) {
        std::set<std::string> names;
        for (const Listed& file : files) names.insert(file.path);
        return fail(ErrorCode::not_found, fmt::format("{} has no file of the kind {}; there are: {}", shown,
                                                      model.quantization, fmt::join(names, ", ")));
    }
    RemoteModel chosen;
    chosen.files = TRY(all_parts(files, *first));
    if (const Listed* const projector = projector_of(files)) {
        chosen.projector = projector->file;
        // Many repositories call theirs alike.
        chosen.projector->name = plain_model_name(model.repository) + "-mmproj.gguf";
    }
    std::string name = plain_model_name(model.repository);
    if (name.ends_with("-gguf")) name.resize(name.size() - std::string_view("-gguf").size());
    chosen.name = std::move(name);
    return chosen;
}

Result<RemoteModel> model_at_url(const std::string& url) {
    const std::string name = last_part(std::string_view(url).substr(0, url.find_first_of("?#")));
    if (!is_plain(name) || !name.ends_with(k_ending) || plain_model_name(name).empty())
        return fail(ErrorCode::invalid_argument, fmt::format("{} does not end in the name of a .gguf file", url));
    if (part_of(name))
        return fail(ErrorCode::invalid_argument,
                    fmt::format("{} is one part of several; name the repository as hf:OWNER/REPO instead", name));
    return RemoteModel{plain_model_name(name), {{url, name}}};
}

}  // namespace familiar::infer
