// What the cases about engines share: a real llama-server with a model of weights by chance, plain requests to it, and
// figures. One thread unless said otherwise.
#pragma once

#include "base/json.h"
#include "infer/model_house.h"
#include "platform/clock.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tiny_gguf.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace familiar::bench {

// The median, and the spread from the first to the third quarter.
struct Figure {
    double median = 0;
    double low = 0;
    double high = 0;
};
Figure figure_of(std::vector<double> values);
double seconds_since(const platform::Clock& clock, platform::Elapsed started);

struct ServedModel {
    std::uint32_t layers = 2;
    std::uint32_t width = 128;
    std::int64_t context_tokens = 32'768;
    std::size_t places = 1;
};

// A house with one model called "tiny". Aborts where there is no engine: tools/engine/install gets it.
class Served {
public:
    explicit Served(const ServedModel& model);

    std::unique_ptr<infer::HostedEngine> engine();
    // The socket of the server, once a chat was asked of it.
    std::string socket() const;
    const platform::Clock& clock() const { return clock_; }

private:
    platform::SystemClock clock_;
    test::TempFolder folder_;
    std::unique_ptr<infer::ModelHouse> house_;
};

// Aborts with the error.
template <class T>
T must(Result<T> result);
[[noreturn]] void give_up(const Error& error);

template <class T>
T must(Result<T> result) {
    if (!result) give_up(result.error());
    return result.release();
}

// The cases: each prints a table.
void print_prefix();
void print_overhead(int rounds);
void print_agents(int rounds);
void print_thoughts();

}  // namespace familiar::bench
