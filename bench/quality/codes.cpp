// How many bar and QR codes are read on photos of them: by format, with false reads and times.
//
//   bench_codes [--json FILE] [--misses]
//
// Of zxing-barcodes-dev in ../shared/data beside the project. The figure that counts is that of QR, EAN, UPC, Code 128,
// Code 39, DataMatrix and Aztec; products are compared as GTIN-14. Times are of the processor, of reading alone.
#include "look/codes.h"

#include "base/json.h"
#include "look/decode.h"
#include "tests/support/dataset.h"

#include <algorithm>
#include <cctype>
#include <ctime>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <vector>

namespace {

namespace look = familiar::look;
using Files = std::map<std::string, std::string>;

constexpr std::size_t k_gtin_digits = 14;

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

// The digits that UPC-E leaves out, put back (GS1 General Specifications, 5.2.2.4).
std::string expanded_upce(std::string_view code) {
    const std::string head(code.substr(0, 1));
    const std::string_view body = code.substr(1, 6);
    const std::string check(code.substr(7, 1));
    const char last = body[5];
    if (last <= '2')
        return head + std::string(body.substr(0, 2)) + last + "0000" + std::string(body.substr(2, 3)) + check;
    if (last == '3') return head + std::string(body.substr(0, 3)) + "00000" + std::string(body.substr(3, 2)) + check;
    if (last == '4') return head + std::string(body.substr(0, 4)) + "00000" + body[4] + check;
    return head + std::string(body.substr(0, 5)) + "0000" + last + check;
}

std::string gtin(std::string digits, bool is_short) {
    if (is_short && digits.size() == 8) digits = expanded_upce(digits);
    return digits.size() >= k_gtin_digits ? digits : std::string(k_gtin_digits - digits.size(), '0') + digits;
}

// The product of a file that also tells the two or five digits beside it.
std::string product_of(const std::string& expected, std::string_view family) {
    std::string digits = expected.substr(0, expected.find_first_not_of("0123456789"));
    const std::size_t own = family.starts_with("upca") || family.starts_with("ean13") ? 13 : digits.size();
    if (digits.size() > own) digits.resize(own);
    return gtin(digits, family.starts_with("upce"));
}

std::string trimmed(std::string text) {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
    return text;
}

bool is_right(const familiar::SeenCode& code, const std::string& expected, std::string_view family) {
    if (starts_with_any(family, {"ean", "upc"}))
        return starts_with_any(code.format, {"EAN", "UPC"}) &&
               gtin(code.text, code.format == "UPC-E") == product_of(expected, family);
    return code.text == expected || trimmed(code.text) == trimmed(expected);
}

struct Tally {
    int pictures = 0;
    int right = 0;
    int other = 0;  // codes read that are not the expected one
};

std::string family_of(const std::string& folder) { return folder.substr(0, folder.rfind('-')); }

bool counts(std::string_view family) {
    return starts_with_any(family, {"qrcode", "ean", "upc", "code128", "code39", "datamatrix", "aztec"});
}

double share(int part, int whole) { return whole == 0 ? 0 : static_cast<double>(part) / whole; }

double at_share(std::vector<double>& sorted, double wanted) {
    if (sorted.empty()) return 0;
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(wanted * static_cast<double>(sorted.size())))];
}

struct Options {
    std::string json;
    bool shows_misses = false;
};

int measure(const Files& files, const Options& options) {
    std::map<std::string, Tally> tallies;
    std::vector<double> milliseconds;
    for (const auto& [path, bytes] : files) {
        const std::size_t dot = path.rfind('.');
        const std::size_t slash = path.rfind('/');
        if (dot == std::string::npos || slash == std::string::npos || !look::format_of(bytes)) continue;
        const std::size_t before = path.rfind('/', slash - 1) + 1;
        const std::string family = family_of(path.substr(before, slash - before));
        const auto text = files.find(path.substr(0, dot) + ".txt");
        const auto binary = files.find(path.substr(0, dot) + ".bin");
        const bool is_trap = family == "falsepositives";
        const auto expected = text != files.end() ? text : binary;
        if (!is_trap && expected == files.end()) continue;
        const auto decoded = look::decode(bytes, {});
        if (!decoded) continue;
        const look::Grey grey = look::grey_of(decoded->picture);
        const std::clock_t begin = std::clock();
        const auto codes = look::read_codes(grey);
        milliseconds.push_back(1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
        Tally& tally = tallies[family];
        ++tally.pictures;
        bool right = false;
        for (const auto& code : codes) {
            if (!is_trap && is_right(code, expected->second, family))
                right = true;
            else {
                ++tally.other;
                if (options.shows_misses) fmt::print("other  {} {} {}\n", path, code.format, code.text);
            }
        }
        if (right)
            ++tally.right;
        else if (options.shows_misses && !is_trap)
            fmt::print("missed {} {}\n", path, trimmed(expected->second).substr(0, 60));
    }
    Tally all;
    fmt::print("{:<20} {:>8} {:>6} {:>6} {:>6}\n", "codes", "pictures", "right", "share", "other");
    for (const auto& [family, tally] : tallies) {
        fmt::print("{:<20} {:>8} {:>6} {:>6.3f} {:>6}\n", family, tally.pictures, tally.right,
                   share(tally.right, tally.pictures), tally.other);
        if (!counts(family)) continue;
        all.pictures += tally.pictures;
        all.right += tally.right;
        all.other += tally.other;
    }
    const double middle = at_share(milliseconds, 0.5);
    const double most = at_share(milliseconds, 0.99);
    fmt::print("{:<20} {:>8} {:>6} {:>6.3f} {:>6}\n", "those that count", all.pictures, all.right,
               share(all.right, all.pictures), all.other);
    fmt::print(
        "reads in {} pictures without a code: {}; processor time {:.0f} ms (median), {:.0f} ms (p99), {:.0f} ms "
        "(most)\n",
        tallies["falsepositives"].pictures, tallies["falsepositives"].other, middle, most, milliseconds.back());
    if (!options.json.empty()) {
        std::ofstream(options.json, std::ios::app) << familiar::json_text({{"case", "codes"},
                                                                           {"right", share(all.right, all.pictures)},
                                                                           {"other", all.other},
                                                                           {"false", tallies["falsepositives"].other},
                                                                           {"p50_ms", middle},
                                                                           {"p99_ms", most}})
                                                   << '\n';
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--misses") options.shows_misses = true;
        if (argument == "--json" && i + 1 < count) options.json = arguments[++i];
    }
    const auto files = familiar::test::dataset("images/zxing-barcodes-dev");
    if (!files) {
        fmt::print("codes: NOT MEASURED: images/zxing-barcodes-dev is not in ../shared/data beside the project\n");
        return 0;
    }
    return measure(*files, options);
}
