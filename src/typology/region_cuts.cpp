#include "sozialraum/typology/region_cuts.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <queue>
#include <tuple>

#include "typology/region_sums.hpp"

namespace sozialraum::typology {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

/// The trees of a forest as ranges of places: a parent's place is before those of its children.
class Forest {
 public:
  Forest(const RankedAreas& areas, const RegionTree& tree)
      : areas_(areas),
        width_(areas.columns() + areas.bounds() + 1),
        rank_of_(),
        parent_(areas.size(), kNone) {
    lay_out(tree);
    middle_of_all();
    sums_.resize(areas.size() * width_);
  }

  struct Tree {
    std::vector<std::uint32_t> places{};  // rising
  };

  struct Best {
    bool above = false;  // the tree breaks a ceiling
    double fall = -1.0;
    std::uint32_t place = kNone;  // of the lower end of the link
    std::uint32_t low = kNone;    // ranks of both ends, for ties
    std::uint32_t high = kNone;

    [[nodiscard]] bool beats(const Best& other) const {
      if (above != other.above) return above;
      if (fall != other.fall) return fall > other.fall;
      return std::tie(low, high) < std::tie(other.low, other.high);
    }
  };

  [[nodiscard]] std::vector<Tree> trees() const {
    std::vector<Tree> result;
    std::vector<std::uint32_t> tree_of(areas_.size());
    for (std::uint32_t p = 0; p < areas_.size(); ++p) {
      if (parent_[p] == kNone) {
        tree_of[p] = static_cast<std::uint32_t>(result.size());
        result.emplace_back();
      } else {
        tree_of[p] = tree_of[parent_[p]];
      }
      result[tree_of[p]].places.push_back(p);
    }
    return result;
  }

  /// The link of a tree that is cut next; none (`place` kNone) if the floors allow no cut.
  Best best_cut(const Tree& tree) {
    add_up(tree);
    const std::uint32_t root = tree.places.front();
    Best best;
    const bool above = !areas_.keeps_ceilings(counts_below(root));
    std::vector<double> rest(areas_.bounds());
    for (const std::uint32_t p : tree.places) {
      if (p == root || !may_cut(p, root, rest)) continue;
      const std::uint32_t a = rank_of_[p];
      const std::uint32_t b = rank_of_[parent_[p]];
      const Best here{above, fall(p, root), p, std::min(a, b), std::max(a, b)};
      if (best.place == kNone || here.beats(best)) best = here;
    }
    return best;
  }

  /// Cuts the link above a place; the lower part leaves the tree.
  Tree cut(Tree& tree, std::uint32_t place) {
    parent_[place] = kNone;
    Tree below;
    Tree above;
    std::vector<bool>& is_below = is_below_;
    is_below.resize(areas_.size());
    for (const std::uint32_t p : tree.places) {
      is_below[p] = p == place || (parent_[p] != kNone && p > place && is_below[parent_[p]]);
      (is_below[p] ? below : above).places.push_back(p);
    }
    for (const std::uint32_t p : below.places) is_below[p] = false;
    tree = std::move(above);
    return below;
  }

  [[nodiscard]] std::uint32_t rank_of(std::uint32_t place) const { return rank_of_[place]; }

 private:
  void lay_out(const RegionTree& tree) {
    const std::size_t n = areas_.size();
    std::vector<std::size_t> first(n + 1);
    for (const RegionMerge& merge : tree.merges) {
      ++first[merge.one + 1];
      ++first[merge.other + 1];
    }
    std::partial_sum(first.begin(), first.end(), first.begin());
    std::vector<std::uint32_t> near(2 * tree.merges.size());
    std::vector<std::size_t> next(first.begin(), first.end() - 1);
    for (const RegionMerge& merge : tree.merges) {
      near[next[merge.one]++] = merge.other;
      near[next[merge.other]++] = merge.one;
    }
    std::vector<std::uint32_t> place_of(n, kNone);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> open;  // rank, place of the parent
    for (std::uint32_t start = 0; start < n; ++start) {
      if (place_of[start] != kNone) continue;
      open.emplace_back(start, kNone);
      while (!open.empty()) {
        const auto [rank, parent] = open.back();
        open.pop_back();
        const auto place = static_cast<std::uint32_t>(rank_of_.size());
        place_of[rank] = place;
        parent_[place] = parent;
        rank_of_.push_back(rank);
        for (std::size_t i = first[rank]; i < first[rank + 1]; ++i) {
          if (place_of[near[i]] == kNone) open.emplace_back(near[i], place);
        }
      }
    }
  }

  void middle_of_all() {
    middle_.assign(areas_.columns(), 0.0);
    double weight = 0.0;
    for (std::size_t r = 0; r < areas_.size(); ++r) {
      weight += areas_.weight(r);
      for (std::size_t j = 0; j < middle_.size(); ++j) {
        middle_[j] += areas_.weight(r) * areas_.row(r)[j];
      }
    }
    for (double& x : middle_) x /= weight;
  }

  /// For every place: weight, weighted sums of the columns (from the middle of all, so that
  /// differences keep their digits) and counts of all below it.
  void add_up(const Tree& tree) {
    const std::size_t columns = areas_.columns();
    for (const std::uint32_t p : tree.places) {
      double* sum = sums_.data() + p * width_;
      const std::uint32_t rank = rank_of_[p];
      const double weight = areas_.weight(rank);
      const auto row = areas_.row(rank);
      sum[0] = weight;
      for (std::size_t j = 0; j < columns; ++j) sum[1 + j] = weight * (row[j] - middle_[j]);
      std::ranges::copy(areas_.counts(rank), sum + 1 + columns);
    }
    for (std::size_t i = tree.places.size(); i-- > 1;) {
      const std::uint32_t p = tree.places[i];
      double* up = sums_.data() + parent_[p] * width_;
      const double* own = sums_.data() + p * width_;
      for (std::size_t j = 0; j < width_; ++j) up[j] += own[j];
    }
  }

  [[nodiscard]] std::span<const double> counts_below(std::uint32_t place) const {
    return std::span(sums_).subspan(place * width_ + 1 + areas_.columns(), areas_.bounds());
  }

  [[nodiscard]] bool may_cut(std::uint32_t place, std::uint32_t root,
                             std::vector<double>& rest) const {
    if (rest.empty()) return true;
    const auto below = counts_below(place);
    const auto all = counts_below(root);
    for (std::size_t b = 0; b < rest.size(); ++b) rest[b] = all[b] - below[b];
    return areas_.reaches_floors(below) && areas_.reaches_floors(rest);
  }

  /// w v / (w + v) * |c - d|² of the parts below and above.
  [[nodiscard]] double fall(std::uint32_t place, std::uint32_t root) const {
    const double* below = sums_.data() + place * width_;
    const double* all = sums_.data() + root * width_;
    const double w = below[0];
    const double v = all[0] - w;
    if (!(w > 0.0) || !(v > 0.0)) return 0.0;
    double sum = 0.0;
    for (std::size_t j = 1; j <= areas_.columns(); ++j) {
      const double gap = below[j] / w - (all[j] - below[j]) / v;
      sum += gap * gap;
    }
    return sum * (w * v / (w + v));
  }

  const RankedAreas& areas_;
  std::size_t width_;
  std::vector<std::uint32_t> rank_of_;  // of each place
  std::vector<std::uint32_t> parent_;   // place of each place's parent
  std::vector<double> middle_;
  std::vector<double> sums_;  // places x width
  std::vector<bool> is_below_;
};

struct Candidate {
  Forest::Best best{};
  std::size_t tree = 0;
  friend bool operator<(const Candidate& a, const Candidate& b) { return b.best.beats(a.best); }
};

}  // namespace

RegionCuts cut_regions(const Points& points, const RegionGraph& graph, const RegionTree& tree,
                       const RegionCutsOptions& options) {
  require_regions(points, graph, options.bounds);
  if (options.regions < 1) core::invalid_argument("regions", "is 0; at least one is needed");
  const RankedAreas areas(points, graph, options.bounds);
  Forest forest(areas, tree);
  std::vector<Forest::Tree> trees = forest.trees();
  std::priority_queue<Candidate> queue;
  const auto look_at = [&](std::size_t t) {
    const Forest::Best best = forest.best_cut(trees[t]);
    if (best.place != kNone) queue.push({best, t});
  };
  for (std::size_t t = 0; t < trees.size(); ++t) look_at(t);
  RegionCuts result;
  options.execution.expect(options.regions);
  while (trees.size() < options.regions && !queue.empty()) {
    const auto [best, t] = queue.top();
    queue.pop();
    result.cuts.push_back({best.low, best.high, best.fall});
    trees.push_back(forest.cut(trees[t], best.place));
    if (trees.size() < options.regions) {
      look_at(t);
      look_at(trees.size() - 1);
    }
    options.execution.advance(1);
  }
  result.count = trees.size();
  result.regions.resize(areas.size());
  for (std::uint32_t t = 0; t < trees.size(); ++t) {
    for (const std::uint32_t p : trees[t].places) {
      result.regions[graph.area_of_rank()[forest.rank_of(p)]] = t;
    }
  }
  return result;
}

}  // namespace sozialraum::typology
