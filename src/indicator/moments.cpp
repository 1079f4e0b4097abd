#include "sozialraum/indicator/moments.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace sozialraum::indicator {

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
  // A mean of equal numbers may be rounded, and their variance would be a crumb.
  if (rows_ > 0) result.mean = result.constant() ? lowest_ : result.total / result.weight;
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

Moments moments(std::span<const double> values, std::span<const double> weights) {
  assert(weights.empty() || weights.size() == values.size());
  const auto weight = [&](std::size_t i) { return weights.empty() ? 1.0 : weights[i]; };
  MeanSums sums;
  for (std::size_t i = 0; i < values.size(); ++i) sums.add(values[i], weight(i));
  SpreadSums spread(sums.finish());
  for (std::size_t i = 0; i < values.size(); ++i) spread.add(values[i], weight(i));
  return spread.finish();
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
