#include "typology/bounded_search.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sozialraum/core/parallel.hpp"
#include "typology/flow_assignment.hpp"

namespace sozialraum::typology {
namespace {

/// A move must win more than rounding can feign.
constexpr double kRealFall = 1e-12;
/// Exchanges are tried pair by pair up to so many items: half a million pairs.
constexpr std::size_t kFewItems = 1000;
constexpr std::size_t kMostSteps = 300;
constexpr std::size_t kMostKicks = 60;
constexpr std::size_t kPriceRounds = 8;
constexpr std::size_t kBoundSteps = 300;

double total_squares(const Items& items) {
  double sum = 0.0;
  for (std::size_t i = 0; i < items.count; ++i) {
    double squares = 0.0;
    for (const double x : items.row(i)) squares += x * x;
    sum += items.weights[i] * squares;
  }
  return sum;
}

}  // namespace

double cost_of(const Task& task, std::span<const std::uint32_t> types) {
  const Items& items = task.items;
  std::vector<double> sums(task.types * items.columns, 0.0);
  std::vector<double> weights(task.types, 0.0);
  for (std::size_t i = 0; i < items.count; ++i) {
    weights[types[i]] += items.weights[i];
    for (std::size_t j = 0; j < items.columns; ++j) {
      sums[types[i] * items.columns + j] += items.weights[i] * items.row(i)[j];
    }
  }
  double cost = 0.0;
  double pulls = 0.0;
  for (std::size_t i = 0; i < items.count; ++i) {
    double squares = 0.0;
    for (std::size_t j = 0; j < items.columns && weights[types[i]] > 0.0; ++j) {
      const double gap = items.row(i)[j] - sums[types[i] * items.columns + j] / weights[types[i]];
      squares += gap * gap;
    }
    cost += items.inner[i] + items.weights[i] * squares;
    for (const Pull& pull : items.pulls[i]) {
      if (pull.other > i && types[pull.other] == types[i]) pulls += pull.cost;
    }
  }
  return cost + pulls;
}

bool keeps_all(const Task& task, std::span<const std::uint32_t> types) {
  const Items& items = task.items;
  std::vector<double> totals(task.types * items.bounds, 0.0);
  for (std::size_t i = 0; i < items.count; ++i) {
    for (std::size_t b = 0; b < items.bounds; ++b)
      totals[types[i] * items.bounds + b] += items.of(i, b);
    for (const std::uint32_t other : items.apart[i]) {
      if (types[other] == types[i]) return false;
    }
  }
  for (std::size_t c = 0; c < totals.size(); ++c) {
    if (task.ranges[c % items.bounds].miss(totals[c]) > 0.0) return false;
  }
  return true;
}

BoundedSearch::BoundedSearch(const Task& task)
    : task_(task),
      items_(task.items),
      types_(task.types),
      columns_(task.items.columns),
      prices_(task.items, task.ranges, task.types),
      scale_(task.items.bounds, 0.0),
      centres_(types_ * columns_),
      sums_(types_ * columns_),
      weights_(types_),
      totals_(types_ * items_.bounds),
      costs_(items_.count * types_),
      own_(items_.count) {
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t b = 0; b < items_.bounds; ++b) scale_[b] += items_.of(i, b);
    pulled_ = pulled_ || !items_.pulls[i].empty();
    apart_ = apart_ || !items_.apart[i].empty();
  }
  for (double& scale : scale_) scale = scale > 0.0 ? scale / static_cast<double>(types_) : 1.0;
  // Every bound counts each item once: then they are one range of a number of items.
  plain_ = !apart_ && std::ranges::all_of(items_.counts, [](double count) { return count == 1.0; });
  enough_ = kRealFall * total_squares(items_);
}

double BoundedSearch::distance2(std::size_t item, std::size_t type) const {
  double sum = 0.0;
  for (std::size_t j = 0; j < columns_; ++j) {
    const double gap = items_.values[item * columns_ + j] - centres_[type * columns_ + j];
    sum += gap * gap;
  }
  return sum;
}

// ---- first centres: k-means++ (Arthur and Vassilvitskii 2007) ----

void BoundedSearch::draw_centres(core::RandomStream& random) {
  std::vector<double> lot(items_.count, 1.0);
  for (std::size_t c = 0; c < types_; ++c) {
    double total = 0.0;
    for (std::size_t i = 0; i < items_.count; ++i) total += items_.weights[i] * lot[i];
    double target = random.uniform() * total;
    std::size_t chosen = items_.count;
    for (std::size_t i = 0; i < items_.count; ++i) {
      if (!(items_.weights[i] * lot[i] > 0.0)) continue;
      chosen = i;  // rounding may leave the target beyond the last one
      target -= items_.weights[i] * lot[i];
      if (target < 0.0) break;
    }
    if (chosen == items_.count) chosen = random.below(items_.count);
    std::ranges::copy(items_.row(chosen), &centres_[c * columns_]);
    for (std::size_t i = 0; i < items_.count; ++i) {
      lot[i] = c == 0 ? distance2(i, c) : std::min(lot[i], distance2(i, c));
    }
  }
}

// ---- steps of Lloyd under ranges ----

void BoundedSearch::measure() {
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t c = 0; c < types_; ++c) {
      costs_[i * types_ + c] = items_.weights[i] * distance2(i, c);
    }
  }
}

void BoundedSearch::assign() {
  if (plain_) {
    double least = 0.0;
    double most = static_cast<double>(items_.count);
    for (const Range& range : task_.ranges) {
      least = std::max(least, std::ceil(range.least - 1e-9));
      most = std::min(most, std::floor(range.most + 1e-9));
    }
    own_ = flow_assignment(costs_, types_, static_cast<std::size_t>(least),
                           static_cast<std::size_t>(most));
    return;
  }
  prices_.settle(costs_, kPriceRounds);
  own_ = prices_.assignment();
}

void BoundedSearch::centre_from_sum(std::size_t type) {
  if (!(weights_[type] > 0.0)) return;  // a type without weight keeps its centre
  for (std::size_t j = 0; j < columns_; ++j) {
    centres_[type * columns_ + j] = sums_[type * columns_ + j] / weights_[type];
  }
}

void BoundedSearch::count_members() {
  std::ranges::fill(sums_, 0.0);
  std::ranges::fill(weights_, 0.0);
  std::ranges::fill(totals_, 0.0);
  for (std::size_t i = 0; i < items_.count; ++i) {
    weights_[own_[i]] += items_.weights[i];
    for (std::size_t j = 0; j < columns_; ++j) {
      sums_[own_[i] * columns_ + j] += items_.weights[i] * items_.values[i * columns_ + j];
    }
    for (std::size_t b = 0; b < items_.bounds; ++b) {
      totals_[own_[i] * items_.bounds + b] += items_.of(i, b);
    }
  }
}

bool BoundedSearch::run(core::RandomStream random, const core::Execution& execution) {
  draw_centres(random);
  measure();
  assign();
  count_members();
  return descend(random, execution);
}

bool BoundedSearch::run_from(std::span<const std::uint32_t> types, core::RandomStream random,
                             const core::Execution& execution) {
  own_.assign(types.begin(), types.end());
  count_members();
  for (std::size_t c = 0; c < types_; ++c) centre_from_sum(c);
  measure();
  return descend(random, execution);
}

/// REQUIRES costs_, own_ and the members counted.
bool BoundedSearch::descend(core::RandomStream& random, const core::Execution& execution) {
  if (!repair(random, execution)) return false;
  cost_ = cost_of(task_, own_);
  for (std::size_t step = 0; step < kMostSteps; ++step) {
    execution.advance();
    const std::vector<std::uint32_t> before = own_;
    for (std::size_t c = 0; c < types_; ++c) centre_from_sum(c);
    measure();
    assign();
    count_members();
    if (repair(random, execution)) {
      const double now = cost_of(task_, own_);
      if (now < cost_ - enough_) {
        cost_ = now;
        continue;
      }
    }
    own_ = before;
    count_members();
    if (!improve(execution)) break;
    cost_ = cost_of(task_, own_);
  }
  for (std::size_t c = 0; c < types_; ++c) centre_from_sum(c);
  return true;
}

// ---- ranges and links that are missed ----

double BoundedSearch::missed_by(std::size_t type) const {
  double sum = 0.0;
  for (std::size_t b = 0; b < items_.bounds; ++b) {
    sum += task_.ranges[b].miss(totals_[type * items_.bounds + b]) / scale_[b];
  }
  return sum;
}

double BoundedSearch::missed() const {
  double sum = 0.0;
  for (std::size_t c = 0; c < types_; ++c) sum += missed_by(c);
  for (std::size_t i = 0; apart_ && i < items_.count; ++i) {
    for (const std::uint32_t other : items_.apart[i]) sum += own_[other] == own_[i] ? 0.5 : 0.0;
  }
  return sum;
}

double BoundedSearch::change_of_missed(std::size_t item, std::uint32_t to) const {
  const std::uint32_t from = own_[item];
  double change = 0.0;
  for (std::size_t b = 0; b < items_.bounds; ++b) {
    const double count = items_.of(item, b);
    if (count == 0.0) continue;
    const Range& range = task_.ranges[b];
    const double left = totals_[from * items_.bounds + b];
    const double got = totals_[to * items_.bounds + b];
    change +=
        (range.miss(left - count) - range.miss(left) + range.miss(got + count) - range.miss(got)) /
        scale_[b];
  }
  for (const std::uint32_t other : items_.apart[item]) {
    change += (own_[other] == to ? 1.0 : 0.0) - (own_[other] == from ? 1.0 : 0.0);
  }
  return change;
}

/// Of the exchange of two items of different types.
double BoundedSearch::change_of_missed(std::size_t one, std::size_t other) const {
  const std::uint32_t a = own_[one];
  const std::uint32_t b = own_[other];
  double change = 0.0;
  for (std::size_t c = 0; c < items_.bounds; ++c) {
    const double more = items_.of(other, c) - items_.of(one, c);
    if (more == 0.0) continue;
    const Range& range = task_.ranges[c];
    const double here = totals_[a * items_.bounds + c];
    const double there = totals_[b * items_.bounds + c];
    change += (range.miss(here + more) - range.miss(here) + range.miss(there - more) -
               range.miss(there)) /
              scale_[c];
  }
  const auto links = [&](std::size_t item, std::size_t partner, std::uint32_t from,
                         std::uint32_t to) {
    for (const std::uint32_t x : items_.apart[item]) {
      if (x == partner) continue;  // they change places and stay apart
      change += (own_[x] == to ? 1.0 : 0.0) - (own_[x] == from ? 1.0 : 0.0);
    }
  };
  links(one, other, a, b);
  links(other, one, b, a);
  return change;
}

/// The move that mends most per cost; gain 0 if no single move mends anything.
BoundedSearch::Move BoundedSearch::best_repair() const {
  std::vector<bool> bad(types_);
  for (std::size_t c = 0; c < types_; ++c) bad[c] = missed_by(c) > 0.0;
  Move best{.other = items_.count, .gain = 0.0};
  for (std::size_t i = 0; i < items_.count; ++i) {
    const bool linked = !items_.apart[i].empty();
    for (std::uint32_t c = 0; c < types_; ++c) {
      if (c == own_[i] || (!linked && !bad[c] && !bad[own_[i]])) continue;
      const double gain = -change_of_missed(i, c);
      if (!(gain > 1e-12)) continue;
      const double cost = (costs_[i * types_ + c] - costs_[i * types_ + own_[i]]) / gain;
      if (cost < best.cost) best = {i, items_.count, c, gain, cost};
    }
  }
  return best;
}

BoundedSearch::Move BoundedSearch::best_exchange() const {
  Move best{.other = items_.count, .gain = 0.0};
  if (items_.count > kFewItems) return best;
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (std::size_t l = i + 1; l < items_.count; ++l) {
      if (own_[i] == own_[l]) continue;
      const double gain = -change_of_missed(i, l);
      if (!(gain > 1e-12)) continue;
      const double cost = (costs_[i * types_ + own_[l]] - costs_[i * types_ + own_[i]] +
                           costs_[l * types_ + own_[i]] - costs_[l * types_ + own_[l]]) /
                          gain;
      if (cost < best.cost) best = {i, l, own_[l], gain, cost};
    }
  }
  return best;
}

void BoundedSearch::do_move(const Move& chosen) {
  const std::uint32_t from = own_[chosen.item];
  move(chosen.item, chosen.type);
  if (chosen.other < items_.count) move(chosen.other, from);
}

/// Out of a dead end: some items go to types drawn by lot.
void BoundedSearch::kick(core::RandomStream& random) {
  const std::size_t moves = 1 + random.below(std::min<std::size_t>(4, items_.count));
  for (std::size_t m = 0; m < moves; ++m) {
    move(random.below(items_.count), static_cast<std::uint32_t>(random.below(types_)));
  }
}

bool BoundedSearch::repair(core::RandomStream& random, const core::Execution& execution) {
  std::size_t kicks = 0;
  std::size_t moves = 0;
  while (missed() > 0.0) {
    if (++moves % 16 == 0) execution.advance();
    Move move = best_repair();
    if (move.gain == 0.0) move = best_exchange();
    if (move.gain > 0.0) {
      do_move(move);
    } else if (++kicks <= kMostKicks && types_ > 1) {
      kick(random);
    } else {
      return false;
    }
  }
  return keeps_all(task_, own_);
}

// ---- single moves and exchanges that keep all (Hartigan 1975) ----

void BoundedSearch::move(std::size_t item, std::uint32_t to) {
  const std::uint32_t from = own_[item];
  if (from == to) return;
  const double weight = items_.weights[item];
  for (std::size_t j = 0; j < columns_; ++j) {
    const double part = weight * items_.values[item * columns_ + j];
    sums_[from * columns_ + j] -= part;
    sums_[to * columns_ + j] += part;
  }
  weights_[from] -= weight;
  weights_[to] += weight;
  for (std::size_t b = 0; b < items_.bounds; ++b) {
    totals_[from * items_.bounds + b] -= items_.of(item, b);
    totals_[to * items_.bounds + b] += items_.of(item, b);
  }
  own_[item] = to;
}

double BoundedSearch::pull_to(std::size_t item, std::uint32_t type) const {
  double sum = 0.0;
  for (const Pull& pull : items_.pulls[item]) sum += own_[pull.other] == type ? pull.cost : 0.0;
  return sum;
}

/// By how much the cost rises if the item moves; the centres follow. REQUIRES current centres.
double BoundedSearch::change_of_cost(std::size_t item, std::uint32_t to) const {
  const std::uint32_t from = own_[item];
  const double weight = items_.weights[item];
  double change = pulled_ ? pull_to(item, to) - pull_to(item, from) : 0.0;
  if (weight == 0.0) return change;
  const double rest = weights_[from] - weight;
  const double heavy = weights_[to];
  if (!(rest > 0.0)) return std::numeric_limits<double>::infinity();
  change += weight * heavy / (heavy + weight) * distance2(item, to);
  return change - weight * weights_[from] / rest * distance2(item, from);
}

double BoundedSearch::change_of_cost(std::size_t one, std::size_t other) const {
  const std::uint32_t a = own_[one];
  const std::uint32_t b = own_[other];
  const double heavier = items_.weights[other] - items_.weights[one];
  const double here = weights_[a] + heavier;
  const double there = weights_[b] - heavier;
  if (!(here > 0.0) || !(there > 0.0)) return std::numeric_limits<double>::infinity();
  double before_a = 0.0;
  double before_b = 0.0;
  double after_a = 0.0;
  double after_b = 0.0;
  for (std::size_t j = 0; j < columns_; ++j) {
    const double shift = items_.weights[other] * items_.values[other * columns_ + j] -
                         items_.weights[one] * items_.values[one * columns_ + j];
    const double x = sums_[a * columns_ + j];
    const double y = sums_[b * columns_ + j];
    before_a += x * x;
    before_b += y * y;
    after_a += (x + shift) * (x + shift);
    after_b += (y - shift) * (y - shift);
  }
  double change =
      before_a / weights_[a] + before_b / weights_[b] - after_a / here - after_b / there;
  if (!pulled_) return change;
  change += pull_to(one, b) - pull_to(one, a) + pull_to(other, a) - pull_to(other, b);
  for (const Pull& pull : items_.pulls[one]) {
    if (pull.other == other) change -= 2.0 * pull.cost;  // they change places and stay parted
  }
  return change;
}

bool BoundedSearch::improve_by_moves() {
  bool any = false;
  bool moved = true;
  while (moved) {
    moved = false;
    for (std::size_t i = 0; i < items_.count; ++i) {
      double least = -enough_;
      std::uint32_t best = own_[i];
      for (std::uint32_t c = 0; c < types_; ++c) {
        if (c == own_[i]) continue;
        const double change = change_of_cost(i, c);
        if (!(change < least) || change_of_missed(i, c) > 0.0) continue;
        least = change;
        best = c;
      }
      if (best == own_[i]) continue;
      const std::uint32_t from = own_[i];
      move(i, best);
      centre_from_sum(from);
      centre_from_sum(best);
      moved = any = true;
    }
  }
  return any;
}

bool BoundedSearch::improve_by_exchanges(const core::Execution& execution) {
  if (items_.count > kFewItems) return false;
  bool any = false;
  for (std::size_t i = 0; i < items_.count; ++i) {
    if (i % 64 == 0) execution.advance();
    for (std::size_t l = i + 1; l < items_.count; ++l) {
      if (own_[i] == own_[l] || !(change_of_cost(i, l) < -enough_) ||
          change_of_missed(i, l) > 0.0) {
        continue;
      }
      do_move({.item = i, .other = l, .type = own_[l]});
      centre_from_sum(own_[i]);
      centre_from_sum(own_[l]);
      any = true;
    }
  }
  return any;
}

bool BoundedSearch::improve(const core::Execution& execution) {
  count_members();  // afresh, so that no rounding of the steps before remains
  for (std::size_t c = 0; c < types_; ++c) centre_from_sum(c);
  bool any = false;
  while (true) {
    const bool moved = improve_by_moves();
    const bool exchanged = improve_by_exchanges(execution);
    any = any || moved || exchanged;
    if (!exchanged) return any;
  }
}

double BoundedSearch::assignment_bound(std::span<const std::uint32_t> types) {
  own_.assign(types.begin(), types.end());
  cost_ = cost_of(task_, own_);
  count_members();
  double inner = 0.0;
  for (const double squares : items_.inner) inner += squares;
  double pulls = 0.0;  // the least they can cost
  for (std::size_t i = 0; i < items_.count; ++i) {
    for (const Pull& pull : items_.pulls[i]) pulls += std::min(pull.cost, 0.0) / 2.0;
  }
  for (std::size_t c = 0; c < types_; ++c) centre_from_sum(c);
  measure();
  if (plain_) {
    assign();
    double sum = 0.0;
    for (std::size_t i = 0; i < items_.count; ++i) sum += costs_[i * types_ + own_[i]];
    return std::min(cost_, inner + pulls + sum);
  }
  prices_.settle(costs_, kPriceRounds);
  const double known = cost_ - inner - pulls;
  return std::min(cost_, inner + pulls + prices_.improve(costs_, known, kBoundSteps));
}

std::vector<std::vector<std::uint32_t>> good_partitions(const Task& task,
                                                        const SearchOptions& options) {
  constexpr std::size_t kMost = 30;
  const std::size_t warm = options.warm.size();
  std::vector<std::vector<std::uint32_t>> found(warm + options.starts);
  std::vector<double> cost(found.size(), 0.0);
  options.execution.expect(found.size());
  core::parallel_for(found.size(), 4, options.execution, [&](std::size_t begin, std::size_t end) {
    for (std::size_t s = begin; s < end; ++s) {
      BoundedSearch search(task);  // anew, so that no price of another start remains
      const core::RandomStream random(options.seed, "partition start", s < warm ? s : s - warm);
      const bool good = s < warm ? search.run_from(options.warm[s], random, options.execution)
                                 : search.run(random, options.execution);
      options.execution.advance(1);
      if (!good) continue;
      found[s] = search.types();
      cost[s] = search.cost();
    }
  });
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < found.size(); ++s) {
    if (!found[s].empty()) order.push_back(s);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t s) { return cost[s]; });
  std::vector<std::vector<std::uint32_t>> best;
  for (const std::size_t s : order) {
    if (best.size() == kMost) break;
    best.push_back(std::move(found[s]));
  }
  return best;
}

}  // namespace sozialraum::typology
