#pragma once

#include "sozialraum/smallarea/fay_herriot.hpp"

namespace sozialraum::smallarea {

// What the models of measured values ask of their rows, in one place.

/// Throws InvalidInput unless there is a variance above 0, or none, for each value.
void require_estimates(const Estimates& estimates);

[[nodiscard]] core::CellState state_of(const Estimates& estimates, std::size_t row);

/// Has the area a value and its variance?
[[nodiscard]] bool is_measured(const Estimates& estimates, std::size_t row);

}  // namespace sozialraum::smallarea
