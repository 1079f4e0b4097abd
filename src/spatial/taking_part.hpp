#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::spatial {

/// Refuses the argument "values".
[[noreturn]] void refuse_values(std::string code, std::string message, std::string hint,
                                std::vector<std::string> areas = {});

/// Throws "not_finite", "length_mismatch", "state_disagrees" and what is too large.
void require_one_per_area(const core::Cells& values, const Weights& weights);

/// The areas that take part, with the weights among them.
struct Part {
  std::vector<double> values{};
  std::vector<std::size_t> area{};  ///< row of each in the input
  std::vector<std::vector<Neighbour>> rows{};
  std::vector<core::Finding> findings{};
};

/// Those with a value and a link to one that has; the others are told ("missing_values",
/// "islands").
[[nodiscard]] Part those_that_take_part(const core::Cells& values, const Weights& weights);

[[nodiscard]] std::vector<std::string> sorted_codes(const Weights& weights,
                                                    std::span<const std::size_t> rows);

/// Every row of neighbours divided by its sum.
void row_standardise(std::vector<std::vector<Neighbour>>& rows);

/// Deviations from the mean, whatever the order of the rows.
[[nodiscard]] std::vector<double> deviations(const std::vector<double>& values);

}  // namespace sozialraum::spatial
