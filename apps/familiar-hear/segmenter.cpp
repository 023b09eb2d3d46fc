#include "segmenter.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace familiar::hear {

namespace {

constexpr std::size_t k_utterance_frames =
    static_cast<std::size_t>(k_utterance_time_max.count()) * k_rate / k_frame_samples;
// A long utterance is cut at the first short pause of its last third.
constexpr std::size_t k_cut_looked_for_from = k_utterance_frames * 2 / 3;
constexpr std::size_t k_cut_pause_frames = 15;

double deviation(const std::vector<double>& values) {
    if (values.empty()) return 0;
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double sum = 0;
    for (const double value : values) sum += (value - mean) * (value - mean);
    return std::sqrt(sum / count);
}

}  // namespace

void Segmenter::take(std::span<const std::int16_t> samples) {
    rest_.insert(rest_.end(), samples.begin(), samples.end());
    std::size_t done = 0;
    for (; rest_.size() - done >= k_frame_samples; done += k_frame_samples)
        take_frame(std::span(rest_).subspan(done, k_frame_samples));
    rest_.erase(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(done));
}

void Segmenter::finish() {
    if (!rest_.empty()) {
        rest_.resize(k_frame_samples, 0);
        take_frame(rest_);
        rest_.clear();
    }
    if (speaks_) end(false);
}

void Segmenter::take_frame(std::span<const std::int16_t> frame) {
    const FrameVerdict verdict = detector_.hear(frame);
    samples_ += static_cast<std::int64_t>(frame.size());
    if (!speaks_) {
        before_.emplace_back(frame.begin(), frame.end());
        if (before_.size() > k_frames_before_speech + k_frames_looked_at) before_.pop_front();
        looked_at_.push_back(verdict);
        if (looked_at_.size() > k_frames_looked_at) looked_at_.pop_front();
        const auto speech = std::ranges::count_if(looked_at_, &FrameVerdict::is_speech);
        if (static_cast<std::size_t>(speech) >= k_frames_to_begin) begin();
        return;
    }
    listener_.goes_on(frame);
    ++frames_;
    voiced_frames_ += verdict.is_voiced ? 1 : 0;
    if (verdict.is_speech) levels_.push_back(verdict.level_decibel);
    quiet_frames_ = verdict.is_speech ? 0 : quiet_frames_ + 1;
    if (quiet_frames_ >= k_frames_to_end) return end(false);
    const bool may_cut = frames_ >= k_cut_looked_for_from && quiet_frames_ >= k_cut_pause_frames;
    if (may_cut || frames_ >= k_utterance_frames) end(true);
}

void Segmenter::begin() {
    speaks_ = true;
    quiet_frames_ = 0;
    frames_ = before_.size();
    voiced_frames_ = static_cast<std::size_t>(std::ranges::count_if(looked_at_, &FrameVerdict::is_voiced));
    levels_.clear();
    for (const FrameVerdict& verdict : looked_at_) {
        if (verdict.is_speech) levels_.push_back(verdict.level_decibel);
    }
    listener_.begins(samples_ - static_cast<std::int64_t>(before_.size() * k_frame_samples));
    for (const std::vector<std::int16_t>& frame : before_) listener_.goes_on(frame);
    before_.clear();
    looked_at_.clear();
}

void Segmenter::end(bool was_cut) {
    speaks_ = false;
    listener_.ends({.speech_ended = samples_ - static_cast<std::int64_t>(quiet_frames_ * k_frame_samples),
                    .has_voice = has_voice(),
                    .was_cut = was_cut});
}

bool Segmenter::has_voice() const {
    return voiced_frames_ >= k_voiced_frames_min && deviation(levels_) >= k_level_change_min_decibel;
}

}  // namespace familiar::hear
