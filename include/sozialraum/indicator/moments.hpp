#pragma once

#include <cstddef>
#include <limits>
#include <span>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/indicator/counts.hpp"

namespace sozialraum::indicator {

/// Where is the middle of a column, and how far do its areas lie from it?
///
/// The weights say how often a row counts: inhabitants, the base of a rate, or 1.
struct Moments {
  double mean = std::numeric_limits<double>::quiet_NaN();      ///< Σ w x / Σ w
  double variance = std::numeric_limits<double>::quiet_NaN();  ///< Σ w (x - mean)² / Σ w
  double squares = 0.0;                                        ///< Σ w (x - mean)²
  double total = 0.0;                                          ///< Σ w x; of rates Σ count
  double weight = 0.0;                                         ///< Σ w; of rates Σ base
  std::size_t rows = 0;                                        ///< with a value and a weight
  double lowest = std::numeric_limits<double>::infinity();     ///< of the values
  double highest = -std::numeric_limits<double>::infinity();

  /// All rows have one value: its mean is that value and its variance exactly 0.
  [[nodiscard]] bool constant() const noexcept { return rows > 0 && lowest == highest; }
};

/// Collects what the mean of a column needs, part by part.
///
/// A column that comes in parts (files, shards, threads) is collected part by part and merged: the
/// sums are exact, so any cut gives the same bytes. Variances need the mean first; so there are two
/// rounds:
///
///     MeanSums sums;                                // one of each part; in round one
///     for (...) sums.add(value, people);
///     all.merge(sums);
///     SpreadSums spread(all.finish());              // one of each part; in round two
///     for (...) spread.add(value, people);
///     all_spread.merge(spread);
///     const Moments moments = all_spread.finish();
///
/// A row without a value (NaN) or without weight is passed over. REQUIRES that w x and w x² are
/// finite.
class MeanSums {
 public:
  /// A value that counts `weight` times.
  void add(double value, double weight = 1.0);
  /// The rate count/base, which weighs its base: the mean is Σ count / Σ base, without a rounded
  /// quotient in between.
  void add_rate(double count, double base);
  void merge(const MeanSums& other);
  /// All but variance and squares. A mean of NaN if no row was added.
  [[nodiscard]] Moments finish() const;

 private:
  void note(double value);

  core::ExactSum total_;
  core::ExactSum weight_;  // of rows that do not weigh 1
  std::size_t ones_ = 0;
  std::size_t rows_ = 0;
  double lowest_ = std::numeric_limits<double>::infinity();
  double highest_ = -std::numeric_limits<double>::infinity();
};

/// Collects what the variance around a mean needs, part by part: the second round of MeanSums.
class SpreadSums {
 public:
  /// `around` is what MeanSums::finish() gave for all parts together.
  explicit SpreadSums(const Moments& around) : moments_(around) {}

  void add(double value, double weight = 1.0);
  /// A count that is an expectation brings its variance along.
  void add_rate(double count, double base, double count_variance = 0.0);
  /// REQUIRES that both stand around the same mean.
  void merge(const SpreadSums& other) { squares_.merge(other.squares_); }
  [[nodiscard]] Moments finish() const;

 private:
  Moments moments_;
  core::ExactSum squares_;
};

/// The moments of a column; an empty list of weights counts every row once. NaN is missing.
/// O(rows). REQUIRES one weight a value, or none, and finite squares.
[[nodiscard]] Moments moments(std::span<const double> values, std::span<const double> weights = {});

/// The moments of the rates count/base, each weighing its base: mean Σ count / Σ base, variance
/// Σ base (rate - mean)² / Σ base. Rows that lack a number or have a base of 0 do not count.
/// Counts that are expectations bring a variance each, which is added to the square of their
/// distance. O(rows). REQUIRES require_counts(), and one variance a count or none.
[[nodiscard]] Moments moments_of_rates(const Counts& counts,
                                       std::span<const double> count_variance = {});

}  // namespace sozialraum::indicator
