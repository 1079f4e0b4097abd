#include "typology/coarse_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr double kTiny = 0x1p-100;   // more than numbers too small for single precision add up to
constexpr double kOutside = 0x1p60;  // squares of centres so far away may not be numbers any more

std::size_t padded_to_lanes(std::size_t rows) {
  return (rows + kCoarseLanes - 1) / kCoarseLanes * kCoarseLanes;
}

std::size_t place_of(std::size_t rank, std::size_t columns) {
  return rank / kCoarseLanes * columns * kCoarseLanes + rank % kCoarseLanes;
}

}  // namespace

CoarseRows::CoarseRows(const RankedRows& rows)
    : columns_(rows.columns),
      values_(padded_to_lanes(rows.size()) * rows.columns),
      norms_(padded_to_lanes(rows.size())) {
  measure(rows);
  fill(rows);
}

CoarseRows::CoarseRows(const CoarseRows& table, std::size_t rows)
    : columns_(table.columns_),
      means_(table.means_),
      scale_(table.scale_),
      values_(padded_to_lanes(rows) * columns_),
      norms_(padded_to_lanes(rows)) {}

/// Any middle and any scale would do: these make the error small.
void CoarseRows::measure(const RankedRows& rows) {
  std::vector<double> sum(columns_, 0.0);
  std::vector<double> least(columns_, std::numeric_limits<double>::infinity());
  std::vector<double> most(columns_, -std::numeric_limits<double>::infinity());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double* row = rows.row(r).data();
    for (std::size_t j = 0; j < columns_; ++j) {
      sum[j] += row[j];
      least[j] = row[j] < least[j] ? row[j] : least[j];
      most[j] = row[j] > most[j] ? row[j] : most[j];
    }
  }
  double widest = 0.0;
  for (std::size_t j = 0; j < columns_; ++j) {
    const double mean = sum[j] / static_cast<double>(rows.size());
    means_.push_back(mean);
    widest = std::max({widest, most[j] - mean, mean - least[j]});
  }
  if (widest > 0.0 && std::isfinite(widest)) scale_ = std::exp2(-std::ilogb(widest) - 1);
}

void CoarseRows::fill(const RankedRows& rows) {
  RowPack pack(rows);
  for (std::size_t first = 0; first < rows.size(); first += RowPack::kMost) {
    const RowBlocks some = pack.from(first);
    const std::size_t end = std::min(norms_.size(), first + RowPack::kMost);
    for (std::size_t half = first / kLanes; half * kLanes < end; ++half) {
      const std::size_t block = std::min(half - first / kLanes, some.blocks - 1);
      fill_half(some.values + block * columns_ * kLanes, half);
    }
  }
}

/// Eight rows of the sixteen of a block.
void CoarseRows::fill_half(const double* from, std::size_t half) {
  float* to = &values_[place_of(half * kLanes, columns_)];
  double norm[kLanes] = {};
  for (std::size_t j = 0; j < columns_; ++j) {
    for (std::size_t l = 0; l < kLanes; ++l) {
      const auto value = static_cast<float>((from[j * kLanes + l] - means_[j]) * scale_);
      to[j * kCoarseLanes + l] = value;
      norm[l] += static_cast<double>(value) * static_cast<double>(value);
    }
  }
  for (std::size_t l = 0; l < kLanes; ++l) {
    norms_[half * kLanes + l] = static_cast<float>(norm[l]);
  }
}

void CoarseRows::take(const CoarseRows& table, std::size_t rank, std::size_t to) {
  const float* from = &table.values_[place_of(rank, columns_)];
  float* at = &values_[place_of(to, columns_)];
  for (std::size_t j = 0; j < columns_; ++j) at[j * kCoarseLanes] = from[j * kCoarseLanes];
  norms_[to] = table.norms_[rank];
}

CoarseBlocks CoarseRows::view(std::size_t block, std::size_t count) const {
  return {.values = &values_[block * columns_ * kCoarseLanes],
          .norms = &norms_[block * kCoarseLanes],
          .blocks = count,
          .columns = columns_};
}

CoarseCentres CoarseRows::hold(std::span<const double> centres, std::vector<float>& values,
                               std::vector<float>& halves) const {
  const std::size_t types = centres.size() / columns_;
  const std::size_t fours = (types + kCoarseCentres - 1) / kCoarseCentres;
  values.assign(fours * kCoarseCentres * columns_, 0.0F);
  halves.assign(fours * kCoarseCentres, kInfinity);
  double farthest = 0.0;
  for (std::size_t c = 0; c < types; ++c) {
    float* to = &values[c / kCoarseCentres * columns_ * kCoarseCentres + c % kCoarseCentres];
    double norm = 0.0;
    for (std::size_t j = 0; j < columns_; ++j) {
      const double value = (centres[c * columns_ + j] - means_[j]) * scale_;
      to[j * kCoarseCentres] = static_cast<float>(value);
      norm += value * value;
    }
    halves[c] = static_cast<float>(norm / 2.0);
    farthest = norm <= farthest ? farthest : norm;  // what is no number stays
  }
  const double part = 2.5 * static_cast<double>(columns_ + 10) * 0x1p-24;
  const bool known = farthest < kOutside;
  return {.values = values.data(),
          .halves = halves.data(),
          .fours = fours,
          .slack = known ? static_cast<float>(part * farthest + kTiny) : kInfinity,
          .row_slack = static_cast<float>(part)};
}

float CoarseRows::scaled_up(double distance) const {
  return static_cast<float>(distance * scale_ * (1.0 + 0x1p-20) + kTiny);
}

}  // namespace sozialraum::typology
