// Rows for train.py: an id, whether it is the right one, its features.
#pragma once

#include "retrieve/features.h"

#include <fmt/format.h>
#include <fstream>
#include <string>

namespace familiar::bench {

// Writes nothing without a path.
template <class Name>
class FeatureFile {
public:
    explicit FeatureFile(const std::string& path) {
        if (path.empty()) return;
        out_.open(path);
        out_ << "id\tright";
        for (std::size_t f = 0; f < retrieve::FeatureVector<Name>::k_size; ++f)
            out_ << '\t' << name_of(static_cast<Name>(f));
        out_ << '\n';
    }
    void add(const std::string& id, bool right, const retrieve::FeatureVector<Name>& features) {
        if (!out_.is_open()) return;
        out_ << id << '\t' << (right ? 1 : 0);
        for (std::size_t f = 0; f < retrieve::FeatureVector<Name>::k_size; ++f)
            out_ << '\t' << fmt::format("{:.9g}", static_cast<float>(features[static_cast<Name>(f)]));
        out_ << '\n';
    }

private:
    std::ofstream out_;
};

}  // namespace familiar::bench
