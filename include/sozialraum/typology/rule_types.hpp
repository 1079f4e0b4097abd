#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::typology {

/// Where one class of an indicator ends and the next begins.
struct ClassLimit {
  double value = 0.0;
  bool at_belongs_above = false;  ///< whose class is a value exactly on it? false: "up to 1"
};

/// One side of the table: an indicator, cut into classes from low to high.
struct RuleAxis {
  std::string name{};
  std::span<const double> values{};  ///< per area; NaN = missing
  std::span<const double> errors{};  ///< standard error of each; empty = all are known exactly
  std::vector<ClassLimit> limits{};  ///< rising; n limits make n + 1 classes
};

struct RuleTypeOptions {
  /// The type of each combination of classes, the last axis running fastest; several combinations
  /// may share one. Empty = every combination is a type of its own.
  std::span<const std::uint32_t> types{};
  std::span<const double> weights{};  ///< people per area; empty = every area counts once
  core::RowNames areas{};             ///< what the rows are called in findings
};

/// Of an area whose values do not tell.
inline constexpr std::uint32_t kNoType = std::numeric_limits<std::uint32_t>::max();

struct RuleTypes {
  std::size_t axes = 0;
  std::size_t type_count = 0;
  std::vector<std::uint32_t> classes{};  ///< areas x axes; kNoType where the value is missing
  std::vector<std::uint32_t> types{};    ///< per area; kNoType if missing values leave it open
  /// areas x types; NaN in the rows of areas that lack a value.
  std::vector<double> probability{};
  /// areas x axes: how far the value is from the nearest limit beyond which the *type* is another,
  /// the other values staying; infinite if there is none, NaN without a value.
  std::vector<double> margin{};
  std::vector<std::size_t> sizes{};  ///< per combination: areas
  std::vector<double> weights{};     ///< per combination: people
  std::vector<core::Finding> findings{};
};

/// Which type does a stated rule give each area: status by dynamics, rurality by situation?
///
/// Nothing is found here. Limits are data, known before and the same for every year and place,
/// which is what makes such types comparable and easy to defend; whether areas of one type are
/// alike in anything else they do not say. Berlin's Monitoring Soziale Stadtentwicklung (4 x 3
/// classes of two indices) and the Thünen types of rural areas (rurality by situation; what is not
/// rural is one type whatever its situation) are of this kind.
///
///     status limits -1 (at: above), 1, 1.5; dynamics limits -1 (at: above), 1:
///     status 1.2, dynamics -1.4  ->  class 2 of 0..3, class 0 of 0..2, combination 2 * 3 + 0 = 6
///
/// An area that lacks a value has a type only where all classes of the missing axis share it; the
/// others are told ("no_type", with names). With errors, `probability` is that of each type if the
/// true values are normal around the given ones with these errors, independent between axes: what
/// empirical Bayes gives, or raw values under a flat prior. Without, it is 1 for the own type.
///
/// Throws InvalidInput "no_areas", "length_mismatch", "negative_weight", "bad_standard_error"
/// (negative, or not finite beside a value), "invalid_argument" (no axis; limits that do not rise;
/// infinite values; more than 4,096 combinations; types with gaps in their numbers).
/// O(areas * (combinations + axes)).
[[nodiscard]] RuleTypes rule_types(std::span<const RuleAxis> axes,
                                   const RuleTypeOptions& options = {});

}  // namespace sozialraum::typology
