#include "typology/prices.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {

Prices::Prices(const Items& items, std::span<const Range> ranges, std::size_t types)
    : items_(items), ranges_(ranges), types_(types), prices_(types * ranges.size(), 0.0) {}

void Prices::take(std::span<const double> costs) {
  reduced_.assign(costs.begin(), costs.end());
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t j = 0; j < types_; ++j) {
      for (std::size_t b = 0; b < ranges_.size(); ++b) {
        reduced_[i * types_ + j] -= items_.of(i, b) * price(j, b);
      }
    }
  }
}

std::vector<std::uint32_t> Prices::assignment() const {
  std::vector<std::uint32_t> types(items_.count);
  for (std::size_t i = 0; i < items_.count; ++i) {
    const auto row = std::span(reduced_).subspan(i * types_, types_);
    types[i] = static_cast<std::uint32_t>(std::ranges::min_element(row) - row.begin());
  }
  return types;
}

std::vector<double> Prices::totals() const {
  std::vector<double> totals(types_ * ranges_.size(), 0.0);
  const std::vector<std::uint32_t> types = assignment();
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t b = 0; b < ranges_.size(); ++b) {
      totals[types[i] * ranges_.size() + b] += items_.of(i, b);
    }
  }
  return totals;
}

double Prices::bound() const {
  double sum = 0.0;
  for (std::size_t i = 0; i < items_.count; ++i) {
    sum += std::ranges::min(std::span(reduced_).subspan(i * types_, types_));
  }
  for (std::size_t c = 0; c < prices_.size(); ++c) {
    const Range& range = ranges_[c % ranges_.size()];
    if (prices_[c] != 0.0) sum += prices_[c] * (prices_[c] > 0.0 ? range.least : range.most);
  }
  return sum;
}

/// Price by price the bound is a concave function made of straight pieces: its top lies where
/// the type's total passes the floor (or the ceiling) as items come in at rising prices.
double Prices::best_price(std::size_t type, std::size_t bound) {
  offers_.clear();
  const double now = price(type, bound);
  double at_zero = 0.0;
  for (std::size_t i = 0; i < items_.count; ++i) {
    const double count = items_.of(i, bound);
    if (count == 0.0) continue;
    const double* row = &reduced_[i * types_];
    double other = std::numeric_limits<double>::infinity();
    for (std::size_t l = 0; l < types_; ++l) {
      if (l != type) other = std::min(other, row[l]);
    }
    const double comes_at = now + (row[type] - other) / count;
    offers_.emplace_back(comes_at, count);
    if (comes_at <= 0.0) at_zero += count;
  }
  const Range& range = ranges_[bound];
  const bool needs = range.shortfall(at_zero) > 0.0;
  if (!needs && range.excess(at_zero) == 0.0) return 0.0;
  std::ranges::sort(offers_);
  double total = 0.0;
  for (const auto& [comes_at, count] : offers_) {
    total += count;
    if (needs && range.shortfall(total) == 0.0) return std::max(comes_at, 0.0);
    if (!needs && range.excess(total) > 0.0) return std::min(comes_at, 0.0);
  }
  return now;  // only if the totals of all areas do not suffice
}

bool Prices::settle_one(std::size_t type, std::size_t bound) {
  const double best = best_price(type, bound);
  const double rise = best - price(type, bound);
  if (rise == 0.0) return false;
  price(type, bound) = best;
  for (std::size_t i = 0; i < items_.count; ++i) {
    reduced_[i * types_ + type] -= items_.of(i, bound) * rise;
  }
  return true;
}

void Prices::settle(std::span<const double> costs, std::size_t rounds) {
  take(costs);
  if (types_ == 1) return;
  for (std::size_t round = 0; round < rounds; ++round) {
    bool changed = false;
    for (std::size_t j = 0; j < types_; ++j) {
      for (std::size_t b = 0; b < ranges_.size(); ++b) {
        const double total = totals()[j * ranges_.size() + b];
        if (price(j, b) == 0.0 && ranges_[b].miss(total) == 0.0) continue;
        changed = settle_one(j, b) || changed;
      }
    }
    if (!changed) return;
  }
}

double Prices::improve(std::span<const double> costs, double known, std::size_t steps) {
  take(costs);
  double best = bound();
  double stride = 1.0;
  std::size_t since = 0;
  std::vector<double> scale(ranges_.size(), 0.0);
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t b = 0; b < scale.size(); ++b) scale[b] += items_.of(i, b);
  }
  for (std::size_t step = 0; step < steps && best < known; ++step) {
    const std::vector<double> total = totals();
    std::vector<double> slope(prices_.size(), 0.0);
    double squares = 0.0;
    for (std::size_t c = 0; c < slope.size(); ++c) {
      const Range& range = ranges_[c % scale.size()];
      const double whole = scale[c % scale.size()];
      if (prices_[c] > 0.0 || range.shortfall(total[c]) > 0.0) slope[c] = range.least - total[c];
      if (prices_[c] < 0.0 || range.excess(total[c]) > 0.0) slope[c] = range.most - total[c];
      if (whole > 0.0) squares += slope[c] / whole * (slope[c] / whole);
    }
    if (squares == 0.0) break;
    const double length = stride * (known - best) / squares;
    for (std::size_t c = 0; c < slope.size(); ++c) {
      const double whole = scale[c % scale.size()];
      if (slope[c] == 0.0 || whole == 0.0) continue;
      const double moved = prices_[c] + length * slope[c] / (whole * whole);
      // A price does not jump over 0: there the bound it pays for changes.
      prices_[c] = prices_[c] * moved < 0.0 ? 0.0 : moved;
    }
    take(costs);
    const double now = bound();
    since = now > best ? 0 : since + 1;
    best = std::max(best, now);
    if (since < 8) continue;
    stride /= 2.0;
    since = 0;
  }
  return best;
}

}  // namespace sozialraum::typology
