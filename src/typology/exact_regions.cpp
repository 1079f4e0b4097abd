#include "sozialraum/typology/exact_regions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sozialraum/typology/max_p.hpp"
#include "sozialraum/typology/region_search.hpp"
#include "typology/region_sums.hpp"

namespace sozialraum::typology {
namespace {

using Set = std::uint32_t;

constexpr std::size_t kMost = 32;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

constexpr Set bit(std::size_t area) { return Set{1} << area; }
std::uint32_t lowest(Set set) { return static_cast<std::uint32_t>(std::countr_zero(set)); }

/// A set with its sums, grown area by area.
struct Part {
  Set areas = 0;
  double weight = 0.0;
  std::vector<double> middle{};
  std::vector<double> counts{};
  double squares = 0.0;  // weighted sum of squares around the middle
};

class Search {
 public:
  Search(const RankedAreas& areas, const RegionGraph& graph, std::uint64_t steps)
      : areas_(areas), near_(areas.size()), steps_(steps) {
    for (std::uint32_t r = 0; r < areas.size(); ++r) {
      for (const auto& [other, cost] : graph.neighbours(r)) near_[r] |= bit(other);
    }
  }

  [[nodiscard]] bool out_of_steps() const { return steps_ == 0; }

  /// The least sum of squares of so many regions if it is below `limit`; else infinite.
  double best_of(Set set, std::size_t regions, double limit) {
    Known& known = known_[key(set, regions)];
    if (known.exact) return known.least < limit ? known.least : kInfinity;
    if (known.least >= limit) return kInfinity;
    Set piece = 0;
    const double best = searched(set, regions, limit, piece);
    if (out_of_steps()) return kInfinity;
    Known& now = known_[key(set, regions)];  // the map may have moved
    now = {.least = piece != 0 ? best : limit, .exact = piece != 0, .piece = piece};
    return piece != 0 ? best : kInfinity;
  }

  /// The regions behind an answer of best_of.
  [[nodiscard]] std::vector<std::uint32_t> labels(Set set, std::size_t regions) const {
    std::vector<std::uint32_t> label(areas_.size());
    for (std::uint32_t r = 0; set != 0; ++r, --regions) {
      const Set piece = known_.at(key(set, regions)).piece;
      for (Set s = piece; s != 0; s &= s - 1) label[lowest(s)] = r;
      set &= ~piece;
    }
    return label;
  }

 private:
  struct Known {
    double least = 0.0;  // exact, or a lower bound
    bool exact = false;
    Set piece = 0;
  };

  static std::uint64_t key(Set set, std::size_t regions) {
    return std::uint64_t{set} << 8U | regions;
  }

  double searched(Set set, std::size_t regions, double limit, Set& piece) {
    Part start{.middle = std::vector<double>(areas_.columns()),
               .counts = std::vector<double>(areas_.bounds())};
    add(start, lowest(set));
    Task task{set, regions, limit, 0};
    grow(start, 0, task);
    piece = task.piece;
    return task.limit;
  }

  struct Task {
    Set set = 0;
    std::size_t regions = 0;
    double limit = 0.0;  // falls with every better division
    Set piece = 0;
  };

  void add(Part& part, std::uint32_t area) const {
    const double w = areas_.weight(area);
    const auto row = areas_.row(area);
    const double weight = part.weight + w;
    double square = 0.0;
    for (std::size_t j = 0; j < row.size(); ++j) {
      const double gap = row[j] - part.middle[j];
      square += gap * gap;
      part.middle[j] += w / weight * gap;
    }
    part.squares += square * (part.weight * w / weight);
    part.weight = weight;
    for (std::size_t b = 0; b < part.counts.size(); ++b) part.counts[b] += areas_.counts(area)[b];
    part.areas |= bit(area);
  }

  void grow(const Part& part, Set banned, Task& task) {
    if (out_of_steps()) return;
    --steps_;
    if (part.squares >= task.limit || !areas_.keeps_ceilings(part.counts)) return;
    if (areas_.reaches_floors(part.counts)) consider(part, task);
    Set next = 0;
    for (Set s = part.areas; s != 0; s &= s - 1) next |= near_[lowest(s)];
    next &= task.set & ~part.areas & ~banned;
    for (; next != 0; next &= next - 1) {
      Part larger = part;
      add(larger, lowest(next));
      grow(larger, banned, task);
      banned |= next & (~next + 1);
    }
  }

  void consider(const Part& part, Task& task) {
    const Set rest = task.set & ~part.areas;
    if (task.regions == 1 || rest == 0) {
      if (task.regions != 1 || rest != 0) return;
      task.limit = part.squares;
      task.piece = part.areas;
      return;
    }
    if (!can_be(rest, task.regions - 1)) return;
    const double others = best_of(rest, task.regions - 1, task.limit - part.squares);
    if (!(part.squares + others < task.limit) || out_of_steps()) return;
    task.limit = part.squares + others;
    task.piece = part.areas;
  }

  /// Has the set no more parts than regions, nor more regions than it can fill, and every part its
  /// floors?
  [[nodiscard]] bool can_be(Set set, std::size_t regions) const {
    std::size_t parts = 0;
    std::size_t most = 0;
    std::vector<std::uint32_t> ranks;
    while (set != 0) {
      Set part = set & (~set + 1);
      for (Set open = part; open != 0;) {
        const Set reached = near_[lowest(open)] & set & ~part;
        part |= reached;
        open = (open & (open - 1)) | reached;
      }
      ranks.clear();
      for (Set s = part; s != 0; s &= s - 1) ranks.push_back(lowest(s));
      const std::size_t here = areas_.most_regions(ranks);
      if (here == 0 || ++parts > regions) return false;
      most += here;
      set &= ~part;
    }
    return most >= regions;
  }

  const RankedAreas& areas_;
  std::vector<Set> near_;
  std::uint64_t steps_;
  std::unordered_map<std::uint64_t, Known> known_;
};

/// The best division that the searches know.
Regions known_division(const Points& points, const RegionGraph& graph,
                       const ExactRegionsOptions& options) {
  if (options.regions == 0) {
    return max_p(points, graph, {.bounds = options.bounds, .execution = options.execution}).regions;
  }
  Regions best;
  for (const RegionReading reading : {RegionReading::kMerges, RegionReading::kCuts}) {
    const Regions start = find_regions(points, graph,
                                       {.regions = options.regions,
                                        .linkage = RegionLinkage::kWard,
                                        .reading = reading,
                                        .bounds = options.bounds,
                                        .execution = options.execution});
    Regions found = improve_regions(points, graph, start.clustering.types,
                                    {.bounds = options.bounds, .execution = options.execution});
    const bool first = best.clustering.types.empty();
    const bool right = found.clustering.type_count() == options.regions &&
                       best.clustering.type_count() != options.regions;
    const bool same = found.clustering.type_count() == best.clustering.type_count();
    if (first || right || (same && found.clustering.inertia < best.clustering.inertia)) {
      best = std::move(found);
    }
  }
  return best;
}

bool keeps_bounds(const Regions& found, std::span<const Bound> bounds) {
  for (std::size_t i = 0; i < found.totals.size(); ++i) {
    if (!bounds[i % bounds.size()].kept_by(found.totals[i])) return false;
  }
  return true;
}

}  // namespace

ExactRegions exact_regions(const Points& points, const RegionGraph& graph,
                           const ExactRegionsOptions& options) {
  require_regions(points, graph, options.bounds);
  require_every_weight(points);
  if (points.areas() > kMost) {
    throw core::InvalidInput({.code = "too_large",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("{} areas; at most {} can be searched through",
                                                     points.areas(), kMost),
                              .place = {.argument = "points"},
                              .hint = "use improve_regions or max_p"});
  }
  ExactRegions result{.regions = known_division(points, graph, options)};
  const std::size_t count =
      options.regions > 0 ? options.regions : result.regions.clustering.type_count();
  const RankedAreas areas(points, graph, options.bounds);
  Search search(areas, graph, options.steps);
  const Set all = areas.size() == kMost ? ~Set{0} : bit(areas.size()) - 1;
  const bool is_one = result.regions.clustering.type_count() == count &&
                      keeps_bounds(result.regions, options.bounds);
  const double inertia = result.regions.clustering.inertia;
  const double limit = is_one ? inertia - 1e-9 * (1e-300 + inertia) : kInfinity;
  const double best = search.best_of(all, count, limit);
  if (best < kInfinity) {
    const auto labels = search.labels(all, count);
    std::vector<std::uint32_t> regions(areas.size());
    for (std::uint32_t r = 0; r < areas.size(); ++r) {
      regions[graph.area_of_rank()[r]] = labels[r];
    }
    result.regions = describe_regions(points, graph, regions, options.bounds);
  }
  result.proven = !search.out_of_steps() && (is_one || best < kInfinity);
  if (!result.proven) {
    result.regions.findings.push_back(
        {.code = "not_proven",
         .message = fmt::format("whether {} regions can be more alike is not proven",
                                result.regions.clustering.type_count())});
  }
  return result;
}

}  // namespace sozialraum::typology
