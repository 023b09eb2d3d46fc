// Who may see something. Private things live in one person's file; public and circle things in the common file.
#pragma once

#include "base/id.h"

#include <string>
#include <vector>

namespace familiar {

struct Circle;
using CircleId = Id<Circle>;

enum class AudienceKind { private_to_person, circle, everyone };

struct Audience {
    AudienceKind kind = AudienceKind::private_to_person;
    CircleId circle;  // only for AudienceKind::circle

    static Audience only_me() { return {}; }
    static Audience everyone() { return {AudienceKind::everyone, {}}; }
    static Audience of(CircleId circle) { return {AudienceKind::circle, circle}; }
    friend bool operator==(const Audience&, const Audience&) = default;
};

}  // namespace familiar
