#include "import_report.h"

#include "output.h"
#include "platform/environment.h"

#include <algorithm>
#include <cstdio>

namespace familiar::app {

namespace {

constexpr int k_bar_cells = 24;

std::string bar_of(const ImportJob& job) {
    if (job.bytes <= 0) return {};
    const double share = std::clamp(static_cast<double>(job.bytes_read) / static_cast<double>(job.bytes), 0.0, 1.0);
    const int full = static_cast<int>(share * k_bar_cells);
    return fmt::format("[{}{}] {:3.0f} %  ", std::string(full, '#'), std::string(k_bar_cells - full, '.'), share * 100);
}

Json job_json(const ImportOutcome& outcome) {
    const ImportJob& job = outcome.job;
    Json broken = Json::array();
    for (const BrokenRecord& record : job.report.broken_first)
        broken.push_back({{"where", record.where}, {"reason", record.reason}});
    return {{"id", job.id ? Json(to_text(job.id)) : Json()},
            {"source", job.source ? Json(to_text(job.source)) : Json()},
            {"source_title", outcome.source_title},
            {"kind", outcome.source_kind},
            {"state", name_of(job.state)},
            {"read", job.report.read},
            {"added", job.report.added},
            {"changed", job.report.changed},
            {"unchanged", job.report.unchanged},
            {"skipped", job.report.skipped},
            {"broken", job.report.broken},
            {"broken_first", std::move(broken)},
            {"not_modified", job.report.not_modified},
            {"message", job.message}};
}

std::string counts_of(const ImportReport& report) {
    if (report.not_modified) return "nothing has changed";
    std::string text = fmt::format("{} read", counted(report.read, "record", "records"));
    const auto add = [&](std::int64_t number, std::string_view what) {
        if (number > 0) text += fmt::format(", {} {}", number, what);
    };
    add(report.added, "added");
    add(report.changed, "changed");
    add(report.unchanged, "known already");
    add(report.skipped, "skipped");
    add(report.broken, "broken");
    return text;
}

}  // namespace

ProgressBar::ProgressBar() : visible_(platform::is_terminal(platform::StandardStream::error)) {}

ProgressBar::~ProgressBar() {
    if (drawn_) std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(const ImportJob& job, const Source& source) {
    if (!visible_) return;
    drawn_ = true;
    fmt::print(stderr, "\r\033[K{}{}  {}", bar_of(job), source.title.empty() ? source.locator : source.title,
               counted(job.report.read, "record", "records"));
    std::fflush(stderr);
}

Result<std::vector<ImportOutcome>> run_with_progress(const RunImport& run) {
    ProgressBar bar;
    std::vector<Source> sources;  // of the jobs that have ended, in the order of the jobs
    const auto jobs = TRY(run([&](const ImportJob& job, const Source& source) {
        bar.show(job, source);
        if (job.state != ImportState::running) sources.push_back(source);
    }));
    std::vector<ImportOutcome> outcomes;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        ImportOutcome outcome{jobs[i], {}, {}};
        if (i < sources.size()) {
            outcome.source_title = sources[i].title.empty() ? sources[i].locator : sources[i].title;
            outcome.source_kind = sources[i].kind;
        }
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

void print_outcome(const Invocation& invocation, const ImportOutcome& outcome) {
    if (invocation.json) return print_json(job_json(outcome));
    const ImportJob& job = outcome.job;
    std::string line = outcome.source_title;
    if (!outcome.source_kind.empty()) line += fmt::format(" ({})", outcome.source_kind);
    if (job.state == ImportState::done)
        line += ": " + counts_of(job.report);
    else
        line += fmt::format(": {}; {}", name_of(job.state), counts_of(job.report));
    if (!job.message.empty()) line += ". " + job.message;
    print_line(line, 2);
    for (const BrokenRecord& record : job.report.broken_first)
        print_line(fmt::format("  {}: {}", record.where, record.reason), 4);
    const auto unnamed = job.report.broken - static_cast<std::int64_t>(job.report.broken_first.size());
    if (unnamed > 0) print_line(fmt::format("  and {} more broken", unnamed));
}

bool failed(const ImportOutcome& outcome) {
    const ImportReport& report = outcome.job.report;
    const bool nothing_good =
        report.broken > 0 && report.added + report.changed + report.unchanged + report.skipped == 0;
    return outcome.job.state != ImportState::done || nothing_good;
}

}  // namespace familiar::app
