#include "smallarea/sparse_cholesky.hpp"

#include <Eigen/OrderingMethods>
#include <Eigen/SparseCore>
#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

#include "smallarea/dense_kernel.hpp"

namespace sozialraum::smallarea {
namespace {

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
    Columns& block = blocks_[b];
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
      const Columns& child = blocks_[c];
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
    const Columns& block = blocks_[b];
    for (std::size_t r = 0; r < block.row_count; ++r) {
      local[rows_[block.first_row + r]] = static_cast<std::uint32_t>(r);
    }
    for (const std::uint32_t c : children_[b]) {
      const Columns& child = blocks_[c];
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
      const Columns& block = blocks_[block_of_[column]];
      const auto rows = std::span(rows_).subspan(block.first_row, block.row_count);
      const auto found = std::ranges::lower_bound(rows, row);
      assert(found != rows.end() && *found == row);
      const auto in_block = static_cast<std::size_t>(found - rows.begin());
      const std::size_t to = next[block_of_[column]]++;
      entry_[to] = p;
      slot_[to] = static_cast<std::uint32_t>(in_block + (column - block.begin) * block.stride());
    }
  }
}

void CholeskyPlan::measure() {
  panel_.push_back(0);
  std::size_t stack = 0;
  for (std::size_t b = 0; b < blocks_.size(); ++b) {
    const Columns& block = blocks_[b];
    panel_.push_back(panel_.back() + block.stride() * block.columns);
    largest_front_ = std::max(largest_front_, block.stride() * block.row_count);
    most_rows_ = std::max(most_rows_, block.row_count);
    for (std::size_t j = 0; j < block.columns; ++j) {
      const auto rows = static_cast<double>(block.row_count - j);
      multiplications_ += rows * rows;
    }
    for (const std::uint32_t c : children_[b]) stack -= blocks_[c].left_over();
    stack += block.left_over();
    work_entries_ = std::max(work_entries_, stack);
  }
  work_entries_ += largest_front_;
}

bool SparseCholesky::factorise(std::span<const double> values) {
  const CholeskyPlan& plan = *plan_;
  factor_.resize(plan.factor_entries());
  std::vector<double> front_space(plan.largest_front_);
  std::vector<double> stack;
  stack.reserve(plan.work_entries_ - plan.largest_front_);
  for (std::size_t b = 0; b < plan.blocks_.size(); ++b) {
    const auto& block = plan.blocks_[b];
    const std::size_t below = block.below();
    const Block front{front_space.data(), block.stride()};
    for (std::size_t j = 0; j < block.row_count; ++j) {
      std::fill(front.column(j) + j / kPadding * kPadding, front.column(j + 1), 0.0);
    }
    for (std::size_t e = plan.first_entry_[b]; e < plan.first_entry_[b + 1]; ++e) {
      front_space[plan.slot_[e]] += values[plan.entry_[e]];
    }
    // The children left what they take from their parents on the stack, the last one on top.
    for (auto c = plan.children_[b].rbegin(); c != plan.children_[b].rend(); ++c) {
      const auto& child = plan.blocks_[*c];
      const std::size_t count = child.below();
      const Block update{stack.data() + (stack.size() - child.left_over()), padded(count)};
      const std::uint32_t* to = plan.in_parent_.data() + child.first_row + child.columns;
      for (std::size_t j = 0; j < count; ++j) {
        double* column = front.column(to[j]);
        const double* from = update.column(j);
        for (std::size_t i = j; i < count; ++i) column[to[i]] += from[i];
      }
      stack.resize(stack.size() - child.left_over());
    }
    if (!factorise_block(front, block.row_count, block.columns)) return false;
    std::copy_n(front.values, front.stride * block.columns, factor_.data() + plan.panel_[b]);
    stack.resize(stack.size() + block.left_over());
    const Block rest{stack.data() + (stack.size() - block.left_over()), padded(below)};
    for (std::size_t j = 0; j < below; ++j) {
      const double* from = front.column(block.columns + j) + block.columns;
      std::copy(from + j, from + below, rest.column(j) + j);
    }
  }
  return true;
}

double SparseCholesky::log_determinant() const {
  double sum = 0.0;
  for (std::size_t b = 0; b < plan_->blocks_.size(); ++b) {
    const auto& block = plan_->blocks_[b];
    const double* panel = factor_.data() + plan_->panel_[b];
    for (std::size_t j = 0; j < block.columns; ++j) {
      sum += std::log(panel[j * block.stride() + j]);
    }
  }
  return 2.0 * sum;
}

namespace {

constexpr std::size_t kTogether = 4;

/// target - sum of column[i] x[i], for each of kWide right sides.
template <std::size_t kWide>
void take_products(const double* column, const double* x, std::size_t count, double* target) {
  double sum[kTogether] = {};
  if constexpr (kWide == 1) {
    // Four sums at once, so that an addition need not wait for the one before.
    std::size_t i = 0;
    for (; i + kTogether <= count; i += kTogether) {
      for (std::size_t l = 0; l < kTogether; ++l) sum[l] += column[i + l] * x[i + l];
    }
    for (; i < count; ++i) sum[0] += column[i] * x[i];
    *target -= (sum[0] + sum[1]) + (sum[2] + sum[3]);
  } else {
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t c = 0; c < kWide; ++c) sum[c] += column[i] * x[i * kWide + c];
    }
    for (std::size_t c = 0; c < kWide; ++c) target[c] -= sum[c];
  }
}

}  // namespace

template <std::size_t kWide>
void SparseCholesky::forward(std::vector<double>& x) const {
  const CholeskyPlan& plan = *plan_;
  std::vector<double> under(plan.most_rows_ * kWide);
  for (std::size_t s = 0; s < plan.blocks_.size(); ++s) {
    const auto& block = plan.blocks_[s];
    const double* panel = factor_.data() + plan.panel_[s];
    double* top = x.data() + block.begin * kWide;
    std::fill_n(under.begin(), block.below() * kWide, 0.0);
    for (std::size_t j = 0; j < block.columns; ++j) {
      const double* column = panel + j * block.stride();
      double* known = top + j * kWide;
      for (std::size_t c = 0; c < kWide; ++c) known[c] /= column[j];
      for (std::size_t i = j + 1; i < block.columns; ++i) {
        for (std::size_t c = 0; c < kWide; ++c) top[i * kWide + c] -= column[i] * known[c];
      }
      column += block.columns;
      for (std::size_t i = 0; i < block.below(); ++i) {
        for (std::size_t c = 0; c < kWide; ++c) under[i * kWide + c] += column[i] * known[c];
      }
    }
    const std::uint32_t* rows = plan.rows_.data() + block.first_row + block.columns;
    for (std::size_t i = 0; i < block.below(); ++i) {
      for (std::size_t c = 0; c < kWide; ++c) x[rows[i] * kWide + c] -= under[i * kWide + c];
    }
  }
}

template <std::size_t kWide>
void SparseCholesky::backward(std::vector<double>& x) const {
  const CholeskyPlan& plan = *plan_;
  std::vector<double> under(plan.most_rows_ * kWide);
  for (std::size_t s = plan.blocks_.size(); s-- > 0;) {
    const auto& block = plan.blocks_[s];
    const double* panel = factor_.data() + plan.panel_[s];
    double* top = x.data() + block.begin * kWide;
    const std::uint32_t* rows = plan.rows_.data() + block.first_row + block.columns;
    for (std::size_t i = 0; i < block.below(); ++i) {
      for (std::size_t c = 0; c < kWide; ++c) under[i * kWide + c] = x[rows[i] * kWide + c];
    }
    for (std::size_t j = block.columns; j-- > 0;) {
      const double* column = panel + j * block.stride();
      double* own = top + j * kWide;
      take_products<kWide>(column + block.columns, under.data(), block.below(), own);
      take_products<kWide>(column + j + 1, own + kWide, block.columns - j - 1, own);
      for (std::size_t c = 0; c < kWide; ++c) own[c] /= column[j];
    }
  }
}

template <std::size_t kWide>
void SparseCholesky::apply(const Sides& sides, std::size_t first, bool both) const {
  const std::vector<std::uint32_t>& order = plan_->order_;
  const std::size_t taken = std::min(kWide, sides.count - first);
  std::vector<double> x(order.size() * kWide, 0.0);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t c = 0; c < taken; ++c) {
      x[i * kWide + c] = sides.values[order[i] * sides.count + first + c];
    }
  }
  if (both) forward<kWide>(x);
  backward<kWide>(x);
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t c = 0; c < taken; ++c) {
      sides.values[order[i] * sides.count + first + c] = x[i * kWide + c];
    }
  }
}

void SparseCholesky::apply(const Sides& sides, bool both) const {
  for (std::size_t first = 0; first < sides.count; first += kTogether) {
    // Not for draws: one that comes alone must be the same as among others.
    if (both && sides.count - first == 1) {
      apply<1>(sides, first, both);
    } else {
      apply<kTogether>(sides, first, both);
    }
  }
}

void SparseCholesky::solve(std::span<double> b, std::size_t sides) const {
  apply({b.data(), sides}, true);
}

void SparseCholesky::colour(std::span<double> z, std::size_t sides) const {
  apply({z.data(), sides}, false);
}

namespace {

/// The inverse of a lower triangle times its transpose, all of it: inverse(L L').
void invert_corner(const Reader& lower, std::size_t columns, std::vector<double>& scratch,
                   const Block& own) {
  // Row by row of the inverse of L: an identity divided by L from the right.
  const std::size_t stride = padded(columns);
  scratch.assign(2 * stride * columns, 0.0);
  const Block inverse{scratch.data(), stride};
  const Block transposed{scratch.data() + stride * columns, stride};
  for (std::size_t j = 0; j < columns; ++j) inverse.column(j)[j] = 1.0;
  divide_by_lower(inverse, columns, lower, columns);
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = 0; i < columns; ++i) transposed.column(i)[j] = -inverse.column(j)[i];
    std::fill_n(own.column(j), stride, 0.0);
  }
  subtract_product(own, transposed, {inverse.values, 1, stride}, {columns, columns, columns});
}

}  // namespace

/// What stands between the rows of one block in the inverse, in three parts.
struct SparseCholesky::Known {
  std::size_t columns = 0;
  Block own{};    ///< among the block's columns
  Block cross{};  ///< of what is below with them
  Block rest{};   ///< among what is below

  /// The part between some rows of the block, which a child has below itself.
  void copy(std::span<const std::uint32_t> rows, const Block& to) const {
    const auto split = std::ranges::lower_bound(rows, static_cast<std::uint32_t>(columns));
    const auto inside = static_cast<std::size_t>(split - rows.begin());
    for (std::size_t j = 0; j < rows.size(); ++j) {
      double* column = to.column(j);
      if (j < inside) {
        const double* from = own.column(rows[j]);
        const double* below = cross.column(rows[j]);
        for (std::size_t i = 0; i < inside; ++i) column[i] = from[rows[i]];
        for (std::size_t i = inside; i < rows.size(); ++i) column[i] = below[rows[i] - columns];
      } else {
        const std::size_t row = rows[j] - columns;
        const double* below = rest.column(row);
        for (std::size_t i = 0; i < inside; ++i) column[i] = cross.column(rows[i])[row];
        for (std::size_t i = inside; i < rows.size(); ++i) column[i] = below[rows[i] - columns];
      }
      std::fill(column + rows.size(), column + to.stride, 0.0);
    }
  }
};

/// Works out what stands among the block's columns and between them and what is below.
void SparseCholesky::fill_known(std::size_t b, const Known& known,
                                std::vector<double>& scratch) const {
  const auto& block = plan_->blocks_[b];
  const std::size_t columns = block.columns;
  const std::size_t below = block.below();
  const Reader panel{factor_.data() + plan_->panel_[b], 1, block.stride()};
  invert_corner(panel, columns, scratch, known.own);
  if (below == 0) return;
  const std::size_t low = padded(below);
  const std::size_t wide = padded(columns);
  scratch.assign(low * columns + wide * below, 0.0);
  const Block under{scratch.data(), low};
  const Block across{scratch.data() + low * columns, wide};
  for (std::size_t j = 0; j < columns; ++j) {
    std::copy_n(panel.values + j * panel.by_column + columns, below, under.column(j));
    std::fill_n(known.cross.column(j), low, 0.0);
  }
  divide_by_lower(under, below, panel, columns);
  subtract_product(known.cross, known.rest, {under.values, 1, low}, {below, columns, below});
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t k = 0; k < below; ++k) across.column(k)[j] = under.column(j)[k];
  }
  subtract_product(known.own, across, {known.cross.values, 1, low}, {columns, columns, below});
}

std::vector<double> SparseCholesky::inverse_diagonal() const {
  const CholeskyPlan& plan = *plan_;
  std::vector<double> diagonal(plan.size());
  std::vector<double> space;
  std::vector<double> scratch;
  std::vector<double> stack;
  stack.reserve(plan.work_entries_ - plan.largest_front_);
  // Parents first: each hands its children the part of the inverse that stands below them.
  for (std::size_t b = plan.blocks_.size(); b-- > 0;) {
    const auto& block = plan.blocks_[b];
    const std::size_t low = padded(block.below());
    const std::size_t wide = padded(block.columns);
    space.resize((wide + low) * block.columns + block.left_over());
    const Known known{.columns = block.columns,
                      .own = {space.data(), wide},
                      .cross = {space.data() + wide * block.columns, low},
                      .rest = {space.data() + (wide + low) * block.columns, low}};
    std::copy(stack.end() - static_cast<std::ptrdiff_t>(block.left_over()), stack.end(),
              known.rest.values);
    stack.resize(stack.size() - block.left_over());
    fill_known(b, known, scratch);
    for (std::size_t j = 0; j < block.columns; ++j) {
      diagonal[plan.order_[block.begin + j]] = known.own.column(j)[j];
    }
    for (const std::uint32_t c : plan.children_[b]) {
      const auto& child = plan.blocks_[c];
      stack.resize(stack.size() + child.left_over());
      known.copy({plan.in_parent_.data() + child.first_row + child.columns, child.below()},
                 {stack.data() + (stack.size() - child.left_over()), padded(child.below())});
    }
  }
  return diagonal;
}

}  // namespace sozialraum::smallarea
