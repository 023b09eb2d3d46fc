// Numbers as few bytes (LEB128), and reading them back from bytes that may be damaged.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace familiar::store::index {

void put_number(std::string& out, std::uint64_t value);
// The length, then the bytes.
void put_bytes(std::string& out, std::string_view bytes);

// Reads from the front. What is missing or too large is no value; after that nothing more should be read.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
    std::optional<std::uint32_t> number();
    std::optional<std::string_view> bytes(std::size_t count);
    std::optional<std::string_view> counted_bytes();
    bool at_end() const { return rest_.empty(); }
    std::size_t left() const { return rest_.size(); }

private:
    std::string_view rest_;
};

}  // namespace familiar::store::index
