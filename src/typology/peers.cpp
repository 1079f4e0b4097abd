#include "sozialraum/typology/peers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::size_t kChunk = 64;

/// The candidates in the order of their codes, column by column, so that the distances from one
/// area to all of them are taken side by side.
struct Candidates {
  std::vector<std::size_t> row{};
  std::vector<double> values{};  ///< columns x candidates
};

Candidates in_code_order(const Points& points, std::span<const std::size_t> among) {
  Candidates result;
  if (among.empty()) {
    result.row.resize(points.areas());
    std::iota(result.row.begin(), result.row.end(), std::size_t{0});
  } else {
    result.row.assign(among.begin(), among.end());
  }
  std::ranges::sort(result.row, [&](auto a, auto b) { return points.codes[a] < points.codes[b]; });
  result.values.resize(result.row.size() * points.columns());
  for (std::size_t i = 0; i < result.row.size(); ++i) {
    for (std::size_t j = 0; j < points.columns(); ++j) {
      result.values[j * result.row.size() + i] = points.row(result.row[i])[j];
    }
  }
  return result;
}

/// The few nearest so far, the nearest first. Candidates come in the order of their codes, so that
/// a later one must be nearer to come before an earlier one.
class Nearest {
 public:
  explicit Nearest(std::size_t count) : distance2_(count), place_(count) { clear(); }

  void clear() {
    std::ranges::fill(distance2_, std::numeric_limits<double>::infinity());
    std::ranges::fill(place_, Peers::kNobody);
  }

  [[nodiscard]] double farthest() const { return distance2_.back(); }

  void offer(double distance2, std::size_t place) {
    const auto at = std::upper_bound(distance2_.begin(), distance2_.end(), distance2);
    if (at == distance2_.end()) return;
    const auto shift = at - distance2_.begin();
    std::move_backward(at, distance2_.end() - 1, distance2_.end());
    std::move_backward(place_.begin() + shift, place_.end() - 1, place_.end());
    distance2_[static_cast<std::size_t>(shift)] = distance2;
    place_[static_cast<std::size_t>(shift)] = place;
  }

  [[nodiscard]] std::span<const double> distance2() const { return distance2_; }
  [[nodiscard]] std::span<const std::size_t> place() const { return place_; }

 private:
  std::vector<double> distance2_;
  std::vector<std::size_t> place_;
};

void distances(const Candidates& candidates, std::span<const double> point,
               std::vector<double>& distance2) {
  std::ranges::fill(distance2, 0.0);
  for (std::size_t j = 0; j < point.size(); ++j) {
    const double* column = &candidates.values[j * candidates.row.size()];
    for (std::size_t i = 0; i < distance2.size(); ++i) {
      const double gap = column[i] - point[j];
      distance2[i] += gap * gap;
    }
  }
}

void require_options(const Points& points, const PeersOptions& options) {
  if (options.count < 1) core::invalid_argument("count", "is 0; at least one peer is needed");
  for (const std::size_t row : options.among) {
    if (row < points.areas()) continue;
    core::invalid_argument("among", fmt::format("names row {} of {}", row, points.areas()));
  }
}

}  // namespace

Peers peers(const Points& points, const PeersOptions& options) {
  require_measurable(points);
  require_options(points, options);
  const Candidates candidates = in_code_order(points, options.among);
  Peers result{.count = options.count};
  result.area.resize(points.areas() * options.count);
  result.distance.resize(points.areas() * options.count);
  options.execution.expect(points.areas());
  core::parallel_for(
      points.areas(), kChunk, options.execution, [&](std::size_t begin, std::size_t end) {
        std::vector<double> distance2(candidates.row.size());
        Nearest nearest(options.count);
        for (std::size_t area = begin; area < end; ++area) {
          nearest.clear();
          distances(candidates, points.row(area), distance2);
          for (std::size_t i = 0; i < distance2.size(); ++i) {
            if (distance2[i] < nearest.farthest() && candidates.row[i] != area) {
              nearest.offer(distance2[i], i);
            }
          }
          for (std::size_t p = 0; p < options.count; ++p) {
            const std::size_t place = nearest.place()[p];
            const bool nobody = place == Peers::kNobody;
            result.area[area * options.count + p] = nobody ? place : candidates.row[place];
            result.distance[area * options.count + p] =
                nobody ? std::nan("") : std::sqrt(nearest.distance2()[p]);
          }
          options.execution.advance(1);
        }
      });
  return result;
}

}  // namespace sozialraum::typology
