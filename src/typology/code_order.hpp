#pragma once

#include <cstddef>
#include <vector>

#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// The areas by rising code: what is done in this order does not depend on that of the input.
/// One look at the codes if they rise already, as they mostly do.
[[nodiscard]] std::vector<std::size_t> areas_by_code(const Points& points);

}  // namespace sozialraum::typology
