#include "typology/partition_program.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sozialraum::typology {
namespace {

constexpr std::size_t kMostSteps = 5000;
constexpr std::size_t kFreshEvery = 40;  // pivots until the inverse is made anew
constexpr std::size_t kNone = SIZE_MAX;
constexpr double kPivot = 1e-9;

}  // namespace

PartitionProgram::PartitionProgram(std::size_t items, std::size_t types, double dear)
    : rows_(items + 1), dear_(dear), right_(rows_), basis_(rows_), prizes_(items) {
  for (std::size_t r = 0; r < rows_; ++r) {
    // Golden-ratio steps: the disturbances differ and add up to nothing simple.
    const double lot = std::fmod(static_cast<double>(r + 1) * 0.6180339887498949, 1.0);
    right_[r] = (r < items ? 1.0 : static_cast<double>(types)) + 1e-6 * lot;
    basis_[r] = r;
  }
  invert();
}

void PartitionProgram::add(const Group& group) {
  const bool known =
      std::ranges::any_of(groups_, [&](const Group& other) { return other.items == group.items; });
  if (!known) groups_.push_back(group);
}

bool PartitionProgram::holds(std::size_t column, std::size_t row) const {
  if (column < rows_) return column == row;
  return row == rows_ - 1 || (groups_[column - rows_].items >> row & 1) != 0;
}

double PartitionProgram::cost_of_column(std::size_t column) const {
  return column < rows_ ? dear_ : groups_[column - rows_].cost;
}

/// Gauss and Jordan with the largest pivots.
void PartitionProgram::invert() {
  std::vector<double> matrix(rows_ * rows_);
  inverse_.assign(rows_ * rows_, 0.0);
  for (std::size_t r = 0; r < rows_; ++r) {
    inverse_[r * rows_ + r] = 1.0;
    for (std::size_t c = 0; c < rows_; ++c) matrix[r * rows_ + c] = holds(basis_[c], r) ? 1.0 : 0.0;
  }
  for (std::size_t c = 0; c < rows_; ++c) {
    std::size_t best = c;
    for (std::size_t r = c; r < rows_; ++r) {
      if (std::abs(matrix[r * rows_ + c]) > std::abs(matrix[best * rows_ + c])) best = r;
    }
    for (std::size_t j = 0; j < rows_; ++j) {
      std::swap(matrix[c * rows_ + j], matrix[best * rows_ + j]);
      std::swap(inverse_[c * rows_ + j], inverse_[best * rows_ + j]);
    }
    const double pivot = matrix[c * rows_ + c];
    for (std::size_t j = 0; j < rows_; ++j) {
      matrix[c * rows_ + j] /= pivot;
      inverse_[c * rows_ + j] /= pivot;
    }
    for (std::size_t r = 0; r < rows_; ++r) {
      const double times = matrix[r * rows_ + c];
      if (r == c || times == 0.0) continue;
      for (std::size_t j = 0; j < rows_; ++j) {
        matrix[r * rows_ + j] -= times * matrix[c * rows_ + j];
        inverse_[r * rows_ + j] -= times * inverse_[c * rows_ + j];
      }
    }
  }
  amounts_.assign(rows_, 0.0);
  for (std::size_t r = 0; r < rows_; ++r) {
    for (std::size_t j = 0; j < rows_; ++j) amounts_[r] += inverse_[r * rows_ + j] * right_[j];
  }
}

void PartitionProgram::price_out() {
  std::vector<double> duals(rows_, 0.0);
  value_ = 0.0;
  for (std::size_t r = 0; r < rows_; ++r) {
    const double cost = cost_of_column(basis_[r]);
    value_ += cost * amounts_[r];
    for (std::size_t j = 0; j < rows_; ++j) duals[j] += cost * inverse_[r * rows_ + j];
  }
  std::copy(duals.begin(), duals.end() - 1, prizes_.begin());
  type_prize_ = duals.back();
}

std::size_t PartitionProgram::entering() const {
  std::size_t best = kNone;
  double least = -1e-10 * dear_;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    double reduced = groups_[g].cost - type_prize_;
    for (std::size_t r = 0; r + 1 < rows_; ++r) {
      if ((groups_[g].items >> r & 1) != 0) reduced -= prizes_[r];
    }
    if (reduced < least) {
      least = reduced;
      best = g + rows_;
    }
  }
  return best;
}

bool PartitionProgram::pivot(std::size_t column) {
  std::vector<double> change(rows_, 0.0);
  for (std::size_t r = 0; r < rows_; ++r) {
    for (std::size_t j = 0; j < rows_; ++j) {
      if (holds(column, j)) change[r] += inverse_[r * rows_ + j];
    }
  }
  std::size_t leaves = kNone;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t r = 0; r < rows_; ++r) {
    if (change[r] > kPivot && amounts_[r] / change[r] < least) {
      least = amounts_[r] / change[r];
      leaves = r;
    }
  }
  if (leaves == kNone) return false;
  basis_[leaves] = column;
  for (std::size_t j = 0; j < rows_; ++j) inverse_[leaves * rows_ + j] /= change[leaves];
  amounts_[leaves] /= change[leaves];
  for (std::size_t r = 0; r < rows_; ++r) {
    if (r == leaves || change[r] == 0.0) continue;
    for (std::size_t j = 0; j < rows_; ++j) {
      inverse_[r * rows_ + j] -= change[r] * inverse_[leaves * rows_ + j];
    }
    amounts_[r] = std::max(0.0, amounts_[r] - change[r] * amounts_[leaves]);
  }
  return true;
}

void PartitionProgram::solve() {
  for (std::size_t step = 0; step < kMostSteps; ++step) {
    if (step % kFreshEvery == 0) invert();
    price_out();
    const std::size_t column = entering();
    if (column == kNone || !pivot(column)) return;
  }
}

std::vector<std::uint64_t> PartitionProgram::in_basis() const {
  std::vector<std::uint64_t> result;
  for (const std::size_t column : basis_) {
    if (column >= rows_) result.push_back(groups_[column - rows_].items);
  }
  return result;
}

}  // namespace sozialraum::typology
