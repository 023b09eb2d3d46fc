#include "perceive/picture.h"

#include "base/json.h"
#include "perceive/clean.h"
#include "perceive/limits.h"
#include "perceive/wire.h"
#include "platform/child_process.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace familiar::perceive {

namespace {

constexpr std::string_view k_program = "familiar-look";
constexpr int k_sigkill = 9;
constexpr int k_sigxcpu = 24;

// A sanitizer maps more addresses than any limit allows, and reads maps of its own process.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool k_is_sanitized = true;
#else
constexpr bool k_is_sanitized = false;
#endif

constexpr auto k_media_types = std::to_array<std::string_view>(
    {"image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff", "image/heic", "image/avif"});

platform::ChildOptions child_of(const LookingSettings& settings, std::string input) {
    using platform::FolderRights;
    platform::ChildOptions child;
    child.arguments = {settings.program.string()};
    child.environment = {{"LC_ALL", "C.UTF-8"}, {"OMP_THREAD_LIMIT", "1"}};
    child.limits.address_bytes_max = settings.memory_bytes_max;
    child.limits.processor_seconds_max = k_picture_processor_seconds_max;
    child.limits.open_files_max = k_picture_open_files_max;
    child.limits.file_bytes_max = 0;
    child.fence.closes_network = true;
    child.fence.closes_files = true;
    child.fence.is_required = settings.fence_is_required;
    for (const char* path : {"/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64"})
        child.fence.paths.push_back({path, FolderRights::read_and_run});
    child.fence.paths.push_back({settings.program, FolderRights::read_and_run});
    for (const char* path : {"/etc/ld.so.cache", "/usr/share/tesseract-ocr", "/usr/share/tessdata",
                             "/usr/local/share/tessdata", "/sys/devices/system/cpu", "/dev/urandom"})
        child.fence.paths.push_back({path, FolderRights::read});
    child.fence.paths.push_back({"/dev/null", FolderRights::write});
    if (k_is_sanitized) {
        child.fence.paths.push_back({"/proc", FolderRights::read});
        child.environment["ASAN_OPTIONS"] = "detect_leaks=0";  // looking for them needs to trace a process
    }
    child.input = std::move(input);
    child.output_bytes_max = k_head_bytes_max + k_clean_bytes_max + k_thumbnail_bytes_max;
    child.dies_first = true;
    return child;
}

std::string request_for(std::string_view bytes, const PictureWishes& wishes) {
    Json languages = Json::array();
    for (const std::string& language : wishes.languages)
        if (languages.size() < k_languages_max) languages.push_back(language);
    Json request = {{"text", wishes.text}, {"codes", wishes.codes}, {"languages", std::move(languages)}};
    if (wishes.part) request["part"] = {wishes.part->left, wishes.part->top, wishes.part->width, wishes.part->height};
    std::string input = json_text(request);
    input.reserve(input.size() + 1 + bytes.size());
    input += '\n';
    input += bytes;
    return input;
}

Failure not_opened_safely(std::string_view reason) {
    return fail(ErrorCode::corrupt,
                fmt::format("this file could not be opened safely ({}); a screenshot of it may work", reason));
}

Failure took_too_long() {
    return fail(ErrorCode::exhausted, "this picture takes too long to open; a smaller one, or a screenshot, may work");
}

struct Attempt {
    Result<SeenPicture> seen;
    bool may_try_less = false;  // the child was brought down by something in the picture
};

Attempt look_once(const Call& call, const LookingSettings& settings, std::string_view bytes,
                  const PictureWishes& wishes) {
    auto outcome = platform::run_child(call, child_of(settings, request_for(bytes, wishes)));
    if (!outcome) return {Failure(std::move(outcome).error()), false};
    const platform::ChildEnd& end = outcome->end;
    if (end.signal == k_sigxcpu || (end.signal == k_sigkill && !end.wrote_too_much)) return {took_too_long(), true};
    if (!end.is_good()) return {not_opened_safely("its reader " + end.text()), true};
    return {checked_picture(outcome->output), false};
}

bool read_lines(const Json& head, SeenPicture& seen) {
    const Json& lines = member(head, "lines");
    if (!lines.is_array() || lines.size() > k_lines_max) return false;
    for (const Json& line : lines) {
        const auto box = box_at(line, "box", seen.width, seen.height);
        const Json& confidence = member(line, "confidence");
        const Json& text = member(line, "text");
        if (!box || !confidence.is_number() || !text.is_string()) return false;
        const auto share = confidence.get<double>();
        if (!(share >= 0 && share <= 1)) return false;
        seen.lines.push_back({safe_text(text.get_ref<const std::string&>(), k_line_bytes_max), *box, share});
    }
    return true;
}

bool read_codes(const Json& head, SeenPicture& seen) {
    constexpr std::size_t k_format_bytes_max = 32;
    const Json& codes = member(head, "codes");
    if (!codes.is_array() || codes.size() > k_codes_max) return false;
    for (const Json& code : codes) {
        const auto box = box_at(code, "box", seen.width, seen.height);
        const Json& text = member(code, "text");
        const Json& format = member(code, "format");
        if (!box || !text.is_string() || !format.is_string()) return false;
        seen.codes.push_back({safe_text(format.get_ref<const std::string&>(), k_format_bytes_max),
                              safe_text(text.get_ref<const std::string&>(), k_code_bytes_max), *box});
    }
    return true;
}

bool read_hash(const Json& head, SeenPicture& seen) {
    constexpr std::size_t k_digits = 16;
    constexpr int k_hexadecimal = 16;
    const std::string text = text_at(head, "hash");
    if (text.size() != k_digits) return false;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, seen.hash, k_hexadecimal);
    return error == std::errc() && stop == end;
}

// The two copies that follow the head, each as it was announced.
Result<> read_copies(const Reply& reply, SeenPicture& seen) {
    std::string_view rest = reply.rest;
    seen.clean = TRY(take_bytes(rest, member(reply.head, "clean"), k_clean_bytes_max));
    seen.thumbnail = TRY(take_bytes(rest, member(reply.head, "thumbnail"), k_thumbnail_bytes_max));
    const auto clean = clean_head_of(seen.clean);
    const auto small = clean_head_of(seen.thumbnail);
    const bool clean_is_good = clean && clean->media_type == seen.clean_type && clean->width == seen.clean_width &&
                               clean->height == seen.clean_height && clean->media_type != "image/webp";
    const bool thumbnail_is_good = small && small->media_type == "image/webp" && small->width <= k_thumbnail_edge_max &&
                                   small->height <= k_thumbnail_edge_max;
    if (!rest.empty() || !clean_is_good || !thumbnail_is_good) return not_opened_safely("its copy is not clean");
    return {};
}

}  // namespace

Result<LookingSettings> looking_settings(const std::filesystem::path& folder) {
    LookingSettings settings;
    settings.program = folder / k_program;
    settings.time_max = k_picture_time_max;
    if (!k_is_sanitized) settings.memory_bytes_max = k_picture_memory_bytes_max;
    std::error_code ignored;  // then it is not there
    if (!std::filesystem::exists(settings.program, ignored))
        return fail(ErrorCode::not_found, fmt::format("pictures cannot be opened: {} is missing beside the program; "
                                                      "build it, or install Familiar again",
                                                      k_program));
    return settings;
}

Result<SeenPicture> checked_picture(std::string_view output) {
    const Reply reply = TRY(parse_reply(output));
    const Json& head = reply.head;
    SeenPicture seen;
    const std::string media_type = text_at(head, "media_type");
    if (std::find(k_media_types.begin(), k_media_types.end(), media_type) == k_media_types.end())
        return not_opened_safely("its kind is not known");
    seen.media_type = media_type;
    const auto width = number_at(head, "width", 1, k_picture_edge_max);
    const auto height = number_at(head, "height", 1, k_picture_edge_max);
    const auto clean_width = number_at(head, "clean_width", 1, k_picture_edge_max);
    const auto clean_height = number_at(head, "clean_height", 1, k_picture_edge_max);
    if (!width || !height || !clean_width || !clean_height) return not_opened_safely("its size makes no sense");
    seen.width = *width;
    seen.height = *height;
    seen.clean_width = *clean_width;
    seen.clean_height = *clean_height;
    seen.clean_type = text_at(head, "clean_type");
    const Json& was_read = member(head, "text_was_read");
    seen.text_was_read = was_read.is_boolean() && was_read.get<bool>();
    if (!read_hash(head, seen) || !read_lines(head, seen) || !read_codes(head, seen))
        return not_opened_safely("what was read makes no sense");
    TRY(read_copies(reply, seen));
    return seen;
}

Result<SeenPicture> look_at(const Call& call, const LookingSettings& settings, std::string_view bytes,
                            const PictureWishes& wishes) {
    if (bytes.empty()) return fail(ErrorCode::invalid_argument, "the picture is empty; send the file itself");
    if (bytes.size() > k_picture_bytes_max)
        return fail(ErrorCode::exhausted, fmt::format("the picture is too large: {} MB, at most {} MB are opened",
                                                      bytes.size() >> 20U, k_picture_bytes_max >> 20U));
    const Call bounded = call.within(settings.time_max);
    PictureWishes less = wishes;
    Attempt attempt = look_once(bounded, settings, bytes, less);
    for (bool* part : {&less.codes, &less.text}) {
        if (!attempt.may_try_less || !*part) continue;
        *part = false;
        Attempt again = look_once(bounded, settings, bytes, less);
        if (again.seen) return again.seen;
        attempt.may_try_less = again.may_try_less;
    }
    const bool is_out_of_time = !attempt.seen && attempt.seen.error().code == ErrorCode::deadline;
    if (is_out_of_time && call.check()) return took_too_long();  // of ours; the caller still waits
    return std::move(attempt.seen);
}

}  // namespace familiar::perceive
