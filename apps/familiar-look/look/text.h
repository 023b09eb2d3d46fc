// Text in pictures, by Tesseract, from pages prepared for it: light evened out, upright lines, letters of a size that
// its models were taught. Not thread-safe: one reader, one thread.
#pragma once

#include "base/result.h"
#include "look/pixels.h"

#include <memory>
#include <string>
#include <vector>

namespace familiar::look {

class TextReader {
public:
    // Of `languages` ("en", "de") those whose data is installed, else English, else whatever is there; `not_found` when
    // there is none, `unavailable` when Tesseract does not take it.
    static Result<TextReader> open(const std::vector<std::string>& languages);
    ~TextReader();
    TextReader(TextReader&&) noexcept;
    TextReader& operator=(TextReader&&) noexcept;

    // Lines in reading order; boxes in pixels of `picture`. What is more likely noise than text is left out.
    std::vector<ReadLine> read(const Grey& picture);

private:
    class Engine;
    explicit TextReader(std::unique_ptr<Engine> engine);
    std::unique_ptr<Engine> engine_;
};

}  // namespace familiar::look
