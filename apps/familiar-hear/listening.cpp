#include "listening.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

namespace familiar::hear {

namespace {

std::chrono::milliseconds time_of(std::int64_t samples) { return std::chrono::milliseconds(samples * 1000 / k_rate); }

constexpr std::size_t k_partial_samples = static_cast<std::size_t>(k_partial_every.count()) * k_rate / 1000;

}  // namespace

// A recogniser with a thread of its own that does one piece of work after the other.
class Listening::Listener {
public:
    explicit Listener(Recogniser& recogniser) : recogniser_(recogniser), thread_([this] { work(); }) {}
    ~Listener() {
        post({});
        thread_.join();
    }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    void begin() {
        post([this] {
            recogniser_.begin();
            heard_ = 0;
        });
    }
    // Tells the text from time to time, where there is somebody to tell.
    void take(std::vector<std::int16_t> samples, const std::function<void(const std::string&)>& partial) {
        post([this, samples = std::move(samples), partial] {
            recogniser_.take(samples);
            heard_ += samples.size();
            if (!partial || heard_ < k_partial_samples) return;
            heard_ = 0;
            partial(recogniser_.text_so_far());
        });
    }
    std::future<Hypothesis> end() {
        return ask([this] { return recogniser_.end(); });
    }
    std::future<Hypothesis> recognise(std::span<const std::int16_t> samples) {
        return ask([this, samples] { return recogniser_.recognise(samples); });
    }

private:
    using Work = std::function<void()>;

    std::future<Hypothesis> ask(std::function<Hypothesis()> question) {
        auto answer = std::make_shared<std::promise<Hypothesis>>();
        post([answer, question = std::move(question)] { answer->set_value(question()); });
        return answer->get_future();
    }
    void post(Work work) {
        const std::lock_guard lock(mutex_);
        queue_.push_back(std::move(work));
        changed_.notify_one();
    }
    void work() {
        while (true) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return !queue_.empty(); });
            const Work next = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            if (!next) return;
            next();
        }
    }

    Recogniser& recogniser_;
    std::size_t heard_ = 0;  // samples since the last partial text; of the thread
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Work> queue_;
    std::thread thread_;
};

std::size_t surest(std::span<const Hypothesis> hypotheses) {
    return static_cast<std::size_t>(std::ranges::max_element(hypotheses, {}, &Hypothesis::confidence) -
                                    hypotheses.begin());
}

Listening::Listening(std::vector<Recogniser*> recognisers, bool is_stream, ListeningEvents events, Choice choice)
    : is_stream_(is_stream), events_(std::move(events)), choice_(std::move(choice)), segmenter_(*this) {
    for (Recogniser* recogniser : recognisers) listeners_.push_back(std::make_unique<Listener>(*recogniser));
}
Listening::~Listening() = default;

void Listening::take(std::span<const std::int16_t> samples) {
    samples_ += static_cast<std::int64_t>(samples.size());
    segmenter_.take(samples);
}

Heard Listening::finish() {
    segmenter_.finish();
    heard_.duration = time_of(samples_);
    return std::move(heard_);
}

void Listening::begins(std::int64_t sample) {
    begin_ = sample;
    utterance_.clear();
    if (events_.speech) events_.speech(true, time_of(sample));
    if (!is_stream_) return;
    for (const auto& listener : listeners_) listener->begin();
}

void Listening::goes_on(std::span<const std::int16_t> samples) {
    utterance_.insert(utterance_.end(), samples.begin(), samples.end());
    if (!is_stream_ || utterance_.size() < k_rate / 10) return;
    // Whoever listens last shows what it understands: it is the one that knows the person's world.
    std::function<void(const std::string&)> partial;
    for (const auto& listener : listeners_) {
        if (listener == listeners_.back() && events_.partial) {
            partial = [this, before = text_](const std::string& text) {
                events_.partial(before.empty() || text.empty() ? before + text : before + ' ' + text);
            };
        }
        listener->take(utterance_, partial);
    }
    utterance_.clear();
}

void Listening::ends(const End& end) {
    if (events_.speech) events_.speech(false, time_of(end.speech_ended));
    std::vector<std::future<Hypothesis>> waiting;
    for (const auto& listener : listeners_) {
        if (is_stream_) {
            if (!utterance_.empty()) listener->take(utterance_, {});
            waiting.push_back(listener->end());
        } else if (end.has_voice) {
            waiting.push_back(listener->recognise(utterance_));
        }
    }
    std::vector<Hypothesis> hypotheses;
    for (auto& one : waiting) hypotheses.push_back(one.get());
    utterance_.clear();
    if (end.has_voice) keep(std::move(hypotheses));
}

void Listening::keep(std::vector<Hypothesis> hypotheses) {
    for (Hypothesis& one : hypotheses) {
        for (SpokenWord& word : one.words) {
            word.begin += time_of(begin_);
            word.end += time_of(begin_);
        }
    }
    const Hypothesis& chosen = hypotheses[choice_(hypotheses)];
    if (chosen.words.empty()) return;
    text_ += (text_.empty() ? "" : " ") + chosen.text;
    heard_.utterances.push_back(chosen);
    heard_.all.push_back(std::move(hypotheses));
    if (is_stream_ && events_.partial) events_.partial(text_);
}

}  // namespace familiar::hear
