#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Is k types more than chance?
struct GapRow {
  std::size_t types = 0;
  double log_within = 0.0;  ///< natural logarithm of the inertia
  double expected = 0.0;    ///< its mean over the references
  double gap = 0.0;         ///< expected - log_within: how much tighter than without types
  double error = 0.0;       ///< standard deviation over the references * sqrt(1 + 1 / references)
};

struct GapOptions {
  std::size_t references = 50;  ///< tables without types to compare with
  std::size_t starts = 10;      ///< of k-means, for the table and for each reference
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// How much tighter are k types than those of tables that have none?
///
/// The gap statistic (Tibshirani, Walther and Hastie 2001): references are drawn evenly from the
/// box of the data, column by column between least and largest value, with the areas' own weights.
/// k = 1 is allowed: it may be the answer. Infinite where an inertia is 0.
///
/// O(references * |types|) runs of k-means, in parallel. Throws as kmeans; "invalid_argument" for
/// less than 2 references or no numbers of types.
[[nodiscard]] std::vector<GapRow> gap_statistic(const Points& points,
                                                std::span<const std::size_t> types,
                                                const GapOptions& options = {});

/// The smallest number of types whose gap is not below that of the next one in the rows by more
/// than its error (the one-standard-error rule); the last if there is none. REQUIRES rising
/// numbers.
[[nodiscard]] std::size_t types_by_one_error(std::span<const GapRow> rows);

}  // namespace sozialraum::typology
