#pragma once

#include <span>
#include <string>
#include <vector>

namespace sozialraum::typology {

/// How much does a column weigh, so that every dimension weighs the same?
///
/// Five indicators of age and one of income would else make types of age. The weight of a column is
/// columns / (dimensions * columns of its dimension): the columns of each dimension add up to the
/// same, and the mean weight is 1.
///
///     age, age, age, income   ->   2/3, 2/3, 2/3, 2
///
/// Distances take the weight by multiplying the column with its root. O(columns log dimensions).
[[nodiscard]] std::vector<double> dimension_weights(std::span<const std::string> dimensions);

}  // namespace sozialraum::typology
