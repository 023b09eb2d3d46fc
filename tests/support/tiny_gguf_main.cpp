// Writes the tiny model to a file, for whoever wants to try an engine without one of its own.
#include "tests/support/tiny_gguf.h"

#include <iostream>
#include <string>

int main(int count, char** arguments) {
    if (count < 2 || count > 4) {
        std::cerr << "Usage: tiny_gguf FILE [LAYERS [WIDTH]]    writes a small model with weights by chance\n";
        return 2;
    }
    familiar::test::TinyModel model;
    try {
        if (count > 2) model.layers = static_cast<std::uint32_t>(std::stoul(arguments[2]));
        if (count > 3) model.width = static_cast<std::uint32_t>(std::stoul(arguments[3]));
    } catch (const std::exception&) {
        std::cerr << "tiny_gguf: layers and width are numbers\n";
        return 2;
    }
    familiar::test::write_tiny_gguf(model, arguments[1]);
    return 0;
}
