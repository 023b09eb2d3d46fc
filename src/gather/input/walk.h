// Finds the inputs that a location holds: a file is one, a folder or archive holds many. Each is opened, looked at and
// handed to a visitor, one after the other, in the order of names.
#pragma once

#include "gather/input/archive.h"
#include "gather/input/detect.h"
#include "gather/input/text.h"
#include "platform/call.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace familiar::gather {

// The bytes of one input, at their beginning, and what is known about them.
struct Input {
    std::string name;          // for messages and guesses: "Chat.zip/_chat.txt"
    std::string locator;       // stays the same when the input is imported again
    std::string content_type;  // as a server said it; may be empty
    std::string tail;     // the last bytes of a regular file: together with the first ones they tell versions apart
    bool inside = false;  // found in a folder or archive, not named by the person
    // The content of the file of this name in the same folder, of the archive too; empty when there is none, it is
    // longer than k_beside_bytes_max, or what it lies in cannot be read a second time (standard input).
    std::function<std::string(std::string_view name)> beside;
    Lookahead& bytes;
    Detected detected;
};

class InputVisitor {
public:
    virtual ~InputVisitor() = default;
    // An error ends the walk: the store is full, the caller is gone.
    virtual Result<> input(Input& input) = 0;
    // Something inside a folder or archive that could not be opened or read; the walk goes on.
    virtual void failed(const std::string& name, const std::string& locator, const Error& error) = 0;
};

// The visitor and the call outlive it. Not thread-safe.
class Walk {
public:
    Walk(const Call& call, InputVisitor& visitor) : call_(call), visitor_(visitor) {}

    // A file, a folder with its subfolders (hidden files and symbolic links are passed over), or "-" for standard
    // input.
    Result<> path(const std::string& location);
    // Bytes in memory: an upload, or what a server sent.
    Result<> memory(std::string_view content, const std::string& name, const std::string& locator,
                    const std::string& content_type);

private:
    struct Place;
    using Reopen = std::function<Result<std::unique_ptr<platform::ByteStream>>()>;

    Result<> file(const std::filesystem::path& path, const Place& place);
    Result<> folder(const std::filesystem::path& path, const Place& place, int depth);
    Result<> look_at(platform::ByteStream& stream, const Place& place, int depth);
    Result<> archive(platform::ByteStream& stream, const Place& place, int depth);
    std::string content_in(const Reopen& archive, const std::string& name) const;
    Result<> unless_inside(const Place& place, Result<> outcome);

    const Call& call_;
    InputVisitor& visitor_;
    ArchiveBudget budget_;
    std::size_t files_ = 0;
};

}  // namespace familiar::gather
