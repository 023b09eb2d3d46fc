#include "audience_text.h"

#include <algorithm>
#include <fmt/format.h>

namespace familiar::app {

namespace {
constexpr std::string_view k_circle = "circle:";
}

Result<Audience> audience_from(store::Archive& archive, PersonId person, const std::string& text) {
    if (text == "private") return Audience::only_me();
    if (text == "public") return Audience::everyone();
    if (text.starts_with(k_circle)) {
        return Audience::of(TRY(circle_named(archive, person, text.substr(k_circle.size()))).id);
    }
    return fail(ErrorCode::invalid_argument,
                fmt::format("\"{}\" is no audience. Use private, public or circle:NAME.", text));
}

Result<std::string> audience_text(store::Archive& archive, PersonId person, const Audience& audience) {
    if (audience.kind == AudienceKind::private_to_person) return std::string("private");
    if (audience.kind == AudienceKind::everyone) return std::string("public");
    for (const Circle& circle : TRY(archive.common().circles_of(person))) {
        if (circle.id == audience.circle) return std::string(k_circle) + circle.name;
    }
    return std::string("circle");
}

Result<Circle> circle_named(store::Archive& archive, PersonId person, const std::string& name) {
    const std::vector<Circle> circles = TRY(archive.common().circles_of(person));
    const auto found = std::ranges::find(circles, name, &Circle::name);
    if (found != circles.end()) return *found;
    return fail(ErrorCode::not_found,
                fmt::format("You are in no circle called \"{0}\". Make it with: familiar circles add {0}", name));
}

}  // namespace familiar::app
