#include "smallarea/sparse_cholesky.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace sozialraum::smallarea {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;
using Vector = Eigen::Map<Eigen::VectorXd>;

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

/// Columns are taken together although they differ while the zeros taken along are few: a dense
/// block of the size costs less than the bookkeeping of two.
struct Tolerated {
  std::size_t columns = 0;
  double zeros = 0.0;
};
constexpr Tolerated kTolerated[]{{6, 0.7}, {16, 0.3}, {48, 0.1}};
constexpr double kToleratedBeyond = 0.05;

bool few_zeros(std::size_t columns, double zeros) {
  for (const Tolerated& step : kTolerated) {
    if (columns <= step.columns) return zeros <= step.zeros;
  }
  return zeros <= kToleratedBeyond;
}

Eigen::Index at(std::size_t i) { return static_cast<Eigen::Index>(i); }

/// Who is the first to be touched by the elimination of each column (Liu 1990).
std::vector<std::uint32_t> elimination_tree(const std::vector<std::vector<std::uint32_t>>& upper) {
  std::vector<std::uint32_t> parent(upper.size(), kNone);
  std::vector<std::uint32_t> ancestor(upper.size(), kNone);
  for (std::size_t j = 0; j < upper.size(); ++j) {
    for (std::uint32_t i : upper[j]) {
      while (i != kNone && i < j) {
        const std::uint32_t next = ancestor[i];
        ancestor[i] = static_cast<std::uint32_t>(j);
        if (next == kNone) parent[i] = static_cast<std::uint32_t>(j);
        i = next;
      }
    }
  }
  return parent;
}

/// Children before their parents, and next to them.
std::vector<std::uint32_t> postorder(const std::vector<std::uint32_t>& parent) {
  const std::size_t n = parent.size();
  std::vector<std::vector<std::uint32_t>> children(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    children[parent[i] == kNone ? n : parent[i]].push_back(static_cast<std::uint32_t>(i));
  }
  std::vector<std::uint32_t> order;
  order.reserve(n + 1);
  std::vector<std::pair<std::size_t, std::size_t>> path{{n, 0}};
  while (!path.empty()) {
    auto& [node, next] = path.back();
    if (next < children[node].size()) {
      path.emplace_back(children[node][next++], 0);
      continue;
    }
    if (node < n) order.push_back(static_cast<std::uint32_t>(node));
    path.pop_back();
  }
  return order;
}

/// Entries of each column of the factor, the diagonal included.
std::vector<std::size_t> column_counts(const std::vector<std::vector<std::uint32_t>>& upper,
                                       const std::vector<std::uint32_t>& parent) {
  std::vector<std::size_t> counts(upper.size(), 1);
  std::vector<std::uint32_t> seen_by(upper.size(), kNone);
  for (std::size_t row = 0; row < upper.size(); ++row) {
    const auto mark = static_cast<std::uint32_t>(row);
    seen_by[row] = mark;
    for (std::uint32_t column : upper[row]) {
      for (; seen_by[column] != mark; column = parent[column]) {
        seen_by[column] = mark;
        ++counts[column];
      }
    }
  }
  return counts;
}

}  // namespace

CholeskyPlan::CholeskyPlan(const SparsePattern& pattern) {
  order_by_minimum_degree(pattern);
  const std::vector<std::uint32_t> tree = elimination_tree(upper(pattern));
  const std::vector<std::uint32_t> post = postorder(tree);
  std::vector<std::uint32_t> order(size());
  std::vector<std::uint32_t> parent(size(), kNone);
  std::vector<std::uint32_t> new_place(size());
  for (std::size_t i = 0; i < size(); ++i) new_place[post[i]] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < size(); ++i) {
    order[i] = order_[post[i]];
    if (tree[post[i]] != kNone) parent[i] = new_place[tree[post[i]]];
  }
  order_ = std::move(order);
  for (std::size_t i = 0; i < size(); ++i) place_[order_[i]] = static_cast<std::uint32_t>(i);

  const std::vector<std::vector<std::uint32_t>> above = upper(pattern);
  cut_into_blocks(parent, column_counts(above, parent));
  std::vector<std::vector<std::uint32_t>> lower(size());
  for (std::size_t j = 0; j < size(); ++j) {
    for (const std::uint32_t i : above[j]) lower[i].push_back(static_cast<std::uint32_t>(j));
  }
  find_rows(lower);
  place_entries(pattern);
  measure();
}

void CholeskyPlan::order_by_minimum_degree(const SparsePattern& pattern) {
  const std::size_t n = pattern.size();
  std::vector<Eigen::Triplet<double, int>> entries;
  entries.reserve(pattern.entries());
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t p = pattern.first[j]; p < pattern.first[j + 1]; ++p) {
      entries.emplace_back(static_cast<int>(pattern.row[p]), static_cast<int>(j), 1.0);
    }
  }
  Eigen::SparseMatrix<double, Eigen::ColMajor, int> matrix(at(n), at(n));
  matrix.setFromTriplets(entries.begin(), entries.end());
  Eigen::PermutationMatrix<Eigen::Dynamic, Eigen::Dynamic, int> elimination;
  if (n > 0) Eigen::AMDOrdering<int>()(matrix.selfadjointView<Eigen::Lower>(), elimination);
  order_.resize(n);
  place_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    order_[i] = static_cast<std::uint32_t>(elimination.indices()[at(i)]);
    place_[order_[i]] = static_cast<std::uint32_t>(i);
  }
}

std::vector<std::vector<std::uint32_t>> CholeskyPlan::upper(const SparsePattern& pattern) const {
  std::vector<std::vector<std::uint32_t>> above(size());
  for (std::size_t j = 0; j < size(); ++j) {
    for (std::size_t p = pattern.first[j] + 1; p < pattern.first[j + 1]; ++p) {
      const auto [low, high] = std::minmax(place_[j], place_[pattern.row[p]]);
      above[high].push_back(low);
    }
  }
  return above;
}

void CholeskyPlan::cut_into_blocks(const std::vector<std::uint32_t>& parent,
                                   const std::vector<std::size_t>& counts) {
  // A block ends with its last column; its rows are those of its first column that stay, all the
  // rows of its last column and its own columns.
  struct Growing {
    std::size_t begin, end;  // columns
    double stored, zeros;
  };
  std::vector<Growing> stack;
  for (std::size_t j = 0; j < size(); ++j) {
    Growing block{j, j + 1, static_cast<double>(counts[j]), 0.0};
    while (!stack.empty() && stack.back().end == block.begin &&
           parent[stack.back().end - 1] != kNone && parent[stack.back().end - 1] < block.end) {
      const Growing& child = stack.back();
      const std::size_t columns = block.end - child.begin;
      const double wide = static_cast<double>(columns);
      const double rows = static_cast<double>(counts[block.end - 1] - 1);
      const double stored = wide * rows + wide * (wide + 1.0) / 2.0;
      const double real = (child.stored - child.zeros) + (block.stored - block.zeros);
      if (!few_zeros(columns, (stored - real) / stored)) break;
      block = {child.begin, block.end, stored, stored - real};
      stack.pop_back();
    }
    stack.push_back(block);
  }
  block_of_.resize(size());
  for (const Growing& block : stack) {
    for (std::size_t j = block.begin; j < block.end; ++j) {
      block_of_[j] = static_cast<std::uint32_t>(blocks_.size());
    }
    blocks_.push_back({.begin = block.begin, .columns = block.end - block.begin});
  }
  children_.resize(blocks_.size());
}

void CholeskyPlan::find_rows(const std::vector<std::vector<std::uint32_t>>& lower) {
  std::vector<std::uint32_t> seen_by(size(), kNone);
  std::vector<std::uint32_t> local(size(), 0);
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    Block& block = blocks_[b];
    const std::size_t end = block.begin + block.columns;
    block.first_row = rows_.size();
    for (std::size_t j = block.begin; j < end; ++j) rows_.push_back(static_cast<std::uint32_t>(j));
    const auto take = [&](std::uint32_t row) {
      if (row < end || seen_by[row] == b) return;
      seen_by[row] = static_cast<std::uint32_t>(b);
      rows_.push_back(row);
    };
    for (std::size_t j = block.begin; j < end; ++j) std::ranges::for_each(lower[j], take);
    for (const std::uint32_t c : children_[b]) {
      const Block& child = blocks_[c];
      for (std::size_t r = child.columns; r < child.row_count; ++r) {
        take(rows_[child.first_row + r]);
      }
    }
    block.row_count = rows_.size() - block.first_row;
    std::sort(rows_.begin() + static_cast<std::ptrdiff_t>(block.first_row + block.columns),
              rows_.end());
    if (block.below() > 0) {
      children_[block_of_[rows_[block.first_row + block.columns]]].push_back(
          static_cast<std::uint32_t>(b));
    }
  }
  in_parent_.resize(rows_.size(), kNone);
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Block& block = blocks_[b];
    for (std::size_t r = 0; r < block.row_count; ++r) {
      local[rows_[block.first_row + r]] = static_cast<std::uint32_t>(r);
    }
    for (const std::uint32_t c : children_[b]) {
      const Block& child = blocks_[c];
      for (std::size_t r = child.columns; r < child.row_count; ++r) {
        in_parent_[child.first_row + r] = local[rows_[child.first_row + r]];
      }
    }
  }
}

void CholeskyPlan::place_entries(const SparsePattern& pattern) {
  first_entry_.assign(blocks_.size() + 1, 0);
  const auto new_pair = [&](std::size_t j, std::size_t p) {
    return std::minmax(place_[j], place_[pattern.row[p]]);
  };
  for (std::size_t j = 0; j < size(); ++j) {
    for (std::size_t p = pattern.first[j]; p < pattern.first[j + 1]; ++p) {
      ++first_entry_[block_of_[new_pair(j, p).first] + 1];
    }
  }
  std::partial_sum(first_entry_.begin(), first_entry_.end(), first_entry_.begin());
  entry_.resize(pattern.entries());
  slot_.resize(pattern.entries());
  std::vector<std::size_t> next(first_entry_.begin(), first_entry_.end() - 1);
  for (std::size_t j = 0; j < size(); ++j) {
    for (std::size_t p = pattern.first[j]; p < pattern.first[j + 1]; ++p) {
      const auto [column, row] = new_pair(j, p);
      const Block& block = blocks_[block_of_[column]];
      const auto rows = std::span(rows_).subspan(block.first_row, block.row_count);
      const auto found = std::ranges::lower_bound(rows, row);
      assert(found != rows.end() && *found == row);
      const auto in_block = static_cast<std::size_t>(found - rows.begin());
      const std::size_t to = next[block_of_[column]]++;
      entry_[to] = p;
      slot_[to] = static_cast<std::uint32_t>(in_block + (column - block.begin) * block.row_count);
    }
  }
}

void CholeskyPlan::measure() {
  panel_.push_back(0);
  std::size_t stack = 0;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Block& block = blocks_[b];
    panel_.push_back(panel_.back() + block.row_count * block.columns);
    largest_front_ = std::max(largest_front_, block.row_count * block.row_count);
    for (std::size_t j = 0; j < block.columns; ++j) {
      const auto rows = static_cast<double>(block.row_count - j);
      multiplications_ += rows * rows;
    }
    for (const std::uint32_t c : children_[b]) stack -= blocks_[c].below() * blocks_[c].below();
    stack += block.below() * block.below();
    work_entries_ = std::max(work_entries_, stack);
  }
  work_entries_ += largest_front_;
}

bool SparseCholesky::factorise(std::span<const double> values) {
  const CholeskyPlan& plan = *plan_;
  factor_.resize(plan.factor_entries());
  std::vector<double> front_space(plan.largest_front_);
  std::vector<double> stack;
  for (std::size_t b = 0; b < plan.blocks_.size(); ++b) {
    const auto& block = plan.blocks_[b];
    const Eigen::Index rows = at(block.row_count);
    const Eigen::Index columns = at(block.columns);
    const Eigen::Index below = rows - columns;
    std::fill_n(front_space.begin(), block.row_count * block.row_count, 0.0);
    Matrix front(front_space.data(), rows, rows);
    for (std::size_t e = plan.first_entry_[b]; e < plan.first_entry_[b + 1]; ++e) {
      front_space[plan.slot_[e]] += values[plan.entry_[e]];
    }
    // The children left what they take from their parents on the stack, the last one on top.
    for (auto c = plan.children_[b].rbegin(); c != plan.children_[b].rend(); ++c) {
      const auto& child = plan.blocks_[*c];
      const std::size_t count = child.below();
      const double* update = stack.data() + (stack.size() - count * count);
      const std::uint32_t* to = plan.in_parent_.data() + child.first_row + child.columns;
      for (std::size_t j = 0; j < count; ++j) {
        double* column = front_space.data() + to[j] * block.row_count;
        for (std::size_t i = j; i < count; ++i) column[to[i]] += update[j * count + i];
      }
      stack.resize(stack.size() - count * count);
    }
    auto corner = front.topLeftCorner(columns, columns);
    Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>, Eigen::Lower> pivot(corner);
    if (pivot.info() != Eigen::Success) return false;
    if (below > 0) {
      auto under = front.bottomLeftCorner(below, columns);
      corner.triangularView<Eigen::Lower>().transpose().solveInPlace<Eigen::OnTheRight>(under);
      auto rest = front.bottomRightCorner(below, below);
      rest.selfadjointView<Eigen::Lower>().rankUpdate(under, -1.0);
      const std::size_t from = stack.size();
      stack.resize(from + block.below() * block.below());
      Matrix(stack.data() + from, below, below) = rest;
    }
    Matrix(factor_.data() + plan.panel_[b], rows, columns) = front.leftCols(columns);
  }
  return true;
}

double SparseCholesky::log_determinant() const {
  double sum = 0.0;
  for (std::size_t b = 0; b < plan_->blocks_.size(); ++b) {
    const auto& block = plan_->blocks_[b];
    const double* panel = factor_.data() + plan_->panel_[b];
    for (std::size_t j = 0; j < block.columns; ++j) {
      sum += std::log(panel[j * block.row_count + j]);
    }
  }
  return 2.0 * sum;
}

void SparseCholesky::solve(std::span<double> b) const {
  const CholeskyPlan& plan = *plan_;
  std::vector<double> x(plan.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = b[plan.order_[i]];
  for (std::size_t s = 0; s < plan.blocks_.size(); ++s) {
    const auto& block = plan.blocks_[s];
    const double* panel = factor_.data() + plan.panel_[s];
    const std::uint32_t* rows = plan.rows_.data() + block.first_row;
    for (std::size_t j = 0; j < block.columns; ++j) {
      const double* column = panel + j * block.row_count;
      const double known = x[block.begin + j] /= column[j];
      for (std::size_t i = j + 1; i < block.row_count; ++i) x[rows[i]] -= column[i] * known;
    }
  }
  backward(x);
  for (std::size_t i = 0; i < x.size(); ++i) b[plan.order_[i]] = x[i];
}

void SparseCholesky::backward(std::vector<double>& x) const {
  const CholeskyPlan& plan = *plan_;
  for (std::size_t s = plan.blocks_.size(); s-- > 0;) {
    const auto& block = plan.blocks_[s];
    const double* panel = factor_.data() + plan.panel_[s];
    const std::uint32_t* rows = plan.rows_.data() + block.first_row;
    for (std::size_t j = block.columns; j-- > 0;) {
      const double* column = panel + j * block.row_count;
      double sum = x[block.begin + j];
      for (std::size_t i = j + 1; i < block.row_count; ++i) sum -= column[i] * x[rows[i]];
      x[block.begin + j] = sum / column[j];
    }
  }
}

void SparseCholesky::colour(std::span<double> z) const {
  std::vector<double> x(plan_->size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = z[plan_->order_[i]];
  backward(x);
  for (std::size_t i = 0; i < x.size(); ++i) z[plan_->order_[i]] = x[i];
}

std::vector<double> SparseCholesky::inverse_diagonal() const {
  const CholeskyPlan& plan = *plan_;
  std::vector<double> diagonal(plan.size());
  std::vector<double> front_space(plan.largest_front_);
  std::vector<double> stack;
  std::vector<double> scratch;
  // Parents first: each hands its children the part of the inverse that stands below them.
  for (std::size_t b = plan.blocks_.size(); b-- > 0;) {
    const auto& block = plan.blocks_[b];
    const Eigen::Index rows = at(block.row_count);
    const Eigen::Index columns = at(block.columns);
    const Eigen::Index below = rows - columns;
    const ConstMatrix panel(factor_.data() + plan.panel_[b], rows, columns);
    const auto corner = panel.topRows(columns).triangularView<Eigen::Lower>();
    Matrix front(front_space.data(), rows, rows);
    auto own = front.topLeftCorner(columns, columns);
    own.setIdentity();
    corner.solveInPlace(own);
    corner.transpose().solveInPlace(own);
    if (below > 0) {
      const std::size_t from = stack.size() - block.below() * block.below();
      const ConstMatrix known(stack.data() + from, below, below);
      scratch.resize(block.below() * block.columns);
      Matrix under(scratch.data(), below, columns);
      under = panel.bottomRows(below);
      corner.solveInPlace<Eigen::OnTheRight>(under);
      auto cross = front.bottomLeftCorner(below, columns);
      cross.noalias() = -known * under;
      own.noalias() -= under.transpose() * cross;
      front.topRightCorner(columns, below) = cross.transpose();
      front.bottomRightCorner(below, below) = known;
      stack.resize(from);
    }
    for (std::size_t j = 0; j < block.columns; ++j) {
      diagonal[plan.order_[block.begin + j]] = front(at(j), at(j));
    }
    for (const std::uint32_t c : plan.children_[b]) {
      const auto& child = plan.blocks_[c];
      const std::size_t count = child.below();
      const std::uint32_t* in = plan.in_parent_.data() + child.first_row + child.columns;
      const std::size_t from = stack.size();
      stack.resize(from + count * count);
      double* to = stack.data() + from;
      for (std::size_t j = 0; j < count; ++j) {
        const double* column = front_space.data() + in[j] * block.row_count;
        for (std::size_t i = 0; i < count; ++i) to[j * count + i] = column[in[i]];
      }
    }
  }
  return diagonal;
}

}  // namespace sozialraum::smallarea
