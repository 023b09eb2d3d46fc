// Any bytes as an upload: every archive and every file in it is opened and read to its end, within the limits.
#include "base/check.h"
#include "base/utf8.h"
#include "gather/input/walk.h"
#include "gather/limits.h"

#include <array>
#include <cstdint>

namespace {

class Reader final : public familiar::gather::InputVisitor {
public:
    familiar::Result<> input(familiar::gather::Input& input) override {
        CHECK(familiar::utf8::valid(input.name) && input.name.find("..") != 0, "names are plain");
        CHECK(!input.detected.packed, "archives are opened");
        std::array<char, 4096> piece{};
        while (true) {
            const auto count = input.bytes.read(piece.data(), piece.size());
            if (!count || *count == 0) return {};
            CHECK(*count <= piece.size(), "no more than asked for");
            bytes_ += *count;
            CHECK(bytes_ <= familiar::gather::k_archive_bytes_max, "the limit holds");
        }
    }
    void failed(const std::string&, const std::string&, const familiar::Error& error) override {
        CHECK(!error.message.empty(), "a failure says what happened");
    }

private:
    std::uint64_t bytes_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    using namespace familiar;
    const platform::SystemClock clock;
    const Call call(clock);
    Reader reader;
    gather::Walk walk(call, reader);
    (void)walk.memory({reinterpret_cast<const char*>(bytes), size}, "fuzz.zip", "upload:fuzz.zip", {});
    return 0;
}
