// Tells what an input is by its content first, then by its name and by what a server said. Pure function over bytes.
#pragma once

#include "gather/importer.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace familiar::gather {

struct Detected {
    InputKind kind = InputKind::automatic;  // automatic: none that Familiar reads
    bool packed = false;                    // a zip, tar, gzip or the like, to be opened
    bool passed_over = false;  // no loss where it lies beside other files: it holds no posts, or is anything at all
    std::string instead;       // what else it is, with what to do ("a Telegram export, which …"); empty when unknown
};

// `head` is the beginning of the input, k_sniff_bytes if there are as many; `content_type` may be empty.
Detected detect(std::string_view head, std::string_view name, std::string_view content_type);

// Whether a file whose content says nothing may be of `kind`, going by its name; for files in folders and archives.
bool name_fits(InputKind kind, std::string_view name);

// One line for a person whose input is of no kind that Familiar reads.
std::string unknown_kind_message(std::string_view name, const Detected& detected);

}  // namespace familiar::gather
