// Open-weight models that are good for Familiar, as data: where they come from, how large they are, what they need and
// what they are good for. Sizes and memory are estimates for the list: a pull asks the hub for the sizes, and the file
// tells its need.
#pragma once

#include "infer/models/models.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace familiar::infer {

struct CatalogueEntry {
    std::string_view name;  // `familiar models pull NAME`
    std::string_view title;
    std::string_view source;  // "hf:owner/repo:quant"
    ModelWork work;
    bool sees_pictures;
    std::int64_t file_bytes;    // with what makes pictures readable
    std::int64_t memory_bytes;  // with 16,384 tokens of context
    std::string_view good_for;
    std::string_view licence;
};

std::span<const CatalogueEntry> catalogue();
const CatalogueEntry* find_in_catalogue(std::string_view name);

// How a model stands to a machine's memory, of which the system and everything else need a part too.
enum class Fit { well, barely, not_at_all };
Fit fit_of(std::int64_t memory_need_bytes, std::int64_t machine_memory_bytes);

}  // namespace familiar::infer
