// Counters, gauges and timings in Prometheus' text format.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace familiar::platform {

using Labels = std::map<std::string, std::string>;

// Thread-safe. Names as Prometheus wants them ("familiar_turns_total"); labels have few values, never people's words.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    void count(const std::string& name, const Labels& labels = {}, double by = 1);
    void set(const std::string& name, double value, const Labels& labels = {});
    // A duration in seconds into a histogram.
    void observe(const std::string& name, double seconds, const Labels& labels = {});
    // Everything in Prometheus' text exposition format.
    std::string text() const;

private:
    struct Registry;
    std::unique_ptr<Registry> registry_;
};

}  // namespace familiar::platform
