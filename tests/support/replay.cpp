// Runs a fuzzer's target over its corpus (files or folders given as arguments) without libFuzzer, so that every crash
// that was ever found is tried in the ordinary suite.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

int replay(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    return LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(content.data()), content.size());
}

}  // namespace

int main(int count, char** arguments) {
    int replayed = 0;
    for (int i = 1; i < count; ++i) {
        const std::filesystem::path path = arguments[i];
        if (std::filesystem::is_directory(path)) {
            for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
                if (entry.is_regular_file()) replay(entry.path()), ++replayed;
            }
        } else if (std::filesystem::exists(path)) {
            replay(path), ++replayed;
        }
    }
    std::printf("%d inputs replayed\n", replayed);
    if (replayed == 0) std::fprintf(stderr, "no inputs: the corpus of this fuzzer is missing\n");
    return replayed == 0 ? 1 : 0;
}
