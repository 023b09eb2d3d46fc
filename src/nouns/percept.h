// What was seen in a picture: text and codes with their places, and the picture itself without anything that tells on
// its owner. Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace familiar {

// Pixels of the upright picture at its full size; never reaches over its edges.
struct Box {
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;

    friend bool operator==(const Box&, const Box&) = default;
};

// A line of text, in reading order among the others.
struct ReadLine {
    std::string text;
    Box box;
    double confidence = 0;  // 0…1

    friend bool operator==(const ReadLine&, const ReadLine&) = default;
};

// A bar or QR code. What it holds is data: a link in it is shown, never opened.
struct SeenCode {
    std::string format;  // "QR", "EAN-13", "Code 128"
    std::string text;
    Box box;

    friend bool operator==(const SeenCode&, const SeenCode&) = default;
};

// What the child that opens pictures makes of a file, or of a part of it.
struct SeenPicture {
    std::string media_type;  // of the file that came in: "image/heic"
    int width = 0;           // upright, at full size: EXIF's orientation is applied
    int height = 0;          //
    std::string clean;       // for storing and for a model: no metadata, sRGB, edges within a limit
    std::string clean_type;  // "image/jpeg" or "image/png"
    int clean_width = 0;     // boxes count in pixels of the full size
    int clean_height = 0;    //
    std::string thumbnail;   // image/webp, at most 512 pixels
    std::uint64_t hash = 0;  // perceptual; similar pictures are near in Hamming distance
    std::vector<ReadLine> lines;
    std::vector<SeenCode> codes;
    bool text_was_read = false;  // else `lines` is empty because nobody looked, or no language data is there

    friend bool operator==(const SeenPicture&, const SeenPicture&) = default;
};

struct HeardWord {
    std::string text;
    std::chrono::milliseconds begin{0};  // within the recording
    std::chrono::milliseconds end{0};
    double confidence = 0;  // 0…1

    friend bool operator==(const HeardWord&, const HeardWord&) = default;
};

// What was said in a recording. Without text where nobody said anything.
struct Transcript {
    std::string text;
    std::string language;  // "en"; empty: unknown
    std::vector<HeardWord> words;
    double confidence = 0;  // 0…1
    std::chrono::milliseconds duration{0};
    std::string engine;

    friend bool operator==(const Transcript&, const Transcript&) = default;
};

}  // namespace familiar
