#include "typology/partition_proof.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>

#include "typology/group_search.hpp"
#include "typology/partition_program.hpp"

namespace sozialraum::typology {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
/// Two costs are the same below this share of the cost of one single type.
constexpr double kSame = 1e-10;
constexpr std::size_t kMostGroups = 400'000;
constexpr std::size_t kMostRounds = 400;

class Prover {
 public:
  Prover(const Task& task, const ProofOptions& options)
      : task_(task),
        options_(options),
        groups_(task),
        all_((std::uint64_t{1} << task.items.count) - 1),
        whole_(whole_cost()),
        same_(kSame * whole_),
        left_(options.nodes) {}

  Proof run(std::span<const std::vector<std::uint32_t>> known) {
    for (const std::vector<std::uint32_t>& types : known) take(types);
    if (task_.types == 1) {
      one_type();
    } else if (proof_.types.empty()) {
      from_all_groups();
    } else {
      improve_bound(known);
      if (!proof_.proven && bound_known()) from_groups_below_gap();
    }
    if (!proof_.proven && !proof_.types.empty()) {
      proof_.bound = std::max(proof_.bound, bound_of_parts());
    }
    proof_.looked_at = options_.nodes - left_;
    if (proof_.proven) proof_.bound = proof_.cost;
    return proof_;
  }

 private:
  [[nodiscard]] double whole_cost() const {
    double sum = groups_.cost(all_);
    for (const std::vector<Pull>& pulls : task_.items.pulls) {
      for (const Pull& pull : pulls) sum += std::abs(pull.cost);
    }
    return std::max(sum, std::numeric_limits<double>::min());
  }

  void take(std::span<const std::uint32_t> types) {
    const double cost = cost_of(task_, types);
    if (!(cost < proof_.cost)) return;
    proof_.cost = cost;
    proof_.types.assign(types.begin(), types.end());
  }

  void one_type() {
    proof_.proven = true;
    proof_.impossible = !groups_.allowed(all_);
    if (!proof_.impossible) take(std::vector<std::uint32_t>(task_.items.count, 0));
  }

  // ---- the bound: prizes from the linear program, the least group from the search ----

  [[nodiscard]] bool bound_known() const { return proof_.bound > -kInfinity; }

  void improve_bound(std::span<const std::vector<std::uint32_t>> known) {
    PartitionProgram program(task_.items.count, task_.types, 2.0 * whole_);
    for (const std::vector<std::uint32_t>& types : known) {
      for (std::uint32_t type = 0; type < task_.types; ++type) add(program, group_of(types, type));
    }
    for (std::size_t round = 0; round < kMostRounds; ++round) {
      options_.execution.advance();
      program.solve();
      if (improve_groups(program)) continue;
      if (!price(program)) return;
      if (proof_.proven) return;
    }
  }

  [[nodiscard]] std::uint64_t group_of(std::span<const std::uint32_t> types,
                                       std::uint32_t type) const {
    std::uint64_t items = 0;
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (types[i] == type) items |= std::uint64_t{1} << i;
    }
    return items;
  }

  void add(PartitionProgram& program, std::uint64_t items) const {
    program.add({items, groups_.cost(items)});
  }

  [[nodiscard]] static double less_prizes(const Group& group, std::span<const double> prizes) {
    double sum = group.cost;
    for (std::uint64_t a = group.items; a != 0; a &= a - 1) {
      sum -= prizes[static_cast<std::size_t>(std::countr_zero(a))];
    }
    return sum;
  }

  /// Better groups near those in use; false if there is none.
  [[nodiscard]] bool improve_groups(PartitionProgram& program) const {
    const std::vector<double> prizes(program.prizes().begin(), program.prizes().end());
    const std::size_t before = program.groups().size();
    for (const std::uint64_t items : program.in_basis()) {
      const Group better = groups_.improve(prizes, items);
      if (less_prizes(better, prizes) < program.type_prize() - same_) program.add(better);
    }
    return program.groups().size() > before;
  }

  /// Looks through all groups; false if there is nothing more to gain, or no room to look.
  [[nodiscard]] bool price(PartitionProgram& program) {
    const std::vector<double> prizes(program.prizes().begin(), program.prizes().end());
    double least = program.type_prize() - same_;
    std::vector<Group> better;
    const bool complete = groups_.visit(
        prizes, least, left_,
        [&](const Group& group) {
          const double value = less_prizes(group, prizes);
          if (value < least) {
            least = value;
            better.push_back(group);
          }
          return least;
        },
        options_.execution);
    if (!complete) return false;
    const double bound = std::accumulate(prizes.begin(), prizes.end(), 0.0) +
                         static_cast<double>(task_.types) * least;
    if (bound > proof_.bound) {
      proof_.bound = bound;
      prizes_ = prizes;
      least_ = least;
    }
    proof_.proven = proof_.bound >= proof_.cost - same_;
    const std::size_t before = program.groups().size();
    for (const Group& group : better) program.add(group);
    return program.groups().size() > before;
  }

  /// A bound that is always to be had: the items are dealt into parts, and no partition costs less
  /// than the best ones of the parts, without ranges and links, together.
  [[nodiscard]] double bound_of_parts() const {
    constexpr std::size_t kMostOfPart = 18;
    const Items& items = task_.items;
    const std::size_t parts = (items.count + kMostOfPart - 1) / kMostOfPart;
    double sum = 0.0;
    for (const std::vector<Pull>& pulls : items.pulls) {
      for (const Pull& pull : pulls) sum += std::min(pull.cost, 0.0) / 2.0;
    }
    for (std::size_t part = 0; part < parts && parts > 1; ++part) {
      const Items dealt = dealt_items(part, parts);
      const std::vector<Range> one_area{{.least = 1.0}};
      const Task task{dealt, one_area, std::min(task_.types, dealt.count)};
      const auto known = good_partitions(task, {.starts = 20, .execution = {.threads = 1}});
      const Proof best =
          prove_partition(task, known, {.nodes = 10'000'000, .execution = options_.execution});
      sum += std::max(best.proven ? best.cost : best.bound, 0.0);
    }
    return sum - same_;
  }

  [[nodiscard]] Items dealt_items(std::size_t part, std::size_t parts) const {
    const Items& items = task_.items;
    Items dealt{.columns = items.columns, .bounds = 1};
    for (std::size_t i = part; i < items.count; i += parts) {
      dealt.values.insert(dealt.values.end(), items.row(i).begin(), items.row(i).end());
      dealt.weights.push_back(items.weights[i]);
      dealt.inner.push_back(items.inner[i]);
      dealt.counts.push_back(1.0);
      ++dealt.count;
    }
    dealt.apart.resize(dealt.count);
    dealt.pulls.resize(dealt.count);
    return dealt;
  }

  // ---- the rest: all groups that may be part of a better partition, put together ----

  void from_groups_below_gap() {
    if (collect(least_ + (proof_.cost - proof_.bound) + same_)) put_together();
  }

  /// Nothing is known: goes through every group there is.
  void from_all_groups() {
    prizes_.assign(task_.items.count, 0.0);
    least_ = -kInfinity;
    if (!collect(kInfinity)) return;
    put_together();
    proof_.impossible = proof_.proven && proof_.types.empty();
  }

  bool collect(double limit) {
    lists_.assign(task_.items.count, {});
    std::size_t count = 0;
    const bool complete = groups_.visit(
        prizes_, limit, left_,
        [&](const Group& group) {
          if (++count > kMostGroups) return -kInfinity;
          lists_[static_cast<std::size_t>(std::countr_zero(group.items))].push_back(
              {group.items, less_prizes(group, prizes_)});
          return limit;
        },
        options_.execution);
    for (std::vector<Group>& list : lists_) {
      std::ranges::sort(list, [](const Group& a, const Group& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.items < b.items;
      });
    }
    return complete && count <= kMostGroups;
  }

  void put_together() {
    prize_sum_ = std::accumulate(prizes_.begin(), prizes_.end(), 0.0);
    best_.clear();
    chosen_.clear();
    target_ = proof_.cost - same_;
    proof_.proven = choose(all_, prize_sum_);
    if (best_.empty()) return;
    std::vector<std::uint32_t> types(task_.items.count);
    for (std::uint32_t type = 0; type < best_.size(); ++type) {
      for (std::uint64_t a = best_[type]; a != 0; a &= a - 1) {
        types[static_cast<std::size_t>(std::countr_zero(a))] = type;
      }
    }
    take(types);
  }

  /// Covers the rest with groups; the first of it decides which come into question. False if the
  /// nodes did not suffice.
  bool choose(std::uint64_t rest, double cost) {
    const std::size_t wanted = task_.types - chosen_.size();
    if (wanted == 0 || rest == 0) {
      if (wanted == 0 && rest == 0 && cost < target_) {
        best_ = chosen_;
        target_ = cost - same_;
      }
      return true;
    }
    if (left_ == 0) return false;
    if (--left_ % 16384 == 0) options_.execution.advance();
    const double others = wanted == 1 ? 0.0 : static_cast<double>(wanted - 1) * least_;
    for (const Group& group : lists_[static_cast<std::size_t>(std::countr_zero(rest))]) {
      if (cost + group.cost + others >= target_) return true;
      if ((group.items & ~rest) != 0) continue;
      chosen_.push_back(group.items);
      const bool complete = choose(rest & ~group.items, cost + group.cost);
      chosen_.pop_back();
      if (!complete) return false;
    }
    return true;
  }

  const Task& task_;
  const ProofOptions& options_;
  GroupSearch groups_;
  std::uint64_t all_;
  double whole_;
  double same_;
  std::uint64_t left_;
  Proof proof_{};
  std::vector<double> prizes_{};
  double least_ = 0.0;  // of all groups: cost less prizes
  double prize_sum_ = 0.0;
  std::vector<std::vector<Group>> lists_{};  // by first item; costs less prizes
  std::vector<std::uint64_t> chosen_{};
  std::vector<std::uint64_t> best_{};
  double target_ = kInfinity;
};

}  // namespace

Proof prove_partition(const Task& task, std::span<const std::vector<std::uint32_t>> known,
                      const ProofOptions& options) {
  assert(task.items.count <= kMostItemsToProve);
  if (task.types > task.items.count) return {.proven = true, .impossible = true};
  return Prover(task, options).run(known);
}

}  // namespace sozialraum::typology
