#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "smallarea/dense_kernel.hpp"

namespace sozialraum::smallarea {

/// Where a symmetric sparse matrix has entries: its lower triangle by columns, in each column the
/// diagonal first and then increasing rows. The values stand in a list of their own.
struct SparsePattern {
  std::vector<std::size_t> first{0};  ///< of each column in `row`, and the end
  std::vector<std::uint32_t> row{};

  [[nodiscard]] std::size_t size() const noexcept { return first.size() - 1; }
  [[nodiscard]] std::size_t entries() const noexcept { return row.size(); }
};

/// In which order are the equations eliminated, and which entries appear on the way?
///
/// Approximate minimum degree (Amestoy, Davis and Duff 1996), the elimination tree in postorder,
/// and columns of (nearly) the same rows taken together, so that the work is done in dense blocks
/// (Duff and Reid 1983, "The multifrontal solution"). Depends on the pattern alone: made once, used
/// for every set of values, by any number of threads.
class CholeskyPlan {
 public:
  explicit CholeskyPlan(const SparsePattern& pattern);

  [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
  /// Numbers the factor holds, the zeros taken along included.
  [[nodiscard]] std::size_t factor_entries() const noexcept { return panel_.back(); }
  /// Multiplications of one factorisation.
  [[nodiscard]] double multiplications() const noexcept { return multiplications_; }
  /// Numbers the work space holds at its fullest.
  [[nodiscard]] std::size_t work_entries() const noexcept { return work_entries_; }

 private:
  friend class SparseCholesky;

  /// A block of columns that have the same rows below.
  struct Columns {
    std::size_t begin = 0;  // first column
    std::size_t columns = 0;
    std::size_t first_row = 0;  // in rows_: its columns, then what is below
    std::size_t row_count = 0;

    [[nodiscard]] std::size_t below() const { return row_count - columns; }
    [[nodiscard]] std::size_t stride() const { return padded(row_count); }
    /// Numbers of what it leaves to its parent, or is told by it.
    [[nodiscard]] std::size_t left_over() const { return below() * padded(below()); }
  };

  void order_by_minimum_degree(const SparsePattern& pattern);
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> upper(const SparsePattern& pattern) const;
  void cut_into_blocks(const std::vector<std::uint32_t>& parent,
                       const std::vector<std::size_t>& counts);
  void find_rows(const std::vector<std::vector<std::uint32_t>>& lower);
  void place_entries(const SparsePattern& pattern);
  void measure();

  std::vector<std::uint32_t> order_;  // old number of each new one
  std::vector<std::uint32_t> place_;  // new number of each old one
  std::vector<Columns> blocks_;       // in postorder: children before their parent
  std::vector<std::uint32_t> block_of_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::uint32_t> in_parent_;  // where each row of rows_ below stands in the parent
  std::vector<std::size_t> panel_;        // of each block in the factor, and the end
  std::vector<std::size_t> first_entry_;  // of each block in entry_ and slot_, and the end
  std::vector<std::size_t> entry_;        // of the matrix, by block
  std::vector<std::uint32_t> slot_;       // where it stands in the block: row + column * rows
  std::size_t largest_front_ = 0;
  std::size_t most_rows_ = 0;
  std::size_t work_entries_ = 0;
  double multiplications_ = 0.0;
};

/// L L' = A for one set of values. The plan must outlive it.
class SparseCholesky {
 public:
  explicit SparseCholesky(const CholeskyPlan& plan) : plan_(&plan) {}

  /// False if the matrix is not positive definite.
  [[nodiscard]] bool factorise(std::span<const double> values);
  [[nodiscard]] double log_determinant() const;
  /// A⁻¹ b in place, for one right side or several: their numbers of an unknown stand together.
  void solve(std::span<double> b, std::size_t sides = 1) const;
  /// The diagonal of A⁻¹, by Takahashi's recursion over the blocks (Takahashi, Fagan and Chin
  /// 1973): no more entries are made than the factor has.
  [[nodiscard]] std::vector<double> inverse_diagonal() const;
  /// Turns independent standard normal numbers into some with the covariance A⁻¹, in place.
  void colour(std::span<double> z, std::size_t sides = 1) const;

 private:
  struct Sides {
    double* values = nullptr;
    std::size_t count = 0;
  };
  struct Known;

  void apply(const Sides& sides, bool both) const;
  template <std::size_t kWide>
  void apply(const Sides& sides, std::size_t first, bool both) const;
  template <std::size_t kWide>
  void forward(std::vector<double>& x) const;
  template <std::size_t kWide>
  void backward(std::vector<double>& x) const;
  void fill_known(std::size_t block, const Known& known, std::vector<double>& scratch) const;

  const CholeskyPlan* plan_;
  std::vector<double> factor_;
};

}  // namespace sozialraum::smallarea
