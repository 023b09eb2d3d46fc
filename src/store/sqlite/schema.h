// The schemas of the two kinds of files, as numbered migrations. A landed migration is never changed.
#pragma once

#include <span>
#include <string_view>

namespace familiar::store::sqlite {

std::span<const std::string_view> common_migrations();
std::span<const std::string_view> person_migrations();

}  // namespace familiar::store::sqlite
