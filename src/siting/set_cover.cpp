#include "siting/set_cover.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace sozialraum::siting {
namespace {

using Sites = std::vector<std::uint32_t>;

constexpr int kRootRounds = 1500;
constexpr int kNodeRounds = 25;
constexpr double kRounding = 1e-6;  // the dual bound is a sum of floating-point numbers

/// Rows that are harder to cover make easier ones superfluous: if {a, b} is covered, so is {a, b,
/// c}.
std::vector<Sites> hardest_rows(std::vector<Sites> rows, std::size_t candidates) {
  std::sort(rows.begin(), rows.end(), [](const Sites& a, const Sites& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  std::vector<std::vector<std::size_t>> kept_with(candidates);
  std::vector<Sites> kept;
  for (Sites& row : rows) {
    const bool easier = std::any_of(row.begin(), row.end(), [&](std::uint32_t first) {
      return std::any_of(kept_with[first].begin(), kept_with[first].end(), [&](std::size_t k) {
        return std::includes(row.begin(), row.end(), kept[k].begin(), kept[k].end());
      });
    });
    if (easier) continue;
    kept_with[row.front()].push_back(kept.size());
    kept.push_back(std::move(row));
  }
  return kept;
}

class CoverSearch {
 public:
  explicit CoverSearch(const CoverTask& task) : task_(task) {
    Sites open = task.existing;
    std::sort(open.begin(), open.end());
    std::vector<Sites> uncovered;
    for (const Sites& row : task.rows) {
      const bool covered = std::any_of(row.begin(), row.end(), [&open](std::uint32_t site) {
        return std::binary_search(open.begin(), open.end(), site);
      });
      if (!covered) uncovered.push_back(row);
    }
    rows_ = hardest_rows(std::move(uncovered), task.candidates);
    columns_.resize(task.candidates);
    for (std::uint32_t r = 0; r < rows_.size(); ++r) {
      for (const std::uint32_t site : rows_[r]) columns_[site].push_back(r);
    }
    closed_.assign(task.candidates, false);
    if (task.solutions == 1) close_dominated_candidates();
    limit_ = task.at_most - std::min(task.at_most, open.size());
    existing_ = std::move(open);
  }

  Covers run() {
    State root{.covered = std::vector<std::uint16_t>(rows_.size(), 0),
               .closed = closed_,
               .price = first_prices(),
               .chosen = {},
               .uncovered = rows_.size()};
    offer(greedy(root, std::vector<double>(rows_.size(), 1.0)));
    if (!settled_) lower_ = tighten(root, kRootRounds);
    explore(std::move(root));
    return result();
  }

 private:
  struct State {
    std::vector<std::uint16_t> covered;  ///< how many chosen sites cover a row
    std::vector<bool> closed;
    std::vector<double> price;  ///< dual values, one a row
    Sites chosen;
    std::size_t uncovered = 0;
  };

  void spend() {
    ++passes_;
    task_.execution.advance(1);
  }

  /// A candidate whose rows another one covers too is not needed; of equals the first stays.
  void close_dominated_candidates() {
    for (std::uint32_t weak = 0; weak < task_.candidates; ++weak) {
      if (columns_[weak].empty()) {
        closed_[weak] = true;
        continue;
      }
      // Whoever dominates covers the first row of the weak one as well.
      for (const std::uint32_t strong : rows_[columns_[weak].front()]) {
        if (strong == weak || closed_[strong]) continue;
        const bool equal = columns_[strong].size() == columns_[weak].size();
        if (equal && strong > weak) continue;
        if (std::includes(columns_[strong].begin(), columns_[strong].end(), columns_[weak].begin(),
                          columns_[weak].end())) {
          closed_[weak] = true;
          break;
        }
      }
    }
  }

  [[nodiscard]] std::vector<double> first_prices() const {
    std::vector<double> price(rows_.size());
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      std::size_t widest = 1;
      for (const std::uint32_t site : rows_[r]) widest = std::max(widest, columns_[site].size());
      price[r] = 1.0 / static_cast<double>(widest);
    }
    return price;
  }

  /// Room that a cover may still use in this state, if it is to be wanted.
  [[nodiscard]] double room(const State& state) const {
    return static_cast<double>(limit_) - static_cast<double>(state.chosen.size());
  }

  /// Fewest sites that the uncovered rows still need: sum of prices plus what is overpaid.
  /// Subgradient steps; closes candidates that no wanted cover can contain.
  double tighten(State& state, int rounds) {
    double best = 0.0;
    double step = 1.0;
    int idle = 0;
    std::vector<double> price = state.price;
    std::vector<double> reduced(task_.candidates);
    std::vector<double> excess(rows_.size());
    std::vector<double> way(rows_.size(), 0.0);
    const bool is_root = state.chosen.empty();
    for (int round = 0; round < rounds && state.uncovered > 0; ++round) {
      if (passes_ >= task_.passes) return best;
      spend();
      const double bound = relax(state, price, reduced, excess);
      if (bound > best + 1e-9) {
        idle = bound > best + 1e-4 ? 0 : idle + 1;
        best = bound;
        state.price = price;
      } else {
        ++idle;
      }
      if (std::ceil(best - kRounding) > room(state)) return best;
      if (is_root && round % 4 == 3) {
        offer(greedy(state, price));
        if (settled_) return best;
      }
      close_too_dear(state, bound, reduced);
      if (idle > (is_root ? 25 : 8)) {
        idle = 0;
        step /= 2.0;
        if (step < 0.002) break;
        price = state.price;
        relax(state, price, reduced, excess);
      }
      // Most of the last direction is kept: less to and fro (Crowder 1976).
      for (std::size_t r = 0; r < way.size(); ++r) way[r] = 0.7 * way[r] + 0.3 * excess[r];
      if (!move(state, price, way, step * (room(state) + 1.0 - bound))) break;
    }
    return best;
  }

  double relax(const State& state, const std::vector<double>& price, std::vector<double>& reduced,
               std::vector<double>& excess) const {
    double bound = 0.0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      excess[r] = 1.0;
      if (state.covered[r] == 0) bound += price[r];
    }
    for (std::uint32_t j = 0; j < task_.candidates; ++j) {
      reduced[j] = 1.0;
      if (state.closed[j]) continue;
      for (const std::uint32_t r : columns_[j]) {
        if (state.covered[r] == 0) reduced[j] -= price[r];
      }
      if (reduced[j] >= 0.0) continue;
      bound += reduced[j];
      for (const std::uint32_t r : columns_[j]) excess[r] -= 1.0;
    }
    return bound;
  }

  void close_too_dear(State& state, double bound, const std::vector<double>& reduced) const {
    for (std::uint32_t j = 0; j < task_.candidates; ++j) {
      if (!state.closed[j] && reduced[j] > 0.0 &&
          std::ceil(bound + reduced[j] - kRounding) > room(state)) {
        state.closed[j] = true;
      }
    }
  }

  bool move(const State& state, std::vector<double>& price, const std::vector<double>& excess,
            double distance) const {
    double norm = 0.0;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      // A row that is covered too often at a price of zero cannot become cheaper.
      const bool stays = price[r] == 0.0 && excess[r] < 0.0;
      if (state.covered[r] == 0 && !stays) norm += excess[r] * excess[r];
    }
    if (!(norm > 1e-6)) return false;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      // No row is worth more than the one site that would cover it.
      if (state.covered[r] == 0) {
        price[r] = std::clamp(price[r] + distance / norm * excess[r], 0.0, 1.0);
      }
    }
    return true;
  }

  void open(State& state, std::uint32_t site) const {
    state.chosen.push_back(site);
    for (const std::uint32_t r : columns_[site]) {
      if (state.covered[r]++ == 0) --state.uncovered;
    }
  }

  [[nodiscard]] std::size_t covers_anew(const State& state, std::uint32_t site) const {
    return static_cast<std::size_t>(
        std::count_if(columns_[site].begin(), columns_[site].end(),
                      [&state](std::uint32_t r) { return state.covered[r] == 0; }));
  }

  /// The candidate whose uncovered rows are worth most again and again, then without those that
  /// became superfluous. At dual prices hard rows are worth more (Beasley 1990).
  [[nodiscard]] Sites greedy(State state, const std::vector<double>& price) const {
    while (state.uncovered > 0) {
      std::uint32_t best = 0;
      double most = -1.0;
      for (std::uint32_t j = 0; j < task_.candidates; ++j) {
        if (closed_[j]) continue;
        double worth = 0.0;
        bool covers_any = false;
        for (const std::uint32_t r : columns_[j]) {
          if (state.covered[r] != 0) continue;
          worth += price[r];
          covers_any = true;
        }
        if (covers_any && worth > most) {
          most = worth;
          best = j;
        }
      }
      open(state, best);
    }
    for (std::size_t i = state.chosen.size(); i-- > 0;) {
      const Sites& rows = columns_[state.chosen[i]];
      const bool superfluous = std::all_of(
          rows.begin(), rows.end(), [&state](std::uint32_t r) { return state.covered[r] > 1; });
      if (!superfluous) continue;
      for (const std::uint32_t r : rows) --state.covered[r];
      state.chosen.erase(state.chosen.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return state.chosen;
  }

  /// Keeps a cover if it is among the smallest, and asks for no larger ones from now on.
  void offer(Sites cover) {
    if (cover.size() > limit_ || (full() && cover.size() >= covers_[0].size())) return;
    if (!covers_.empty() && cover.size() < covers_[0].size()) covers_.clear();
    std::sort(cover.begin(), cover.end());
    if (std::find(covers_.begin(), covers_.end(), cover) == covers_.end()) {
      covers_.push_back(std::move(cover));
    }
    const std::size_t size = covers_[0].size();
    limit_ = full() ? size - std::min<std::size_t>(size, 1) : size;
    settled_ = task_.any || (full() && size == 0);
  }

  [[nodiscard]] bool full() const { return covers_.size() >= task_.solutions; }

  void explore(State state) {
    if (settled_) return;
    if (state.uncovered == 0) {
      offer(state.chosen);
      return;
    }
    if (room(state) < 1.0) return;
    const double need = tighten(state, kNodeRounds);
    if (std::ceil(need - kRounding) > room(state)) return;
    if (passes_ >= task_.passes) exhausted_ = true;
    if (exhausted_) return;
    Sites candidates = hardest(state);
    std::stable_sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
      return covers_anew(state, a) > covers_anew(state, b);
    });
    for (const std::uint32_t site : candidates) {
      State with = state;
      open(with, site);
      explore(std::move(with));
      if (exhausted_ || settled_) return;
      state.closed[site] = true;
    }
  }

  /// The open candidates of the uncovered row that has fewest of them.
  [[nodiscard]] Sites hardest(const State& state) const {
    Sites fewest;
    std::size_t count = std::numeric_limits<std::size_t>::max();
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (state.covered[r] != 0 || count == 0) continue;
      Sites left;
      for (const std::uint32_t site : rows_[r]) {
        if (!state.closed[site]) left.push_back(site);
      }
      if (left.size() >= count) continue;
      count = left.size();
      fewest = std::move(left);
    }
    return fewest;
  }

  [[nodiscard]] Covers result() {
    Covers result;
    std::sort(covers_.begin(), covers_.end());
    const std::size_t least =
        static_cast<std::size_t>(std::ceil(std::max(0.0, lower_ - kRounding)));
    const std::size_t size = covers_.empty()
                                 ? task_.at_most + 1 - std::min(task_.at_most + 1, existing_.size())
                                 : covers_[0].size();
    result.proven = !exhausted_ || least >= size;
    result.complete = !exhausted_;
    result.bound = existing_.size() + (result.proven ? size : std::min(least, size));
    for (Sites& cover : covers_) {
      cover.insert(cover.end(), existing_.begin(), existing_.end());
      std::sort(cover.begin(), cover.end());
    }
    result.covers = std::move(covers_);
    result.passes = passes_;
    return result;
  }

  const CoverTask& task_;
  std::vector<Sites> rows_;
  std::vector<Sites> columns_;
  std::vector<bool> closed_;
  Sites existing_;
  std::size_t limit_ = 0;
  double lower_ = 0.0;
  std::vector<Sites> covers_;
  bool settled_ = false;
  bool exhausted_ = false;
  std::uint64_t passes_ = 0;
};

}  // namespace

Covers smallest_covers(const CoverTask& task) { return CoverSearch(task).run(); }

}  // namespace sozialraum::siting
