// What Familiar does to a language model and takes from it.
//
//   bench_engine [prefix|overhead|agents|thoughts] [--rounds N]    all of them when none is named
#include "engine/served.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <string>

int main(int count, char** arguments) {
    using namespace familiar::bench;
    std::setvbuf(stdout, nullptr, _IOLBF, 0);  // long cases show how far they are
    std::string wanted;
    int rounds = 15;
    for (int i = 1; i < count; ++i) {
        const std::string word = arguments[i];
        if (word == "--rounds" && i + 1 < count)
            rounds = std::max(1, std::atoi(arguments[++i]));
        else if (word == "prefix" || word == "overhead" || word == "agents" || word == "thoughts")
            wanted = word;
        else
            return fmt::print(stderr, "Usage: bench_engine [prefix|overhead|agents|thoughts] [--rounds N]\n"), 2;
    }
    const auto is_wanted = [&](std::string_view name) { return wanted.empty() || wanted == name; };
    if (is_wanted("thoughts")) print_thoughts();
    if (is_wanted("agents")) print_agents(rounds);
    if (is_wanted("prefix")) print_prefix();
    if (is_wanted("overhead")) print_overhead(rounds);
    return 0;
}
