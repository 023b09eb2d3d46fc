#include "look/text.h"

#include "look/limits.h"
#include "look/page.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <tesseract/baseapi.h>

namespace familiar::look {

namespace {

// Where Debian and others put the data of languages.
constexpr auto k_data_folders =
    std::to_array<std::string_view>({"/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
                                     "/usr/share/tessdata", "/usr/local/share/tessdata"});

struct Language {
    std::string_view code;  // ISO 639-1
    std::string_view data;  // as Tesseract names it
};
constexpr auto k_languages = std::to_array<Language>(
    {{"en", "eng"}, {"de", "deu"}, {"es", "spa"}, {"pt", "por"}, {"fr", "fra"},    {"it", "ita"}, {"nl", "nld"},
     {"da", "dan"}, {"sv", "swe"}, {"nb", "nor"}, {"no", "nor"}, {"fi", "fin"},    {"pl", "pol"}, {"cs", "ces"},
     {"tr", "tur"}, {"ru", "rus"}, {"uk", "ukr"}, {"el", "ell"}, {"ro", "ron"},    {"hu", "hun"}, {"ar", "ara"},
     {"he", "heb"}, {"hi", "hin"}, {"ja", "jpn"}, {"ko", "kor"}, {"zh", "chi_sim"}});

constexpr std::size_t k_languages_at_once_max = 3;
constexpr float k_line_confidence_min = 35;  // of 100; below, most of it is noise
constexpr float k_short_line_confidence_min = 60;
constexpr std::size_t k_short_line_letters = 3;

bool is_installed(const std::filesystem::path& folder, std::string_view data) {
    std::error_code ignored;  // then it is not there
    return std::filesystem::exists(folder / fmt::format("{}.traineddata", data), ignored);
}

// "eng+deu", or empty when nothing is installed in the folder.
std::string data_for(const std::filesystem::path& folder, const std::vector<std::string>& languages) {
    std::vector<std::string_view> chosen;
    for (const std::string& wanted : languages) {
        const auto* known = std::find_if(k_languages.begin(), k_languages.end(), [&](const Language& language) {
            return language.code == std::string_view(wanted).substr(0, 2);
        });
        if (known == k_languages.end() || !is_installed(folder, known->data)) continue;
        if (std::find(chosen.begin(), chosen.end(), known->data) == chosen.end()) chosen.push_back(known->data);
        if (chosen.size() == k_languages_at_once_max) break;
    }
    if (chosen.empty() && is_installed(folder, "eng")) chosen.emplace_back("eng");
    for (const Language& language : k_languages)
        if (chosen.empty() && is_installed(folder, language.data)) chosen.push_back(language.data);
    std::string all;
    for (const std::string_view data : chosen) all += (all.empty() ? "" : "+") + std::string(data);
    return all;
}

std::string trimmed(std::string text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t'; };
    while (!text.empty() && is_space(text.back())) text.pop_back();
    text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), is_space));
    return text;
}

// Bytes of letters and digits; all of a script beyond ASCII count.
std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || std::isalnum(byte) != 0;
    }));
}

bool is_text(std::string_view text, float confidence) {
    const std::size_t letters = letters_in(text);
    if (letters == 0) return false;
    return confidence >= (letters <= k_short_line_letters ? k_short_line_confidence_min : k_line_confidence_min);
}

}  // namespace

class TextReader::Engine {
public:
    Result<> open(const std::vector<std::string>& languages) {
        for (const std::string_view folder : k_data_folders) {
            const std::string data = data_for(folder, languages);
            if (data.empty()) continue;
            if (tesseract_.Init(std::string(folder).c_str(), data.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
                return fail(ErrorCode::unavailable, fmt::format("Tesseract does not take its data for {}", data));
            tesseract_.SetVariable("debug_file", "/dev/null");
            return {};
        }
        return fail(ErrorCode::not_found, "no language data of Tesseract is installed (tesseract-ocr-eng)");
    }

    std::vector<ReadLine> read(const Grey& picture) {
        const std::optional<Page> page = page_of(picture);
        if (!page) return {};
        std::vector<ReadLine> lines = lines_of(*page, {picture.width, picture.height}, tesseract::PSM_AUTO);
        if (lines.empty()) lines = lines_of(*page, {picture.width, picture.height}, tesseract::PSM_SPARSE_TEXT);
        return lines;
    }

private:
    std::vector<ReadLine> lines_of(const Page& page, Size size, tesseract::PageSegMode mode) {
        constexpr int k_resolution = 300;  // told, so that it is not guessed from the size of a photo
        tesseract_.SetPageSegMode(mode);
        tesseract_.SetImage(page.picture.light.data(), page.picture.width, page.picture.height, 1, page.picture.width);
        tesseract_.SetSourceResolution(k_resolution);
        std::vector<ReadLine> lines;
        if (tesseract_.Recognize(nullptr) != 0) return lines;
        const std::unique_ptr<tesseract::ResultIterator> at(tesseract_.GetIterator());
        if (!at) return lines;
        constexpr auto k_line = tesseract::RIL_TEXTLINE;
        do {
            const std::unique_ptr<char[]> found(at->GetUTF8Text(k_line));
            if (!found) continue;
            std::string text = trimmed(found.get());
            const float confidence = at->Confidence(k_line);
            Box box;
            int right = 0;
            int bottom = 0;
            if (!is_text(text, confidence) || text.size() > k_line_bytes_max ||
                !at->BoundingBox(k_line, &box.left, &box.top, &right, &bottom))
                continue;
            box.width = right - box.left;
            box.height = bottom - box.top;
            lines.push_back({std::move(text), page.box_of(box, size), std::clamp(confidence / 100.0, 0.0, 1.0)});
        } while (lines.size() < k_lines_max && at->Next(k_line));
        return lines;
    }

    tesseract::TessBaseAPI tesseract_;
};

TextReader::TextReader(std::unique_ptr<Engine> engine) : engine_(std::move(engine)) {}
TextReader::~TextReader() = default;
TextReader::TextReader(TextReader&&) noexcept = default;
TextReader& TextReader::operator=(TextReader&&) noexcept = default;

Result<TextReader> TextReader::open(const std::vector<std::string>& languages) {
    auto engine = std::make_unique<Engine>();
    TRY(engine->open(languages));
    return TextReader(std::move(engine));
}

std::vector<ReadLine> TextReader::read(const Grey& picture) { return engine_->read(picture); }

}  // namespace familiar::look
