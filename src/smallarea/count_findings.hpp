#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/prior.hpp"

namespace sozialraum::smallarea {

// What all methods say about counts and bases, in one place.

/// As stated, or what the model implies: persons among persons are a part of the base.
[[nodiscard]] indicator::CountBound bound_of(Model model,
                                             const std::optional<indicator::CountBound>& stated);

/// Throws InvalidInput unless there is one variance a count, or none, and none is below 0.
void require_count_variance(const indicator::Counts& counts, std::span<const double> variance);

/// "empty_base" for areas with a base of 0, which get `instead`; "cases_without_base".
void tell_empty_bases(const indicator::Counts& counts, std::string_view instead,
                      std::vector<core::Finding>& findings);

/// "count_above_base", where nobody said whether that is an error.
void tell_counts_above_base(const indicator::Counts& counts, std::vector<core::Finding>& findings);

}  // namespace sozialraum::smallarea
