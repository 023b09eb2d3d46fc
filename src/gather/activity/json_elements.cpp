#include "gather/activity/json_elements.h"

#include "base/utf8.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace familiar::gather {

namespace {

constexpr std::size_t k_chunk_bytes = 64U << 10U;
constexpr std::string_view k_space = " \t\r\n";
// Between values: also commas, and what some writers put before or between documents (a byte order mark, RFC 7464).
constexpr std::string_view k_between = " \t\r\n,:\xEF\xBB\xBF\x1E";

// Finds where a value ends without looking into it: brackets are counted, strings are passed over.
class ValueEnd {
public:
    // How many of `bytes` belong to the value; done() says whether it ends there.
    std::size_t advance(std::string_view bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            if (!takes(bytes[i])) return i;
            if (done_) return i + 1;
        }
        return bytes.size();
    }
    bool done() const { return done_; }

private:
    bool takes(char c) {
        if (in_string_) {
            if (escaped_)
                escaped_ = false;
            else if (c == '\\')
                escaped_ = true;
            else if (c == '"')
                in_string_ = false, done_ = depth_ == 0;
        } else if (c == '"') {
            if (depth_ == 0 && started_) return done_ = true, false;
            in_string_ = true;
        } else if (c == '{' || c == '[') {
            if (depth_ == 0 && started_) return done_ = true, false;
            ++depth_;
        } else if (c == '}' || c == ']') {
            if (depth_ == 0) return done_ = true, false;
            done_ = --depth_ == 0;
        } else if (depth_ == 0 && (c == ',' || c == ':' || k_space.find(c) != std::string_view::npos)) {
            return done_ = true, false;
        }
        started_ = true;
        return true;
    }

    std::int64_t depth_ = 0;
    bool in_string_ = false;
    bool escaped_ = false;
    bool started_ = false;
    bool done_ = false;
};

std::optional<std::uint32_t> escaped_unit(std::string_view text) {
    std::uint32_t unit = 0;
    if (text.size() < 6 || !text.starts_with("\\u")) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 6, unit, 16);
    return error == std::errc() && end == text.data() + 6 ? std::optional(unit) : std::nullopt;
}

// Halves of surrogate pairs that stand alone ("\ud83d" where a writer cut a text inside an emoji) become U+FFFD.
void repair_surrogates(std::string& json) {
    for (std::size_t i = json.find('\\'); i != std::string::npos; i = json.find('\\', i)) {
        const std::string_view rest = std::string_view(json).substr(i);
        const auto unit = escaped_unit(rest);
        if (!unit) {
            i += 2;
            continue;
        }
        const auto second = escaped_unit(rest.substr(6));
        const bool is_pair = *unit >= 0xD800 && *unit < 0xDC00 && second && *second >= 0xDC00 && *second < 0xE000;
        if (!is_pair && *unit >= 0xD800 && *unit < 0xE000) json.replace(i + 2, 4, "FFFD");
        i += is_pair ? 12 : 6;
    }
}

}  // namespace

Result<Json> json_of(const JsonPiece& piece) {
    if (piece.too_long) {
        return fail(ErrorCode::exhausted, fmt::format("it is longer than {} MiB", k_element_bytes_max >> 20U));
    }
    if (piece.cut_short && piece.kind == JsonPiece::Kind::element)
        return fail(ErrorCode::corrupt, "the file ends inside it");
    std::string text = utf8::repaired(piece.text);
    repair_surrogates(text);
    return parse_json(text);
}

Result<bool> JsonElements::fill(const Call& call) {
    TRY(call.check());
    buffer_.resize(k_chunk_bytes);
    at_ = 0;
    const std::size_t count = TRY(input_.read(buffer_.data(), buffer_.size()));
    buffer_.resize(count);
    if (count > bytes_left_)
        return fail(ErrorCode::exhausted, "the JSON file is too big to be read in one piece; split it");
    bytes_left_ -= count;
    return count > 0;
}

Result<bool> JsonElements::seek(const Call& call, std::string_view skipped) {
    while (true) {
        at_ = std::min(buffer_.find_first_not_of(skipped, at_), buffer_.size());
        if (at_ < buffer_.size()) return true;
        if (!TRY(fill(call))) return false;
    }
}

Result<JsonElements::Value> JsonElements::take_value(const Call& call) {
    Value value;
    ValueEnd end;
    while (!end.done()) {
        if (at_ == buffer_.size() && !TRY(fill(call))) {
            value.cut_short = true;
            break;
        }
        const std::string_view rest = std::string_view(buffer_).substr(at_);
        const std::size_t count = end.advance(rest);
        at_ += count;
        if (value.text.size() + count > k_element_bytes_max) value.too_long = true, value.text.clear();
        if (!value.too_long) value.text.append(rest.substr(0, count));
    }
    return value;
}

JsonPiece JsonElements::end() const {
    JsonPiece piece;
    piece.cut_short = place_ != Place::between;
    return piece;
}

JsonPiece JsonElements::take_whole(bool cut_short) {
    JsonPiece piece;
    piece.kind = JsonPiece::Kind::whole;
    piece.too_long = whole_.too_long;
    piece.cut_short = cut_short;
    if (!whole_.too_long) piece.text = std::move(whole_.text) + "}";
    whole_ = {};
    member_.clear();
    place_ = Place::between;
    return piece;
}

Result<JsonPiece> JsonElements::next_element(const Call& call) {
    Value value = TRY(take_value(call));
    JsonPiece piece;
    piece.kind = JsonPiece::Kind::element;
    piece.text = std::move(value.text);
    piece.too_long = value.too_long;
    piece.cut_short = value.cut_short;
    piece.member = member_;
    piece.number = ++number_;
    return piece;
}

// At a member of the top-level object. Gives true when its value is an array whose elements follow.
Result<bool> JsonElements::take_member(const Call& call) {
    const Value name = TRY(take_value(call));
    const bool is_there = TRY(seek(call, " \t\r\n:"));
    const std::string bare = name.text.size() < 2 ? std::string() : name.text.substr(1, name.text.size() - 2);
    const bool is_wanted = is_there && buffer_[at_] == '[' && std::ranges::find(arrays_, bare) != arrays_.end();
    Value value;
    if (is_wanted)
        ++at_, value.text = "[]";
    else
        value = TRY(take_value(call));
    if (is_wanted) member_ = bare, number_ = 0;
    whole_.too_long = whole_.too_long || value.too_long || name.too_long ||
                      whole_.text.size() + name.text.size() + value.text.size() > k_element_bytes_max;
    if (whole_.too_long)
        whole_.text.clear();
    else if (!value.cut_short && !value.text.empty()) {
        whole_.text.append(whole_.text.size() > 1 ? "," : "").append(name.text).append(":").append(value.text);
    }
    return is_wanted;
}

Result<JsonPiece> JsonElements::next(const Call& call) {
    while (true) {
        if (!TRY(seek(call, k_between)))
            return place_ == Place::in_object || !member_.empty() ? take_whole(true) : end();
        const char c = buffer_[at_];
        if (place_ == Place::in_array && c == ']') {
            place_ = member_.empty() ? Place::between : Place::in_object;
            member_.clear();
            ++at_;
        } else if (place_ == Place::in_object && c == '}') {
            ++at_;
            return take_whole(false);
        } else if (c == ']' || c == '}' || (place_ == Place::in_object && c != '"')) {
            ++at_;  // Brackets that fit nothing, and values without a name.
        } else if (place_ == Place::in_object) {
            if (TRY(take_member(call))) place_ = Place::in_array;
        } else if (place_ == Place::in_array) {
            return next_element(call);
        } else if (c == '[') {
            place_ = Place::in_array;
            number_ = 0;
            ++at_;
        } else if (c == '{') {
            place_ = Place::in_object;
            whole_.text = "{";
            ++at_;
        } else {
            Value value = TRY(take_value(call));
            JsonPiece piece;
            piece.kind = JsonPiece::Kind::whole;
            piece.text = std::move(value.text);
            piece.too_long = value.too_long;
            return piece;
        }
    }
}

}  // namespace familiar::gather
