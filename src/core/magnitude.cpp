#include "sozialraum/core/magnitude.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

void refuse_magnitude(double value, const std::string& argument, const std::string& area,
                      const std::string& column) {
  const bool large = std::abs(value) > kLargestMagnitude;
  throw InvalidInput(
      {.code = "number_out_of_range",
       .severity = Severity::kWarning,
       .message = fmt::format("{} in {} is too {} to be reckoned with: its square is no number{}",
                              value, area, large ? "large" : "small",
                              large ? "" : ", and it is the largest of all"),
       .place = {.argument = argument, .column = column, .area = area},
       .hint = large ? "check this value, or take a larger unit" : "take a smaller unit",
       .areas = {area}});
}

void require_magnitude(std::span<const double> values, const std::string& argument,
                       const RowNames& areas) {
  double largest = 0.0;
  std::size_t row = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double size = std::abs(values[i]);
    if (!(size > largest)) continue;
    largest = size;
    row = i;
  }
  const bool small = largest > 0.0 && largest < kLeastMagnitude;
  if (small || largest > kLargestMagnitude) refuse_magnitude(values[row], argument, areas[row]);
}

}  // namespace sozialraum::core
