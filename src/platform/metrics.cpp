#include "platform/metrics.h"

#include "platform/mutex.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace familiar::platform {

struct Metrics::Registry {
    prometheus::Registry registry;
};

Metrics::Metrics() : registry_(std::make_unique<Registry>()) {}
Metrics::~Metrics() = default;

// A family that is registered again under the same name is the same family: prometheus-cpp merges it.
void Metrics::count(const std::string& name, const Labels& labels, double by) {
    prometheus::BuildCounter().Name(name).Register(registry_->registry).Add(labels).Increment(by);
}

void Metrics::set(const std::string& name, double value, const Labels& labels) {
    prometheus::BuildGauge().Name(name).Register(registry_->registry).Add(labels).Set(value);
}

void Metrics::observe(const std::string& name, double seconds, const Labels& labels) {
    static const prometheus::Histogram::BucketBoundaries k_buckets = {0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1,
                                                                      0.2,   0.5,   1,     2,    5,    10,   30};
    prometheus::BuildHistogram().Name(name).Register(registry_->registry).Add(labels, k_buckets).Observe(seconds);
}

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_->registry.Collect()); }

}  // namespace familiar::platform
