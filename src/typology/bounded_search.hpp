#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/random.hpp"
#include "typology/items.hpp"
#include "typology/prices.hpp"

namespace sozialraum::typology {

/// What the search is about; must outlive it.
struct Task {
  const Items& items;
  std::span<const Range> ranges;
  std::size_t types = 0;
};

/// Sum of squares within the types, and what the pulls between items cost.
[[nodiscard]] double cost_of(const Task& task, std::span<const std::uint32_t> types);
/// All ranges kept, no two items together that must be apart.
[[nodiscard]] bool keeps_all(const Task& task, std::span<const std::uint32_t> types);

/// Looks for a partition of little cost that keeps all ranges and links.
class BoundedSearch {
 public:
  explicit BoundedSearch(const Task& task);

  /// From random first centres. False if nothing was found that keeps all.
  bool run(core::RandomStream random, const core::Execution& execution);
  /// From a partition, which may miss ranges or links.
  bool run_from(std::span<const std::uint32_t> types, core::RandomStream random,
                const core::Execution& execution);

  [[nodiscard]] const std::vector<std::uint32_t>& types() const { return own_; }
  [[nodiscard]] double cost() const { return cost_; }

  /// No assignment to the centres of a partition that keeps all can cost less than this. It depends
  /// on the partition alone if nothing was run before.
  [[nodiscard]] double assignment_bound(std::span<const std::uint32_t> types);

 private:
  struct Move {
    std::size_t item = 0;
    std::size_t other = 0;  // second item of an exchange; = count of items if there is none
    std::uint32_t type = 0;
    double gain = -1.0;  // of missed ranges and links
    double cost = std::numeric_limits<double>::infinity();
  };

  void draw_centres(core::RandomStream& random);
  void measure();
  void assign();
  bool descend(core::RandomStream& random, const core::Execution& execution);

  // ranges and links
  void count_members();
  [[nodiscard]] double missed() const;
  [[nodiscard]] double missed_by(std::size_t type) const;
  [[nodiscard]] double change_of_missed(std::size_t item, std::uint32_t to) const;
  [[nodiscard]] double change_of_missed(std::size_t one, std::size_t other) const;
  bool repair(core::RandomStream& random, const core::Execution& execution);
  [[nodiscard]] Move best_repair() const;
  [[nodiscard]] Move best_exchange() const;
  void do_move(const Move& move);
  void kick(core::RandomStream& random);

  // single moves and exchanges
  bool improve(const core::Execution& execution);
  bool improve_by_moves();
  bool improve_by_exchanges(const core::Execution& execution);
  [[nodiscard]] double change_of_cost(std::size_t item, std::uint32_t to) const;
  [[nodiscard]] double change_of_cost(std::size_t one, std::size_t other) const;
  [[nodiscard]] double pull_to(std::size_t item, std::uint32_t type) const;
  void move(std::size_t item, std::uint32_t to);

  [[nodiscard]] double distance2(std::size_t item, std::size_t type) const;
  void centre_from_sum(std::size_t type);

  const Task& task_;
  const Items& items_;
  std::size_t types_;
  std::size_t columns_;
  bool plain_ = false;  // bounded are areas alone, nothing is linked: the assignment is a flow
  bool pulled_ = false;
  bool apart_ = false;
  double enough_ = 0.0;
  Prices prices_;
  std::vector<double> scale_;  // of each bound, to add up what is missed
  std::vector<double> centres_;
  std::vector<double> sums_;
  std::vector<double> weights_;
  std::vector<double> totals_;  // types x bounds
  std::vector<double> costs_;   // items x types
  std::vector<std::uint32_t> own_;
  double cost_ = 0.0;
};

struct SearchOptions {
  std::size_t starts = 0;
  std::uint64_t seed = 1;
  std::span<const std::vector<std::uint32_t>> warm{};  // partitions to start from as well
  core::Execution execution{};
};

/// The partitions that starts end in, the best first, at most 30; of equal ones the warm ones, then
/// the first starts, go first. Empty if none keeps all.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> good_partitions(const Task& task,
                                                                      const SearchOptions& options);

}  // namespace sozialraum::typology
