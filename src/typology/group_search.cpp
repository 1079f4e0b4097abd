#include "typology/group_search.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace sozialraum::typology {
namespace {

constexpr std::uint64_t kCheckEvery = 1U << 14;
/// Fewer candidates are faster tried than bounded.
constexpr int kWorthBounding = 4;

std::size_t first_of(std::uint64_t items) {
  return static_cast<std::size_t>(std::countr_zero(items));
}

double pair_of(const Items& items, std::size_t a, std::size_t b) {
  double squares = 0.0;
  for (std::size_t j = 0; j < items.columns; ++j) {
    const double gap = items.row(a)[j] - items.row(b)[j];
    squares += gap * gap;
  }
  return items.weights[a] * items.weights[b] * squares;
}

}  // namespace

GroupSearch::GroupSearch(const Task& task)
    : task_(task),
      count_(task.items.count),
      pairs_(count_ * count_, 0.0),
      pulls_(count_ * count_, 0.0),
      best_pulls_(count_, 0.0),
      near_(count_ * (count_ + 1), 0.0),
      apart_(count_, 0),
      worth_(count_),
      to_set_((count_ + 1) * count_, 0.0),
      pull_to_set_((count_ + 1) * count_, 0.0),
      totals_((count_ + 1) * task.items.bounds, 0.0) {
  assert(count_ <= 64);
  for (std::size_t a = 0; a < count_; ++a) {
    std::vector<double> row;
    for (std::size_t b = 0; b < count_; ++b) {
      if (a == b) continue;
      pairs_[a * count_ + b] = pair_of(task.items, a, b);
      row.push_back(pairs_[a * count_ + b]);
    }
    std::ranges::sort(row);
    for (std::size_t m = 0; m < row.size(); ++m) {
      near_[a * (count_ + 1) + m + 1] = near_[a * (count_ + 1) + m] + row[m];
    }
    for (const std::uint32_t other : task.items.apart[a]) apart_[a] |= std::uint64_t{1} << other;
    for (const Pull& pull : task.items.pulls[a]) {
      pulls_[a * count_ + pull.other] += pull.cost;
      best_pulls_[a] += std::min(0.0, pull.cost) / 2.0;
      pulled_ = true;
    }
  }
}

double GroupSearch::pairs_of(std::uint64_t items) const {
  double sum = 0.0;
  for (std::uint64_t a = items; a != 0; a &= a - 1) {
    for (std::uint64_t b = a & (a - 1); b != 0; b &= b - 1) {
      sum += pairs_[first_of(a) * count_ + first_of(b)];
    }
  }
  return sum;
}

double GroupSearch::cost(std::uint64_t items) const {
  double weight = 0.0;
  double rest = 0.0;
  for (std::uint64_t a = items; a != 0; a &= a - 1) {
    weight += task_.items.weights[first_of(a)];
    rest += task_.items.inner[first_of(a)];
    for (std::uint64_t b = a & (a - 1); pulled_ && b != 0; b &= b - 1) {
      rest += pulls_[first_of(a) * count_ + first_of(b)];
    }
  }
  return pairs_of(items) / weight + rest;
}

bool GroupSearch::allowed(std::uint64_t items) const {
  std::vector<double> totals(task_.items.bounds, 0.0);
  for (std::uint64_t a = items; a != 0; a &= a - 1) {
    if ((apart_[first_of(a)] & items) != 0) return false;
    for (std::size_t b = 0; b < totals.size(); ++b) totals[b] += task_.items.of(first_of(a), b);
  }
  return keeps_ranges(totals);
}

bool GroupSearch::keeps_ranges(std::span<const double> totals) const {
  for (std::size_t b = 0; b < totals.size(); ++b) {
    if (task_.ranges[b].miss(totals[b]) > 0.0) return false;
  }
  return true;
}

Group GroupSearch::improve(std::span<const double> prizes, std::uint64_t items) const {
  const auto less_prizes = [&](std::uint64_t group) {
    double sum = cost(group);
    for (std::uint64_t a = group; a != 0; a &= a - 1) sum -= prizes[first_of(a)];
    return sum;
  };
  double least = less_prizes(items);
  while (true) {
    std::uint64_t best = items;
    for (std::size_t i = 0; i < count_; ++i) {
      const std::uint64_t other = items ^ (std::uint64_t{1} << i);
      if (other == 0 || !allowed(other)) continue;
      const double value = less_prizes(other);
      if (!(value < least)) continue;
      least = value;
      best = other;
    }
    if (best == items) return {items, cost(items)};
    items = best;
  }
}

bool GroupSearch::visit(std::span<const double> prizes, double limit, std::uint64_t& nodes,
                        const std::function<double(const Group&)>& found,
                        const core::Execution& execution) {
  limit_ = limit;
  nodes_ = &nodes;
  stopped_ = false;
  found_ = &found;
  execution_ = &execution;
  for (std::size_t i = 0; i < count_; ++i) worth_[i] = task_.items.inner[i] - prizes[i];
  const std::uint64_t all = count_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count_) - 1;
  grow({}, all, 0);
  return !stopped_;
}

/// The set itself, then every set that holds it and more of the candidates.
void GroupSearch::grow(const Set& set, std::uint64_t candidates, std::size_t depth) {
  if (stopped_) return;
  if (*nodes_ == 0) {
    stopped_ = true;
    return;
  }
  if (--*nodes_ % kCheckEvery == 0) execution_->advance();
  if (set.items != 0) look_at(set, depth);
  if (candidates == 0 || out_of_range(candidates, depth)) return;
  if (set.items != 0 && std::popcount(candidates) >= kWorthBounding &&
      hopeless(set, candidates, depth)) {
    return;
  }
  const double* to_set = &to_set_[depth * count_];
  double* to_next = &to_set_[(depth + 1) * count_];
  const std::size_t bounds = task_.items.bounds;
  for (std::uint64_t left = candidates; left != 0; left &= left - 1) {
    const std::size_t i = first_of(left);
    const std::uint64_t after = (left & (left - 1)) & ~apart_[i];
    for (std::size_t b = 0; b < bounds; ++b) {
      totals_[(depth + 1) * bounds + b] = totals_[depth * bounds + b] + task_.items.of(i, b);
    }
    const double* row = &pairs_[i * count_];
    for (std::size_t j = i + 1; j < count_; ++j) to_next[j] = to_set[j] + row[j];
    double pull = 0.0;
    if (pulled_) {
      pull = pull_to_set_[depth * count_ + i];
      for (std::size_t j = i + 1; j < count_; ++j) {
        pull_to_set_[(depth + 1) * count_ + j] =
            pull_to_set_[depth * count_ + j] + pulls_[i * count_ + j];
      }
    }
    grow({.items = set.items | (std::uint64_t{1} << i),
          .pairs = set.pairs + to_set[i],
          .weight = set.weight + task_.items.weights[i],
          .rest = set.rest + worth_[i] + pull},
         after, depth + 1);
  }
}

void GroupSearch::look_at(const Set& set, std::size_t depth) {
  if (!(set.pairs / set.weight + set.rest < limit_)) return;
  if (!keeps_ranges(std::span(totals_).subspan(depth * task_.items.bounds, task_.items.bounds))) {
    return;
  }
  limit_ = (*found_)({set.items, cost(set.items)});
}

/// A ceiling is passed already, or a floor out of reach.
bool GroupSearch::out_of_range(std::uint64_t candidates, std::size_t depth) const {
  for (std::size_t b = 0; b < task_.items.bounds; ++b) {
    double total = totals_[depth * task_.items.bounds + b];
    if (task_.ranges[b].excess(total) > 0.0) return true;
    for (std::uint64_t c = candidates; c != 0 && task_.ranges[b].shortfall(total) > 0.0;
         c &= c - 1) {
      total += task_.items.of(first_of(c), b);
    }
    if (task_.ranges[b].shortfall(total) > 0.0) return true;
  }
  return false;
}

bool GroupSearch::hopeless(const Set& set, std::uint64_t candidates, std::size_t depth) {
  const double* to_set = &to_set_[depth * count_];
  const double* pull = &pull_to_set_[depth * count_];
  heavy_.clear();
  double all = set.weight;
  for (std::uint64_t c = candidates; c != 0; c &= c - 1) {
    heavy_.push_back(task_.items.weights[first_of(c)]);
    all += heavy_.back();
  }
  // Quickly, for any number of items at once.
  double quick = set.pairs / all + set.rest;
  for (std::uint64_t c = candidates; c != 0; c &= c - 1) {
    const std::size_t i = first_of(c);
    quick += std::min(0.0, to_set[i] / all + worth_[i] + pull[i] + best_pulls_[i]);
  }
  if (quick >= limit_) return true;
  std::ranges::sort(heavy_, std::greater<>{});
  double weight = set.weight;
  for (std::size_t t = 1; t <= heavy_.size(); ++t) {
    weight += heavy_[t - 1];
    values_.clear();
    for (std::uint64_t c = candidates; c != 0; c &= c - 1) {
      const std::size_t i = first_of(c);
      const double pairs = to_set[i] + near_[i * (count_ + 1) + t - 1] / 2.0;
      values_.push_back(pairs / weight + worth_[i] + pull[i] + best_pulls_[i]);
    }
    const auto end = values_.begin() + static_cast<std::ptrdiff_t>(t);
    if (t < values_.size()) std::ranges::nth_element(values_, end);
    double bound = set.pairs / weight + set.rest;
    for (auto value = values_.begin(); value != end; ++value) bound += *value;
    if (bound < limit_) return false;
  }
  return true;
}

}  // namespace sozialraum::typology
