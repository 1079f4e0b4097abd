#include "sozialraum/indicator/moments.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "sozialraum/core/exact_batch.hpp"

namespace sozialraum::indicator {
namespace {

/// A mean of equal numbers may be rounded, and their variance would be a crumb.
double mean_from(const Moments& sums) {
  return sums.constant() ? sums.lowest : sums.total / sums.weight;
}

}  // namespace

void MeanSums::note(double value) {
  ++rows_;
  lowest_ = std::min(lowest_, value);
  highest_ = std::max(highest_, value);
}

void MeanSums::add(double value, double weight) {
  if (std::isnan(value) || !(weight > 0.0)) return;
  total_.add(weight * value);
  if (weight == 1.0) {
    ++ones_;
  } else {
    weight_.add(weight);
  }
  note(value);
}

void MeanSums::add_rate(double count, double base) {
  if (std::isnan(count) || !(base > 0.0)) return;
  total_.add(count);
  weight_.add(base);
  note(count / base);
}

void MeanSums::merge(const MeanSums& other) {
  total_.merge(other.total_);
  weight_.merge(other.weight_);
  ones_ += other.ones_;
  rows_ += other.rows_;
  lowest_ = std::min(lowest_, other.lowest_);
  highest_ = std::max(highest_, other.highest_);
}

Moments MeanSums::finish() const {
  core::ExactSum weight = weight_;
  weight.add(static_cast<double>(ones_));
  Moments result{.total = total_.value(),
                 .weight = weight.value(),
                 .rows = rows_,
                 .lowest = lowest_,
                 .highest = highest_};
  if (rows_ > 0) result.mean = mean_from(result);
  return result;
}

void SpreadSums::add(double value, double weight) {
  if (std::isnan(value) || !(weight > 0.0)) return;
  const double gap = value - moments_.mean;
  squares_.add(weight * (gap * gap));
}

void SpreadSums::add_rate(double count, double base, double count_variance) {
  if (std::isnan(count) || !(base > 0.0)) return;
  add(count / base, base);
  if (count_variance > 0.0) squares_.add(count_variance / base);
}

Moments SpreadSums::finish() const {
  Moments result = moments_;
  if (result.rows == 0) return result;
  result.squares = squares_.value();
  result.variance = result.squares / result.weight;
  return result;
}

namespace {

// A column is read block by block: rows without a value or a weight become terms of 0, which no
// exact sum feels.
constexpr std::size_t kBlock = 1024;
using Block = std::array<double, kBlock>;

double weight_of(std::span<const double> weights, std::size_t row) {
  return weights.empty() ? 1.0 : weights[row];
}

/// Calls use(first row, number of rows) for each block.
template <class Use>
void each_block(std::size_t rows, Use use) {
  for (std::size_t from = 0; from < rows; from += kBlock) use(from, std::min(kBlock, rows - from));
}

/// What MeanSums makes of a whole column.
Moments mean_of(std::span<const double> values, std::span<const double> weights) {
  core::ExactSum total;
  core::ExactSum weight;
  Moments result;
  Block terms;
  Block heavy;
  each_block(values.size(), [&](std::size_t from, std::size_t rows) {
    std::size_t known_rows = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      const double value = values[from + i];
      const double mass = weight_of(weights, from + i);
      const bool known = value == value && mass > 0.0;
      terms[i] = known ? mass * value : 0.0;
      heavy[i] = known ? mass : 0.0;
      known_rows += known ? 1U : 0U;
      result.lowest = known && value < result.lowest ? value : result.lowest;
      result.highest = known && value > result.highest ? value : result.highest;
    }
    result.rows += known_rows;
    const bool plain = weights.empty() && known_rows == rows;
    core::add_all(total, plain ? values.subspan(from, rows) : std::span(terms).first(rows));
    if (!weights.empty()) core::add_all(weight, std::span(heavy).first(rows));
  });
  if (weights.empty()) weight.add(static_cast<double>(result.rows));
  result.total = total.value();
  result.weight = weight.value();
  if (result.rows > 0) result.mean = mean_from(result);
  return result;
}

}  // namespace

Moments moments(std::span<const double> values, std::span<const double> weights) {
  assert(weights.empty() || weights.size() == values.size());
  Moments result = mean_of(values, weights);
  if (result.rows == 0) return result;
  core::ExactSum squares;
  Block terms;
  each_block(values.size(), [&](std::size_t from, std::size_t rows) {
    for (std::size_t i = 0; i < rows; ++i) {
      const double gap = values[from + i] - result.mean;
      const double mass = weight_of(weights, from + i);
      const double term = mass * (gap * gap);
      terms[i] = term == term && mass > 0.0 ? term : 0.0;
    }
    core::add_all(squares, std::span(terms).first(rows));
  });
  result.squares = squares.value();
  result.variance = result.squares / result.weight;
  return result;
}

Moments moments_of_rates(const Counts& counts, std::span<const double> count_variance) {
  assert(count_variance.empty() || count_variance.size() == counts.size());
  MeanSums sums;
  for (std::size_t i = 0; i < counts.size(); ++i) sums.add_rate(counts.count[i], counts.base[i]);
  SpreadSums spread(sums.finish());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    spread.add_rate(counts.count[i], counts.base[i],
                    count_variance.empty() ? 0.0 : count_variance[i]);
  }
  return spread.finish();
}

}  // namespace sozialraum::indicator
