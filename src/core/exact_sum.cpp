#include "sozialraum/core/exact_sum.hpp"

#include <cassert>
#include <cmath>
#include <utility>

namespace sozialraum::core {

void ExactSum::add(double x) {
  assert(std::isfinite(x));
  std::size_t kept = 0;
  for (double partial : partials_) {
    if (std::abs(x) < std::abs(partial)) std::swap(x, partial);
    const double high = x + partial;
    const double low = partial - (high - x);
    if (low != 0.0) partials_[kept++] = low;
    x = high;
  }
  partials_.resize(kept);
  partials_.push_back(x);
}

void ExactSum::merge(const ExactSum& other) {
  for (const double partial : other.partials_) add(partial);
}

double ExactSum::value() const {
  if (partials_.empty()) return 0.0;
  std::size_t i = partials_.size() - 1;
  double sum = partials_[i];
  double low = 0.0;
  while (i > 0) {
    const double x = sum;
    const double y = partials_[--i];
    sum = x + y;
    low = y - (sum - x);
    if (low != 0.0) break;
  }
  // `low` is exactly half a unit in the last place: the next partial decides the direction.
  if (i > 0 && ((low < 0.0 && partials_[i - 1] < 0.0) || (low > 0.0 && partials_[i - 1] > 0.0))) {
    const double twice = low * 2.0;
    const double rounded = sum + twice;
    if (twice == rounded - sum) sum = rounded;
  }
  return sum;
}

double exact_sum(std::span<const double> values) {
  ExactSum sum;
  for (const double x : values) sum.add(x);
  return sum.value();
}

}  // namespace sozialraum::core
