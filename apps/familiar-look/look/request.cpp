#include "look/request.h"

#include "base/json.h"
#include "look/limits.h"

#include <array>
#include <fmt/format.h>

namespace familiar::look {

namespace {

Failure misspoken(std::string_view what) {
    return fail(ErrorCode::invalid_argument, fmt::format("the request to look at a picture is malformed: {}", what));
}

bool flag_at(const Json& object, std::string_view key) {
    const Json& found = member(object, key);
    return found.is_boolean() && found.get<bool>();
}

std::optional<Box> box_of(const Json& numbers) {
    constexpr std::size_t k_numbers = 4;
    if (!numbers.is_array() || numbers.size() != k_numbers) return std::nullopt;
    std::array<int, k_numbers> values{};
    for (std::size_t i = 0; i < k_numbers; ++i) {
        if (!numbers[i].is_number_integer()) return std::nullopt;
        const auto number = numbers[i].get<std::int64_t>();
        if (number < 0 || number > k_edge_max) return std::nullopt;
        values[i] = static_cast<int>(number);
    }
    return Box{values[0], values[1], values[2], values[3]};
}

Json json_of(const Box& box) { return Json::array({box.left, box.top, box.width, box.height}); }

}  // namespace

Result<Request> parse_request(std::string_view input) {
    const std::size_t end = input.substr(0, k_request_bytes_max).find('\n');
    if (end == std::string_view::npos) return misspoken("its line does not end");
    const Json line = TRY(parse_json(input.substr(0, end)));
    if (!line.is_object()) return misspoken("it is no object");
    Request request;
    request.text = flag_at(line, "text");
    request.codes = flag_at(line, "codes");
    if (const Json& languages = member(line, "languages"); languages.is_array()) {
        for (const Json& language : languages)
            if (language.is_string()) request.languages.push_back(language.get<std::string>());
    }
    if (const Json& part = member(line, "part"); !part.is_null()) {
        request.part = box_of(part);
        if (!request.part) return misspoken("\"part\" is not four numbers");
    }
    request.file = input.substr(end + 1);
    return request;
}

std::string reply_of(const SeenPicture& seen) {
    Json lines = Json::array();
    for (const ReadLine& line : seen.lines)
        lines.push_back({{"text", line.text}, {"box", json_of(line.box)}, {"confidence", line.confidence}});
    Json codes = Json::array();
    for (const SeenCode& code : seen.codes)
        codes.push_back({{"format", code.format}, {"text", code.text}, {"box", json_of(code.box)}});
    const Json head = {{"media_type", seen.media_type},
                       {"width", seen.width},
                       {"height", seen.height},
                       {"clean_type", seen.clean_type},
                       {"clean_width", seen.clean_width},
                       {"clean_height", seen.clean_height},
                       {"clean", seen.clean.size()},
                       {"thumbnail", seen.thumbnail.size()},
                       {"hash", fmt::format("{:016x}", seen.hash)},
                       {"text_was_read", seen.text_was_read},
                       {"lines", std::move(lines)},
                       {"codes", std::move(codes)}};
    return json_text(head) + '\n' + seen.clean + seen.thumbnail;
}

std::string reply_of(const Error& error) {
    return json_text(Json{{"error", error.text()}, {"code", name_of(error.code)}}) + '\n';
}

}  // namespace familiar::look
