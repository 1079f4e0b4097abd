#include "sozialraum/network/label_sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "network/opposite.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::network {
namespace {

constexpr std::uint32_t kPlacesPerCheck = 1U << 16U;  // a few milliseconds
constexpr std::uint64_t kEmpty = ~std::uint64_t{0};   // sorts behind all entries

std::uint64_t entry_of(Deciseconds time, std::uint32_t label) {
  return (std::uint64_t{time} << 32U) | label;
}

/// Puts an entry into its place in a list of k, keeping one entry a label. Without branches, since
/// the outcome cannot be foreseen; a k known to the compiler unrolls it.
void insert(std::uint64_t* list, std::size_t k, std::uint64_t entry) {
  const auto label = static_cast<std::uint32_t>(entry);
  for (std::size_t i = 0; i < k; ++i) {
    const bool same = static_cast<std::uint32_t>(list[i]) == label;
    const std::uint64_t better = std::min(list[i], entry);
    entry = same ? better : entry;
    list[i] = same ? kEmpty : list[i];
  }
  for (std::size_t i = 0; i < k; ++i) {
    const std::uint64_t smaller = std::min(list[i], entry);
    entry = std::max(list[i], entry);
    list[i] = smaller;
  }
}

}  // namespace

struct LabelSweep::Passes {
  const Hierarchy& hierarchy;
  const NearestLabelsOptions& options;
  Deciseconds limit;
  std::uint64_t* entries;
  std::vector<bool>& filled;

  /// Fills a list with all entries of another, `time` later.
  void take(std::uint64_t* to, const std::uint64_t* from, std::size_t k, Deciseconds time) const {
    const std::uint64_t step = std::uint64_t{time} << 32U;
    const std::uint64_t end =
        time > limit ? 0 : (std::uint64_t{limit - time} + 1) << 32U;  // too far from here on
    for (std::size_t i = 0; i < k; ++i) to[i] = from[i] < end ? from[i] + step : kEmpty;
  }

  /// Offers all entries of one list, `time` later, to another. `k` sorted entries each.
  void hand_over(std::uint64_t* to, const std::uint64_t* from, std::size_t k,
                 Deciseconds time) const {
    if (time > limit) return;
    const std::uint64_t step = std::uint64_t{time} << 32U;
    const std::uint64_t end = (std::uint64_t{limit - time} + 1) << 32U;  // too far from here on
    for (std::size_t i = 0; i < k; ++i) {
      if (from[i] >= end) return;
      const std::uint64_t entry = from[i] + step;
      if (entry >= to[k - 1]) return;  // so are all that follow
      insert(to, k, entry);
    }
  }

  std::uint64_t* open(std::uint32_t place, std::size_t k) const {
    std::uint64_t* list = entries + std::size_t{place} * k;
    if (!filled[place]) {
      std::fill_n(list, k, kEmpty);
      filled[place] = true;
    }
    return list;
  }

  void up(Sense sense, std::size_t k) const {
    for (auto place = static_cast<std::uint32_t>(hierarchy.node_count()); place-- > 0;) {
      if (place % kPlacesPerCheck == 0) options.execution.advance();
      if (!filled[place]) continue;
      const std::uint64_t* list = entries + std::size_t{place} * k;
      for (const HierarchyArc& arc : hierarchy.up(place, sense)) {
        hand_over(open(arc.upper, k), list, k, arc.time);
      }
    }
  }

  template <std::size_t kFixed>
  void down(Sense sense, std::size_t runtime_k) const {
    const std::size_t k = kFixed > 0 ? kFixed : runtime_k;
    std::array<std::uint64_t, kFixed> fixed;
    for (std::uint32_t place = 0; place < hierarchy.node_count(); ++place) {
      if (place % kPlacesPerCheck == 0) options.execution.advance();
      std::uint64_t* kept = entries + std::size_t{place} * k;
      std::uint64_t* list = kFixed > 0 ? fixed.data() : kept;
      auto arcs = hierarchy.up(place, sense);
      if (filled[place]) {
        if constexpr (kFixed > 0) std::copy_n(kept, k, list);
      } else if (arcs.empty()) {
        std::fill_n(list, k, kEmpty);
      } else {
        const HierarchyArc& arc = arcs.back();  // nearer than the rest, so most of it will last
        take(list, entries + std::size_t{arc.upper} * k, k, arc.time);
        arcs = arcs.first(arcs.size() - 1);
      }
      for (const HierarchyArc& arc : arcs) {
        hand_over(list, entries + std::size_t{arc.upper} * k, k, arc.time);
      }
      if constexpr (kFixed > 0) std::copy_n(list, k, kept);
    }
  }

  void down(Sense sense, std::size_t k) const {
    switch (k) {
      case 1:
        return down<1>(sense, k);
      case 2:
        return down<2>(sense, k);
      case 3:
        return down<3>(sense, k);
      case 4:
        return down<4>(sense, k);
      case 5:
        return down<5>(sense, k);
      case 6:
        return down<6>(sense, k);
      default:
        return down<0>(sense, k);
    }
  }
};

void LabelSweep::run(std::span<const Seed> seeds, const NearestLabelsOptions& options) {
  if (options.k < 1 || options.k > 255) {
    core::invalid_argument("k",
                           fmt::format("is {}; 1 to 255 facilities can be asked for", options.k));
  }
  const std::size_t places = hierarchy_->node_count();
  k_ = options.k;
  entries_.resize(places * k_);
  filled_.assign(places, false);
  const Passes passes{.hierarchy = *hierarchy_,
                      .options = options,
                      .limit = std::min(options.limit, kLongestHierarchyTime),
                      .entries = entries_.data(),
                      .filled = filled_};
  for (const Seed& seed : seeds) {
    if (index(seed.node) >= places) {
      core::invalid_argument(
          "seeds", fmt::format("name node {}, but there are {} nodes", index(seed.node), places));
    }
    if (seed.time <= passes.limit) {
      insert(passes.open(hierarchy_->place(seed.node), k_), k_, entry_of(seed.time, seed.label));
    }
  }
  passes.up(options.sense, k_);
  passes.down(opposite(options.sense), k_);
}

}  // namespace sozialraum::network
