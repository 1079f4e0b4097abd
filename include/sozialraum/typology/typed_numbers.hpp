#pragma once

#include <span>
#include <string>
#include <vector>

#include "sozialraum/indicator/transform.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// How is a value bent before it is standardised?
///
/// A skew indicator (a few communes with very much of it) is made less skew, so that these few do
/// not become a type of their own for that alone.
using Bend = indicator::Transformation;

/// How a value of the office's table became the number that was typed:
/// (bend(value) - mean) / spread * root of the weight.
///
/// Kept with the types, so that next year's value means the same.
struct FrozenIndicator {
  std::string id{};
  Bend bend = Bend::kNone;
  double mean = 0.0;    ///< of the bent values in the year of the fit
  double spread = 1.0;  ///< their standard deviation
  double weight = 1.0;  ///< of the indicator in squared distances
};

/// Areas bent and standardised, and how.
struct TypedAreas {
  std::vector<FrozenIndicator> indicators{};
  std::vector<double> values{};  ///< areas x indicators; NaN where there was none
};

/// Bends and standardises the columns of a table (population standard deviation, by the weights of
/// the points) and multiplies them with the root of the indicator's weight: what is then typed.
/// O(areas x indicators); the same bytes for any order of areas. Throws "length_mismatch" for the
/// lists (one entry an indicator; empty = no bend, weight 1), "not_transformable",
/// "constant_column".
///
///     roots of 1 and 9 are 1 and 3: mean 2, spread 1, so the areas lie at -1 and 1
[[nodiscard]] TypedAreas typed_areas(const Points& raw, std::span<const Bend> bends = {},
                                     std::span<const double> weights = {});

/// Other areas, or those of a later year, as these indicators see them. NaN stays NaN. Throws
/// "not_transformable" naming the areas, "length_mismatch".
[[nodiscard]] std::vector<double> typed_numbers(std::span<const FrozenIndicator> indicators,
                                                const Points& values);

/// The same of bare numbers, rows of one number an indicator, such as draws. Throws
/// "not_transformable" naming the indicator, "length_mismatch" where the last row is not whole.
[[nodiscard]] std::vector<double> typed_numbers(std::span<const FrozenIndicator> indicators,
                                                std::span<const double> values);

/// How far is each typed number from the truth, if the value has this standard error?
///
/// Half the distance between the numbers of value + error and value - error; where the lower one
/// has no number (a logarithm below 0), the distance of the upper one. Without a bend that is
/// error / spread * root of the weight. NaN where value or error is missing. Throws
/// "bad_standard_error" for one below 0, "not_transformable", "length_mismatch".
///
///     the root of 16 with an error of 9: (root of 25 - root of 7) / 2 = 1.18 by a spread of 1
[[nodiscard]] std::vector<double> typed_errors(std::span<const FrozenIndicator> indicators,
                                               std::span<const double> values,
                                               std::span<const double> standard_errors);

/// Which values have these typed numbers? NaN where none has (a root below 0). Throws
/// "length_mismatch".
[[nodiscard]] std::vector<double> untyped_numbers(std::span<const FrozenIndicator> indicators,
                                                  std::span<const double> typed);

}  // namespace sozialraum::typology
