#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {

/// How many starts reached the best cost, but for a millionth of it?
[[nodiscard]] std::size_t reached_best(std::span<const double> costs, double best);

/// "best_reached_once" if of several starts only one reached the best partition.
[[nodiscard]] std::vector<core::Finding> best_reached_once(std::size_t reached, std::size_t starts);

}  // namespace sozialraum::typology
