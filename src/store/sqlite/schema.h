// The schemas of the two kinds of files, as numbered migrations. A landed migration is never changed.
#pragma once

#include "store/sqlite/database.h"

#include <span>

namespace familiar::store::sqlite {

std::span<const Migration> common_migrations();
std::span<const Migration> person_migrations();

}  // namespace familiar::store::sqlite
