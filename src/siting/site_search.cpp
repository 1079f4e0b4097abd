#include "siting/site_search.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "siting/transport.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/parallel.hpp"

namespace sozialraum::siting {
namespace {

using Sites = std::vector<std::uint32_t>;

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kRelativeTie = 1e-9;  // what a proof cannot tell apart
constexpr int kRootRounds = 500;
constexpr int kNodeRounds = 12;
constexpr int kPatience = 12;  // rounds without progress before the step is halved
constexpr double kSmallestStep = 0.003;
constexpr double kFewChoices = 20'000.0;  // so few choices are searched for ties as well

/// Is a candidate still to be decided?
enum class Fate : std::uint8_t { kFree, kOpen, kClosed };

/// A set of choices: what is decided, the multipliers of the best bound so far, and the bound.
struct Node {
  std::vector<Fate> fate;
  std::vector<double> price;  ///< what a person's assignment costs, one a row
  double bound = std::numeric_limits<double>::infinity();
};

/// What one evaluation of the relaxed problem says.
struct Relaxation {
  double bound = 0.0;
  std::vector<double> worth;  ///< of each candidate at these prices
  std::vector<std::uint32_t> free_by_worth;
  std::vector<double> excess;  ///< 1 - how often a person is assigned, one a row
};

double choices_of(std::size_t candidates, std::size_t sites) {
  double count = 1.0;
  for (std::size_t i = 0; i < sites && count < 1e18; ++i) {
    count *= static_cast<double>(candidates - i) / static_cast<double>(i + 1);
  }
  return count;
}

/// The best choices found so far.
class Pool {
 public:
  explicit Pool(const SiteTask& task) : task_(task) {}

  void add(SiteChoice choice) {
    const auto before = [](const SiteChoice& a, const SiteChoice& b) {
      return a.gain != b.gain ? a.gain > b.gain : a.sites < b.sites;
    };
    const auto place = std::lower_bound(choices_.begin(), choices_.end(), choice, before);
    if (place != choices_.end() && place->sites == choice.sites) return;
    choices_.insert(place, std::move(choice));
    if (choices_.size() > task_.solutions) choices_.pop_back();
    while (choices_.back().gain < worst_listed() - tie()) choices_.pop_back();
  }

  [[nodiscard]] double best() const { return choices_.empty() ? kNever : choices_[0].gain; }
  [[nodiscard]] const Sites& best_sites() const { return choices_[0].sites; }
  [[nodiscard]] double tie() const { return kRelativeTie * std::max(1.0, std::abs(best())); }
  [[nodiscard]] double worst_listed() const {
    const double share = task_.slack_share;
    if (std::isinf(share)) return kNever;
    return best() - share * std::abs(task_.slack_base - best());
  }
  [[nodiscard]] bool full() const { return choices_.size() >= task_.solutions; }
  [[nodiscard]] double last() const { return choices_.back().gain; }
  [[nodiscard]] std::vector<SiteChoice> take() && { return std::move(choices_); }

 private:
  const SiteTask& task_;
  std::vector<SiteChoice> choices_;
};

class SiteSearch {
 public:
  SiteSearch(const GainTable& gains, const SiteTask& task)
      : gains_(gains), task_(task), pool_(task), existing_(task.existing) {
    std::sort(existing_.begin(), existing_.end());
  }

  SiteChoices run() {
    Node root{.fate = std::vector<Fate>(gains_.candidates(), Fate::kFree), .price = {}};
    for (const std::uint32_t site : existing_) root.fate[site] = Fate::kOpen;
    const std::size_t free = gains_.candidates() - existing_.size();
    sites_ = existing_.size() + std::min(task_.new_sites, free);
    budget_ = task_.passes;
    ties_matter_ = choices_of(free, sites_ - existing_.size()) <= kFewChoices;

    // What is fixed at the root is fixed for the list as well.
    only_best_ = task_.solutions == 1 && !ties_matter_;
    start(root);
    SiteChoices result;
    prove_the_best(root, result);
    list_the_others(root, result);
    result.choices = std::move(pool_).take();
    if (result.proven) result.bound = std::max(result.choices[0].gain, best_at_proof_);
    result.passes = passes_;
    return result;
  }

 private:
  // ---------------------------------------------------------------- the way of the search

  void start(Node& root) {
    consider(improve(choose_greedily()));
    root.price = prices_between_best_and_second(pool_.best_sites());
    root.bound = best_offers();
    tighten(root, kRootRounds, true);
    if (limited()) {
      improve_under_limits();
    } else {
      consider(improve(pool_.best_sites()));
      if (task_.solutions > 1) add_neighbours();
    }
  }

  void prove_the_best(const Node& root, SiteChoices& result) {
    only_best_ = !ties_matter_;
    open_bound_ = kNever;
    exhausted_ = false;
    budget_ = task_.solutions > 1 && !ties_matter_ ? task_.passes / 2 : task_.passes;
    explore(root);
    best_at_proof_ = pool_.best();
    result.bound = exhausted_ ? std::max(open_bound_, pool_.best()) : pool_.best();
    result.proven = result.bound <= pool_.best() + pool_.tie();
    result.complete = !exhausted_ && (ties_matter_ || task_.solutions == 1);
  }

  void list_the_others(const Node& root, SiteChoices& result) {
    if (task_.solutions == 1 || ties_matter_ || !result.proven) return;
    only_best_ = false;
    exhausted_ = false;
    budget_ = task_.passes;
    explore(root);
    result.complete = !exhausted_;
  }

  // ---------------------------------------------------------------- values of a choice

  [[nodiscard]] bool limited() const { return !task_.capacity.empty(); }

  [[nodiscard]] SiteChoice evaluate(Sites sites) {
    std::sort(sites.begin(), sites.end());
    spend();
    if (limited()) return {send_people(gains_, sites, task_.capacity).gain, std::move(sites)};
    best_gain_.assign(gains_.rows(), 0.0);
    for (const std::uint32_t site : sites) {
      for (const auto& [row, gain] : gains_.column(site)) {
        best_gain_[row] = std::max(best_gain_[row], gain);
      }
    }
    core::ExactSum sum;
    for (std::size_t r = 0; r < gains_.rows(); ++r) sum.add(gains_.people()[r] * best_gain_[r]);
    return {sum.value(), std::move(sites)};
  }

  void spend() {
    ++passes_;
    task_.execution.advance(1);
  }

  // ---------------------------------------------------------------- greedy and interchange

  /// The best two open sites of each row.
  struct Nearest {
    std::vector<double> best;
    std::vector<double> second;
    std::vector<std::uint32_t> site;  ///< position in the sites; kNoRow if none
  };

  [[nodiscard]] Nearest nearest(const Sites& sites) const {
    Nearest result{std::vector<double>(gains_.rows(), 0.0), std::vector<double>(gains_.rows(), 0.0),
                   std::vector<std::uint32_t>(gains_.rows(), GainTable::kNoRow)};
    for (std::uint32_t position = 0; position < sites.size(); ++position) {
      for (const auto& [row, gain] : gains_.column(sites[position])) {
        if (result.site[row] == GainTable::kNoRow || gain > result.best[row]) {
          result.second[row] = result.best[row];
          result.best[row] = gain;
          result.site[row] = position;
        } else {
          result.second[row] = std::max(result.second[row], gain);
        }
      }
    }
    return result;
  }

  [[nodiscard]] Sites choose_greedily() {
    Sites sites = existing_;
    std::vector<bool> open(gains_.candidates(), false);
    for (const std::uint32_t site : sites) open[site] = true;
    while (sites.size() < sites_) {
      spend();
      const Nearest now = nearest(sites);
      std::uint32_t best = 0;
      double most = kNever;
      for (std::uint32_t j = 0; j < gains_.candidates(); ++j) {
        if (open[j]) continue;
        const double gain = added_by(j, now);
        if (gain > most) {
          most = gain;
          best = j;
        }
      }
      open[best] = true;
      sites.push_back(best);
    }
    return sites;
  }

  [[nodiscard]] double added_by(std::uint32_t candidate, const Nearest& now) const {
    double added = 0.0;
    double room = limited() ? task_.capacity[candidate] : std::numeric_limits<double>::infinity();
    for (const auto& [row, gain] : gains_.column(candidate)) {
      if (gain <= now.best[row]) continue;
      const double people = std::min(room, gains_.people()[row]);
      added += people * (gain - now.best[row]);
      room -= people;
    }
    return added;
  }

  struct Swap {
    double profit = 0.0;
    std::size_t position = 0;  ///< of the site that closes
    std::uint32_t opens = 0;
  };

  /// What the exchange of each open site for each closed one would bring: O(table) for all of them
  /// (Whitaker 1983; Resende & Werneck 2007).
  template <class Visit>
  void for_each_swap(const Sites& sites, Visit visit) {
    spend();
    const Nearest now = nearest(sites);
    std::vector<double> loss(sites.size(), 0.0);
    for (std::size_t r = 0; r < gains_.rows(); ++r) {
      if (now.site[r] == GainTable::kNoRow) continue;
      loss[now.site[r]] += gains_.people()[r] * (now.best[r] - now.second[r]);
    }
    std::vector<bool> open(gains_.candidates(), false);
    for (const std::uint32_t site : sites) open[site] = true;
    std::vector<double> kept(sites.size());
    for (std::uint32_t j = 0; j < gains_.candidates(); ++j) {
      if (open[j]) continue;
      std::fill(kept.begin(), kept.end(), 0.0);
      double gain = 0.0;
      for (const auto& [row, offered] : gains_.column(j)) {
        const double people = gains_.people()[row];
        if (offered > now.best[row]) gain += people * (offered - now.best[row]);
        if (now.site[row] == GainTable::kNoRow || offered <= now.second[row]) continue;
        kept[now.site[row]] += people * (std::min(offered, now.best[row]) - now.second[row]);
      }
      for (std::size_t p = existing_.size(); p < sites.size(); ++p) {
        visit(Swap{gain - loss[p] + kept[p], p, j});
      }
    }
  }

  /// Exchanges while it pays. The existing sites stand first in `sites` and stay.
  [[nodiscard]] Sites improve(Sites sites) {
    if (limited()) return sites;
    existing_first(sites);
    while (true) {
      Swap best{.profit = pool_.tie()};
      for_each_swap(sites, [&best](const Swap& swap) {
        if (swap.profit > best.profit) best = swap;
      });
      if (best.profit <= pool_.tie()) return sites;
      sites[best.position] = best.opens;
    }
  }

  void existing_first(Sites& sites) const {
    std::sort(sites.begin(), sites.end());
    std::stable_partition(sites.begin(), sites.end(), [this](std::uint32_t site) {
      return std::binary_search(existing_.begin(), existing_.end(), site);
    });
  }

  /// The choices one exchange away from the best: they raise the bar for the list early.
  void add_neighbours() {
    Sites sites = pool_.best_sites();
    existing_first(sites);
    std::vector<Swap> swaps;
    for_each_swap(sites, [&swaps](const Swap& swap) { swaps.push_back(swap); });
    const std::size_t wanted = std::min(swaps.size(), task_.solutions);
    std::partial_sort(swaps.begin(), swaps.begin() + static_cast<std::ptrdiff_t>(wanted),
                      swaps.end(), [](const Swap& a, const Swap& b) {
                        return std::tuple(-a.profit, a.opens, a.position) <
                               std::tuple(-b.profit, b.opens, b.position);
                      });
    for (std::size_t i = 0; i < wanted; ++i) {
      Sites other = sites;
      other[swaps[i].position] = swaps[i].opens;
      pool_.add(evaluate(std::move(other)));
    }
  }

  /// With capacities every exchange needs a transportation problem: only promising candidates are
  /// tried, the first exchange that pays is taken.
  void improve_under_limits() {
    std::uint64_t tries = 400;
    bool better = true;
    while (better && tries > 0) {
      better = false;
      Sites sites = pool_.best_sites();
      existing_first(sites);
      for (std::size_t i = 0; i < root_order_.size() && !better; ++i) {
        const std::uint32_t opens = root_order_[i];
        if (std::find(sites.begin(), sites.end(), opens) != sites.end()) continue;
        for (std::size_t p = existing_.size(); p < sites.size() && !better && tries > 0; ++p) {
          --tries;
          Sites other = sites;
          other[p] = opens;
          better = consider(std::move(other));
        }
      }
    }
  }

  /// Adds a choice to the pool; true if it is the new best.
  bool consider(Sites sites) {
    SiteChoice choice = evaluate(std::move(sites));
    const bool better = choice.gain > pool_.best() + pool_.tie();
    pool_.add(std::move(choice));
    return better;
  }

  // ---------------------------------------------------------------- the bound

  /// The simplest bound: everybody gets the best offer.
  [[nodiscard]] double best_offers() const {
    double sum = 0.0;
    for (std::size_t r = 0; r < gains_.rows(); ++r) {
      double most = 0.0;
      for (const Offer& offer : gains_.row(r)) most = std::max(most, offer.gain);
      sum += gains_.people()[r] * most;
    }
    return sum;
  }

  [[nodiscard]] std::vector<double> prices_between_best_and_second(const Sites& sites) const {
    const Nearest now = nearest(sites);
    std::vector<double> price(gains_.rows());
    for (std::size_t r = 0; r < price.size(); ++r) price[r] = (now.best[r] + now.second[r]) / 2.0;
    return price;
  }

  /// What a candidate is worth at these prices: everybody takes it who gains more than the price.
  [[nodiscard]] double worth_of(std::uint32_t candidate, const std::vector<double>& price) const {
    if (limited()) return fill(candidate, price, nullptr);
    double worth = 0.0;
    for (const auto& [row, gain] : gains_.column(candidate)) {
      if (gain > price[row]) worth += gains_.people()[row] * (gain - price[row]);
    }
    return worth;
  }

  /// With a capacity those take it who gain most (a continuous knapsack). `taken` gets less by the
  /// share of each row that goes there.
  double fill(std::uint32_t candidate, const std::vector<double>& price,
              std::vector<double>* taken) const {
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto& [row, gain] : gains_.column(candidate)) {
      if (gain > price[row]) order.emplace_back(price[row] - gain, row);
    }
    std::sort(order.begin(), order.end());
    double room = task_.capacity[candidate];
    double worth = 0.0;
    for (const auto& [minus_gain, row] : order) {
      if (room <= 0.0) break;
      const double people = std::min(room, gains_.people()[row]);
      worth -= people * minus_gain;
      room -= people;
      if (taken != nullptr) (*taken)[row] -= people / gains_.people()[row];
    }
    return worth;
  }

  void assign(std::uint32_t candidate, const std::vector<double>& price,
              std::vector<double>& excess) const {
    if (limited()) {
      fill(candidate, price, &excess);
      return;
    }
    for (const auto& [row, gain] : gains_.column(candidate)) {
      if (gain > price[row]) excess[row] -= 1.0;
    }
  }

  [[nodiscard]] std::size_t still_to_open(const Node& node) const {
    const auto open = std::count(node.fate.begin(), node.fate.end(), Fate::kOpen);
    return sites_ - static_cast<std::size_t>(open);
  }

  [[nodiscard]] Relaxation relax(const Node& node, const std::vector<double>& price) {
    spend();
    Relaxation result;
    result.worth.assign(gains_.candidates(), 0.0);
    const auto work = [&](std::size_t begin, std::size_t end) {
      for (std::size_t j = begin; j < end; ++j) {
        if (node.fate[j] == Fate::kClosed) continue;
        result.worth[j] = worth_of(static_cast<std::uint32_t>(j), price);
      }
    };
    if (gains_.entries() > 50'000) {
      core::parallel_for(gains_.candidates(), 16, task_.execution, work);
    } else {
      work(0, gains_.candidates());
    }
    double bound = 0.0;
    for (std::size_t r = 0; r < price.size(); ++r) bound += gains_.people()[r] * price[r];
    result.excess.assign(gains_.rows(), 1.0);
    for (std::uint32_t j = 0; j < gains_.candidates(); ++j) {
      if (node.fate[j] == Fate::kFree) result.free_by_worth.push_back(j);
      if (node.fate[j] != Fate::kOpen) continue;
      bound += result.worth[j];
      assign(j, price, result.excess);
    }
    std::sort(result.free_by_worth.begin(), result.free_by_worth.end(),
              [&result](std::uint32_t a, std::uint32_t b) {
                return result.worth[a] != result.worth[b] ? result.worth[a] > result.worth[b]
                                                          : a < b;
              });
    const std::size_t open = still_to_open(node);
    for (std::size_t i = 0; i < open; ++i) {
      bound += result.worth[result.free_by_worth[i]];
      assign(result.free_by_worth[i], price, result.excess);
    }
    result.bound = bound;
    return result;
  }

  /// Lowers the bound of a node by subgradient steps (Held, Wolfe & Crowder 1974; Polyak's length),
  /// fixes candidates on the way, and stops when the node can be left.
  void tighten(Node& node, int rounds, bool is_root) {
    std::vector<double> price = node.price;
    double step = is_root ? 1.5 : 0.7;
    int idle = 0;
    for (int round = 0; round < rounds && step > kSmallestStep; ++round) {
      if (passes_ >= budget_ || decided(node)) return;
      const Relaxation relaxation = relax(node, price);
      if (relaxation.bound < node.bound - 1e-7 * std::abs(node.bound)) idle = 0;
      if (relaxation.bound < node.bound || round == 0) {
        node.bound = std::min(node.bound, relaxation.bound);
        node.price = price;
        last_order_ = relaxation.free_by_worth;
        if (is_root) root_order_ = relaxation.free_by_worth;
      }
      if (can_leave(relaxation.bound)) return;
      if (is_root && round % (limited() ? 25 : 5) == 0) try_relaxed(node, relaxation);
      fix(node, relaxation);
      if (++idle > kPatience) {
        idle = 0;
        step /= 2.0;
        price = node.price;
        continue;
      }
      if (!move(price, relaxation, step)) return;
    }
  }

  /// False if the relaxed choice assigns everybody exactly once: then it is optimal.
  bool move(std::vector<double>& price, const Relaxation& relaxation, double step) const {
    double norm = 0.0;
    for (std::size_t r = 0; r < price.size(); ++r) {
      const double excess = relaxation.excess[r];
      // A person nobody wants, at a price of zero, does not ask for a move.
      if (price[r] == 0.0 && excess > 0.0) continue;
      norm += gains_.people()[r] * excess * excess;
    }
    const double goal = relaxation.bound > pool_.best() ? pool_.best() : bar();
    const double distance = relaxation.bound - goal;
    if (!(norm > 1e-9) || !(distance > 0.0) || std::isinf(distance)) return false;
    const double length = step * distance / norm;
    for (std::size_t r = 0; r < price.size(); ++r) {
      price[r] = std::max(0.0, price[r] - length * relaxation.excess[r]);
    }
    return true;
  }

  void try_relaxed(const Node& node, const Relaxation& relaxation) {
    Sites sites;
    for (std::uint32_t j = 0; j < node.fate.size(); ++j) {
      if (node.fate[j] == Fate::kOpen) sites.push_back(j);
    }
    const std::size_t open = sites_ - std::min(sites_, sites.size());
    sites.insert(sites.end(), relaxation.free_by_worth.begin(),
                 relaxation.free_by_worth.begin() +
                     static_cast<std::ptrdiff_t>(std::min(open, relaxation.free_by_worth.size())));
    if (sites.size() != sites_) return;
    consider(sites);
  }

  // ---------------------------------------------------------------- branch and bound

  /// What a choice must gain to be wanted.
  [[nodiscard]] double bar() const {
    if (only_best_) return pool_.best();
    return pool_.full() ? std::max(pool_.last(), pool_.worst_listed()) : pool_.worst_listed();
  }

  /// Choices as good as the last listed one are wanted only where ties are searched, or where the
  /// list has room for them.
  [[nodiscard]] bool can_leave(double bound) const {
    const bool ties_wanted = ties_matter_ || (!only_best_ && !pool_.full());
    return ties_wanted ? bound < bar() - pool_.tie() : bound <= bar() + pool_.tie();
  }

  [[nodiscard]] bool decided(const Node& node) const {
    const std::size_t open = still_to_open(node);
    const auto free = std::count(node.fate.begin(), node.fate.end(), Fate::kFree);
    return open == 0 || static_cast<std::size_t>(free) <= open;
  }

  /// Closes what would make the bound too low if opened, opens what would if closed.
  void fix(Node& node, const Relaxation& relaxation) const {
    const auto& order = relaxation.free_by_worth;
    const std::size_t open = still_to_open(node);
    if (open == 0 || order.size() <= open) return;
    const double last_in = relaxation.worth[order[open - 1]];
    const double first_out = relaxation.worth[order[open]];
    for (std::size_t i = 0; i < order.size(); ++i) {
      const double worth = relaxation.worth[order[i]];
      if (i < open) {
        if (can_leave(relaxation.bound - worth + first_out)) node.fate[order[i]] = Fate::kOpen;
      } else if (can_leave(relaxation.bound - last_in + worth)) {
        node.fate[order[i]] = Fate::kClosed;
      }
    }
  }

  void explore(Node node) {
    while (true) {
      if (can_leave(node.bound)) return;
      if (!decided(node)) tighten(node, kNodeRounds, false);
      if (can_leave(node.bound)) return;
      if (decided(node)) {
        try_last(node);
        return;
      }
      if (passes_ >= budget_) {
        exhausted_ = true;
        open_bound_ = std::max(open_bound_, node.bound);
        return;
      }
      const std::uint32_t branch = branch_of(node);
      Node with = node;
      with.fate[branch] = Fate::kOpen;
      explore(std::move(with));
      node.fate[branch] = Fate::kClosed;
    }
  }

  /// The free candidate that is worth most in the best relaxation: without it the bound falls most.
  [[nodiscard]] std::uint32_t branch_of(const Node& node) const {
    for (const std::uint32_t j : last_order_) {
      if (node.fate[j] == Fate::kFree) return j;
    }
    const auto free = std::find(node.fate.begin(), node.fate.end(), Fate::kFree);
    return static_cast<std::uint32_t>(free - node.fate.begin());
  }

  void try_last(const Node& node) {
    Sites sites;
    const bool all_free = still_to_open(node) > 0;
    for (std::uint32_t j = 0; j < node.fate.size(); ++j) {
      if (node.fate[j] == Fate::kOpen || (all_free && node.fate[j] == Fate::kFree)) {
        sites.push_back(j);
      }
    }
    // A branch that closed too many has no choice left.
    if (sites.size() == sites_) consider(std::move(sites));
  }

  const GainTable& gains_;
  const SiteTask& task_;
  Pool pool_;
  Sites existing_;
  std::size_t sites_ = 0;
  bool ties_matter_ = false;
  bool only_best_ = true;
  bool exhausted_ = false;
  std::uint64_t passes_ = 0;
  std::uint64_t budget_ = 0;
  double open_bound_ = kNever;
  double best_at_proof_ = kNever;
  Sites root_order_;
  Sites last_order_;
  std::vector<double> best_gain_;
};

}  // namespace

SiteChoices search_sites(const GainTable& gains, const SiteTask& task) {
  return SiteSearch(gains, task).run();
}

}  // namespace sozialraum::siting
