// Splits big JSON into its elements while it streams: an archive of any size is read in the memory of one element.
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "gather/limits.h"
#include "platform/call.h"
#include "platform/files.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace familiar::gather {

// One piece of the input.
struct JsonPiece {
    enum class Kind {
        end,      // nothing follows
        element,  // of a top-level array, or of a named array in a top-level object
        whole,    // a top-level value; of an object, all but the elements that were given out ("items":[])
    };

    Kind kind = Kind::end;
    std::string text;         // JSON, not checked beyond its brackets
    std::string member;       // the name of the array, or "" for a top-level one
    std::int64_t number = 0;  // of the element within its array, from 1
    bool too_long = false;    // more than k_element_bytes_max; `text` is empty
    bool cut_short = false;   // the input ended inside it
};

// The piece parsed. Ill-formed UTF-8 and halves of surrogate pairs are repaired first.
Result<Json> json_of(const JsonPiece& piece);

// Not thread-safe; the stream outlives it. Several top-level values in a row (JSONL) are given out one by one.
class JsonElements {
public:
    // `arrays` names the members whose elements are wanted one by one. No more than `bytes_max` are read.
    JsonElements(platform::ByteStream& input, std::vector<std::string> arrays, std::size_t bytes_max = k_json_bytes_max)
        : input_(input), arrays_(std::move(arrays)), bytes_left_(bytes_max) {}

    // Errors are those of the stream and the call, and `exhausted` beyond `bytes_max`.
    Result<JsonPiece> next(const Call& call);

private:
    enum class Place { between, in_array, in_object };

    struct Value {
        std::string text;
        bool too_long = false;
        bool cut_short = false;
    };

    // At the next byte that is not in `skipped`; false at the end of the input.
    Result<bool> seek(const Call& call, std::string_view skipped);
    Result<bool> fill(const Call& call);
    Result<Value> take_value(const Call& call);
    Result<bool> take_member(const Call& call);
    Result<JsonPiece> next_element(const Call& call);
    JsonPiece take_whole(bool cut_short);
    JsonPiece end() const;

    platform::ByteStream& input_;
    std::vector<std::string> arrays_;
    std::size_t bytes_left_;
    std::string buffer_;
    std::size_t at_ = 0;
    Place place_ = Place::between;
    std::string member_;  // whose array is being read; "" in a top-level one
    std::int64_t number_ = 0;
    Value whole_;  // the top-level object so far
};

}  // namespace familiar::gather
