#include "gather/importer/intake.h"

#include "base/json.h"
#include "base/utf8.h"
#include "base/words.h"
#include "gather/limits.h"
#include "platform/log.h"
#include "platform/random.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <utility>

namespace familiar::gather {

namespace {

constexpr std::chrono::milliseconds k_tell_every{250};

std::size_t bytes_of(const Post& post) { return post.title.size() + post.text.size() + post.attributes.size(); }

void repair(std::string& text) {
    if (!utf8::valid(text)) text = utf8::repaired(text);
    std::erase(text, '\0');
}

void shorten(std::string& text) {
    if (text.size() > k_field_bytes_max) text.resize(utf8::prefix(text, k_field_bytes_max).size());
}

// Ids of foreign systems may be of any length; a digest stands for the long ones, here and where they are referred to.
std::string short_id(std::string id) { return id.size() <= k_id_bytes_max ? std::move(id) : platform::digest(id); }

// The same content from the same author at the same time is the same post, where the source gives no ids.
std::string id_by_content(const Post& post) {
    const std::string at = post.posted_at ? time::rfc3339(*post.posted_at) : "";
    return platform::digest(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", at, post.author.name, post.author.handle, post.url,
                                        post.title, post.text));
}

// Whether fewer people saw the post where it comes from than will see it here, as far as its source says so.
bool was_seen_by_fewer(const Post& post, const Audience& audience) {
    if (audience.kind == AudienceKind::private_to_person) return false;
    if (post.attributes.find("\"visibility\"") == std::string::npos) return false;
    const auto attributes = parse_json(post.attributes);
    const std::string visibility = attributes ? text_at(*attributes, "visibility") : std::string();
    return visibility == "followers" || visibility == "direct" || visibility == "private";
}

// Valid UTF-8 of bounded size in every field, an id, a language.
Post tidied(Post post) {
    for (std::string* text : {&post.external_id, &post.app, &post.author.name, &post.author.handle, &post.title,
                              &post.text, &post.url, &post.reply_to, &post.thread, &post.language, &post.attributes}) {
        repair(*text);
    }
    for (std::string* text : {&post.app, &post.author.name, &post.author.handle}) shorten(*text);
    if (post.url.size() > k_field_bytes_max) post.url.clear();
    if (post.external_id.empty()) post.external_id = id_by_content(post);
    post.external_id = short_id(std::move(post.external_id));
    post.reply_to = short_id(std::move(post.reply_to));
    post.thread = short_id(std::move(post.thread));
    if (post.language.empty()) post.language = language_of(post.text.empty() ? post.title : post.text);
    return post;
}

}  // namespace

Intake::Intake(const Call& call, Options options, Source source, ImportJob job)
    : call_(call),
      options_(std::move(options)),
      source_(std::move(source)),
      job_(std::move(job)),
      stored_before_(job_.position),
      storing_(options_.store, job_) {
    told_at_ = call_.clock().steady();
}

// Whether the record that comes now is one that no earlier run has stored.
bool Intake::is_new() {
    if (++seen_ <= stored_before_) return false;
    ++job_.report.read;
    return true;
}

Result<> Intake::take(Post post) {
    if (!is_new()) return {};
    if (bytes_of(post) > store::k_post_bytes_max) {
        note_broken(fmt::format("record {}", seen_),
                    fmt::format("longer than {} KiB; split it or shorten it", store::k_post_bytes_max >> 10U));
        return {};
    }
    if (post.text.empty() && post.title.empty()) {
        ++job_.report.skipped;
        return {};
    }
    if (was_seen_by_fewer(post, options_.audience)) {
        note_broken(fmt::format("record {}", seen_), "not public where it was posted; import it as private");
        return {};
    }
    post = tidied(std::move(post));
    post.source = source_.id;
    post.audience = options_.audience;
    batch_bytes_ += bytes_of(post);
    batch_.push_back(store::prepared(std::move(post)));
    if (batch_.size() >= k_batch_posts || batch_bytes_ >= k_batch_bytes) return flush();
    return {};
}

void Intake::skip() {
    if (is_new()) ++job_.report.skipped;
}

void Intake::broken(std::string where, std::string reason) {
    if (is_new()) note_broken(std::move(where), std::move(reason));
}

void Intake::note_broken(std::string where, std::string reason) {
    ++job_.report.broken;
    if (job_.report.broken_first.size() >= k_broken_named_max) return;
    repair(where);
    repair(reason);
    shorten(reason);
    job_.report.broken_first.push_back({options_.name + ": " + where, std::move(reason)});
}

void Intake::titled(std::string title) {
    repair(title);
    shorten(title);
    if (source_.title.empty()) source_.title = std::move(title);
}

Result<> Intake::flush() {
    TRY(call_.check());
    TRY(storing_.take(std::exchange(batch_, {}), progress()));
    batch_bytes_ = 0;
    tell();
    return {};
}

void Intake::tell() {
    const auto now = call_.clock().steady();
    if (!options_.progress || now - told_at_ < k_tell_every) return;
    told_at_ = now;
    options_.progress(storing_.stored(), source_);
}

// How far the import is read.
ImportJob Intake::progress() {
    job_.position = std::max(seen_, stored_before_);
    job_.bytes_read = options_.bytes.consumed();
    return job_;
}

Result<> Intake::finish(const Result<>& parsed) {
    constexpr std::string_view k_goes_on = "import it again, it goes on where it stopped";
    Result<> stored = storing_.wait();
    tell();
    const bool stopped = !call_.check().has_value();
    if (stored && !stopped) stored = storing_.finish(std::exchange(batch_, {}), progress());
    if (!stored) {
        store_error_ = stored.error();
        const auto closed = close(ImportState::failed, fmt::format("{} Then {}.", store_error_->text(), k_goes_on));
        if (!closed)
            platform::log(platform::LogLevel::warning, "import {}: {}", to_text(job_.id), closed.error().text());
        return Failure(*store_error_);
    }
    if (stopped || !call_.check()) {
        return close(ImportState::interrupted, fmt::format("it was stopped; {}", k_goes_on));
    }
    if (!parsed) return close(ImportState::failed, parsed.error().text());
    if (job_.report.read > 0 && job_.report.broken == job_.report.read) {
        const BrokenRecord& first = job_.report.broken_first.front();
        return close(ImportState::failed, fmt::format("none of its {} records could be read; the first is {}: {}",
                                                      job_.report.read, first.where, first.reason));
    }
    return close(ImportState::done, {});
}

// What failed by its content is read from the start next time, also by a newer program that may understand it.
Result<> Intake::close(ImportState state, std::string message) {
    job_ = storing_.stored();
    job_.state = state;
    if (state == ImportState::failed && !store_error_) job_.position = 0;
    job_.message = std::move(message);
    job_.ended_at = call_.clock().now();
    return options_.store.finish_import(job_);
}

}  // namespace familiar::gather
