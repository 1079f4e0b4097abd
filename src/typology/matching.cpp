#include "sozialraum/typology/matching.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::size_t side_of(std::span<const double> weights) {
  const auto n =
      static_cast<std::size_t>(std::llround(std::sqrt(static_cast<double>(weights.size()))));
  if (n * n == weights.size()) return n;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} weights are no square of rows and columns", weights.size()),
       .place = {.argument = "weights"}});
}

void require_finite(std::span<const double> weights) {
  if (std::ranges::all_of(weights, [](double w) { return std::isfinite(w); })) return;
  throw core::InvalidInput({.code = "not_finite",
                            .severity = core::Severity::kWarning,
                            .message = "a weight is missing or infinite",
                            .place = {.argument = "weights"}});
}

/// Rows are matched one after the other along the cheapest alternating path. Row and column 0 are
/// a sentinel: rows and columns count from 1.
class Hungarian {
 public:
  Hungarian(std::span<const double> weights, std::size_t n)
      : weights_(weights), n_(n), row_price_(n + 1), column_price_(n + 1), row_of_(n + 1) {}

  std::vector<std::size_t> solve() {
    for (std::size_t row = 1; row <= n_; ++row) match(row);
    std::vector<std::size_t> column_of(n_);
    for (std::size_t column = 1; column <= n_; ++column)
      column_of[row_of_[column] - 1] = column - 1;
    return column_of;
  }

 private:
  [[nodiscard]] double cost(std::size_t row, std::size_t column) const {
    return -weights_[(row - 1) * n_ + column - 1] - row_price_[row] - column_price_[column];
  }

  void match(std::size_t row) {
    std::vector<double> least(n_ + 1, kInfinity);
    std::vector<std::size_t> before(n_ + 1, 0);
    std::vector<bool> reached(n_ + 1, false);
    row_of_[0] = row;
    std::size_t column = 0;
    do {
      reached[column] = true;
      column = next(column, least, before, reached);
    } while (row_of_[column] != 0);
    for (; column != 0; column = before[column]) row_of_[column] = row_of_[before[column]];
  }

  /// The cheapest column not yet reached; lowers the prices so that reaching it costs nothing.
  std::size_t next(std::size_t from, std::vector<double>& least, std::vector<std::size_t>& before,
                   const std::vector<bool>& reached) {
    double step = kInfinity;
    std::size_t nearest = 0;
    for (std::size_t column = 1; column <= n_; ++column) {
      if (reached[column]) continue;
      const double to_column = cost(row_of_[from], column);
      if (to_column < least[column]) {
        least[column] = to_column;
        before[column] = from;
      }
      if (least[column] < step) {
        step = least[column];
        nearest = column;
      }
    }
    for (std::size_t column = 0; column <= n_; ++column) {
      if (reached[column]) {
        row_price_[row_of_[column]] += step;
        column_price_[column] -= step;
      } else {
        least[column] -= step;
      }
    }
    return nearest;
  }

  std::span<const double> weights_;
  std::size_t n_;
  std::vector<double> row_price_;
  std::vector<double> column_price_;
  std::vector<std::size_t> row_of_;
};

}  // namespace

std::vector<double> overlap(std::span<const std::uint32_t> first,
                            std::span<const std::uint32_t> second, std::size_t count,
                            std::span<const double> weights) {
  assert(first.size() == second.size());
  assert(weights.empty() || weights.size() == first.size());
  std::vector<double> shared(count * count, 0.0);
  for (std::size_t i = 0; i < first.size(); ++i) {
    assert(first[i] < count && second[i] < count);
    shared[first[i] * count + second[i]] += weights.empty() ? 1.0 : weights[i];
  }
  return shared;
}

std::vector<std::size_t> heaviest_matching(std::span<const double> weights) {
  const std::size_t n = side_of(weights);
  require_finite(weights);
  return Hungarian(weights, n).solve();
}

std::vector<std::uint32_t> numbered_as(std::span<const std::uint32_t> first,
                                       std::span<const std::uint32_t> second, std::size_t count,
                                       std::span<const double> weights) {
  const std::vector<std::size_t> partner =
      heaviest_matching(overlap(first, second, count, weights));
  std::vector<std::uint32_t> number(count);
  for (std::uint32_t row = 0; row < count; ++row) number[partner[row]] = row;
  std::vector<std::uint32_t> result;
  result.reserve(second.size());
  for (const std::uint32_t type : second) result.push_back(number[type]);
  return result;
}

}  // namespace sozialraum::typology
