#include "answer/compute.h"

#include "answer/compute/arithmetic.h"
#include "answer/compute/clock_questions.h"
#include "answer/compute/conversion.h"
#include "answer/compute/date_questions.h"
#include "answer/compute/number_words.h"
#include "answer/compute/shell.h"
#include "answer/compute/shopping_questions.h"
#include "answer/compute/translate.h"

namespace familiar::answer {

namespace computing {

namespace {

// The definitions that are installed on this machine, read once and never changed afterwards.
const UnitTable& installed_units() {
    static const std::shared_ptr<const UnitTable> k_table = read_units(k_units_file);
    return *k_table;
}

// The kinds in turn, the most particular first. Each reads the whole question or leaves it.
std::optional<Computation> answered(std::span<const Token> question, const ComputeContext& context) {
    const CivilDate today = time::civil(context.now, context.time_zone).date;
    const auto units = [&]() -> const UnitTable& { return context.units ? *context.units : installed_units(); };
    if (question.empty()) return std::nullopt;
    if (auto answer = bill(question)) return answer;
    if (auto answer = cheaper_offer(question, units)) return answer;
    if (auto answer = unit_price(question, units)) return answer;
    if (auto answer = price_change(question)) return answer;
    if (auto answer = percentage(question)) return answer;
    if (auto answer = arithmetic(question)) return answer;
    if (auto answer = gathering(question)) return answer;
    if (auto answer = clock_elsewhere(question, context)) return answer;
    if (auto answer = clock_later(question, context)) return answer;
    if (auto answer = day_count(question, today)) return answer;
    if (auto answer = which_day(question, today)) return answer;
    if (auto answer = calendar_fact(question, today)) return answer;
    if (auto answer = exchange_refused(question)) return answer;
    const auto asked = read_conversion(question);
    return asked ? convert(*asked, units()) : std::nullopt;
}

std::optional<Computation> answered(const Tokens& tokens, const ComputeContext& context) {
    const Tokens question = with_number_words(tokens);
    return answered(without_politeness(question), context);
}

}  // namespace

}  // namespace computing

std::shared_ptr<const computing::UnitTable> read_units(const std::filesystem::path& definitions) {
    return std::make_shared<const computing::UnitTable>(computing::UnitTable::read(definitions));
}

std::optional<Computation> compute(std::string_view question, const ComputeContext& context) {
    using computing::Separators;
    if (auto answer = computing::answered(computing::tokens_of(question, Separators::point_decimal), context))
        return answer;
    const computing::Tokens tokens = computing::tokens_of(question, Separators::comma_decimal);
    for (const auto book : computing::phrase_books()) {
        const auto english = computing::translated(tokens, book);
        if (!english) continue;
        if (auto answer = computing::answered(*english, context)) return answer;
    }
    return std::nullopt;
}

}  // namespace familiar::answer
