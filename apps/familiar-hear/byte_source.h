// Where the bytes of a recording come from: all there, or still coming in. Blocking; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace familiar::hear {

class ByteSource {
public:
    virtual ~ByteSource() = default;
    // Bytes from `offset` on, at least one; 0 at the end. Waits for what is still to come.
    virtual std::size_t read(std::uint64_t offset, std::span<std::uint8_t> into) = 0;
    // Whether a reader may jump ahead and ask for the size: only when nobody waits for the first words meanwhile.
    virtual bool is_seekable() const = 0;
    // Of all; waits for the end.
    virtual std::uint64_t size() = 0;
};

// Bytes that are all there. They outlive it.
class WholeBytes : public ByteSource {
public:
    explicit WholeBytes(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(std::uint64_t offset, std::span<std::uint8_t> into) override {
        if (offset >= bytes_.size()) return 0;
        return bytes_.copy(reinterpret_cast<char*>(into.data()), into.size(), offset);
    }
    bool is_seekable() const override { return true; }
    std::uint64_t size() override { return bytes_.size(); }

private:
    std::string_view bytes_;
};

}  // namespace familiar::hear
