// familiar-hear: recordings in, transcripts out, over standard input and output (service.h). Started by familiar behind
// a fence; its only argument is the folder of PocketSphinx's models.
#include "recogniser.h"
#include "service.h"

#include <cerrno>
#include <cstdio>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
// Looking for leaks needs to stop all threads from outside, which the fence forbids.
extern "C" const char* __asan_default_options() { return "detect_leaks=0"; }
#endif

namespace {

std::size_t read_input(std::span<char> into) {
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, into.data(), into.size());
        if (count < 0 && errno == EINTR) continue;
        return count < 0 ? 0 : static_cast<std::size_t>(count);
    }
}

void write_output(const std::string& line) {
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    const std::filesystem::path models = count > 1 ? arguments[1] : familiar::hear::packaged_models();
    familiar::hear::Service service(models, read_input, write_output);
    if (const auto done = service.run(); !done) {
        std::fputs((done.error().text() + "\n").c_str(), stderr);
        return 1;
    }
    return 0;
}
