#include "sozialraum/spatial/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sozialraum/core/parallel.hpp"
#include "spatial/places.hpp"

namespace sozialraum::spatial {
namespace {

void require_places(const Places& places, std::size_t neighbours) {
  const std::size_t areas = places.codes.size();
  require_lengths(places);
  if (neighbours < 1) core::invalid_argument("neighbours", "is 0; at least one is needed");
  if (neighbours >= areas) {
    throw core::InvalidInput(
        {.code = "fewer_areas_than_neighbours",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} neighbours are wanted, but there are only {} areas", neighbours,
                                areas),
         .place = {.argument = "neighbours"},
         .hint = "choose fewer neighbours"});
  }
  require_metres(places);
}

/// A place in the tree; `rank` is its position in the order of codes.
struct Spot {
  std::array<double, 2> at{};
  std::uint32_t rank = 0;
};

struct Near {
  double distance2 = 0.0;
  std::uint32_t rank = 0;

  friend bool operator<(const Near& a, const Near& b) {
    return a.distance2 != b.distance2 ? a.distance2 < b.distance2 : a.rank < b.rank;
  }
};

/// A k-d tree in an array: the middle of each range splits it, x and y in turn.
class SpotTree {
 public:
  explicit SpotTree(std::vector<Spot> spots) : spots_(std::move(spots)) {
    build(0, spots_.size(), 0);
  }

  /// The `count` nearest to a spot, itself left out, nearest first.
  void nearest(const Spot& from, std::size_t count, std::vector<Near>& heap) const {
    heap.clear();
    search(0, spots_.size(), 0, from, count, heap);
    std::sort_heap(heap.begin(), heap.end());
  }

  [[nodiscard]] const std::vector<Spot>& spots() const { return spots_; }

 private:
  void build(std::size_t begin, std::size_t end, std::size_t axis) {
    if (end - begin < 2) return;
    const std::size_t middle = begin + (end - begin) / 2;
    const auto at = [&](std::size_t i) { return spots_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(at(begin), at(middle), at(end), [axis](const Spot& a, const Spot& b) {
      return a.at[axis] != b.at[axis] ? a.at[axis] < b.at[axis] : a.rank < b.rank;
    });
    build(begin, middle, 1 - axis);
    build(middle + 1, end, 1 - axis);
  }

  void search(std::size_t begin, std::size_t end, std::size_t axis, const Spot& from,
              std::size_t count, std::vector<Near>& heap) const {
    if (begin == end) return;
    const std::size_t middle = begin + (end - begin) / 2;
    const Spot& here = spots_[middle];
    offer(here, from, count, heap);
    const double gap = from.at[axis] - here.at[axis];
    const bool left_first = gap < 0.0;
    const auto go = [&](bool left) {
      if (left) {
        search(begin, middle, 1 - axis, from, count, heap);
      } else {
        search(middle + 1, end, 1 - axis, from, count, heap);
      }
    };
    go(left_first);
    // Equality must look too: an equally far spot may have the smaller code.
    if (heap.size() < count || gap * gap <= heap.front().distance2) go(!left_first);
  }

  static void offer(const Spot& spot, const Spot& from, std::size_t count,
                    std::vector<Near>& heap) {
    if (spot.rank == from.rank) return;
    const double dx = spot.at[0] - from.at[0];
    const double dy = spot.at[1] - from.at[1];
    const Near near{dx * dx + dy * dy, spot.rank};
    if (heap.size() == count) {
      if (!(near < heap.front())) return;
      std::pop_heap(heap.begin(), heap.end());
      heap.pop_back();
    }
    heap.push_back(near);
    std::push_heap(heap.begin(), heap.end());
  }

  std::vector<Spot> spots_;
};

}  // namespace

Weights nearest_neighbours(const Places& places, const NearestOptions& options) {
  require_places(places, options.neighbours);
  const std::size_t areas = places.codes.size();
  std::vector<std::size_t> row_of_rank(areas);
  std::iota(row_of_rank.begin(), row_of_rank.end(), std::size_t{0});
  std::ranges::sort(row_of_rank, [&](auto a, auto b) { return places.codes[a] < places.codes[b]; });
  std::vector<Spot> spots(areas);
  for (std::uint32_t r = 0; r < areas; ++r) {
    spots[r] = {{places.x[row_of_rank[r]], places.y[row_of_rank[r]]}, r};
  }
  const SpotTree tree(std::move(spots));
  std::vector<std::vector<Neighbour>> rows(areas);
  options.execution.expect(areas);
  core::parallel_for(areas, 256, options.execution, [&](std::size_t begin, std::size_t end) {
    std::vector<Near> heap;
    for (std::size_t i = begin; i < end; ++i) {
      const Spot& spot = tree.spots()[i];
      tree.nearest(spot, options.neighbours, heap);
      for (const Near& near : heap) {
        rows[row_of_rank[spot.rank]].push_back(
            {static_cast<core::AreaId>(row_of_rank[near.rank]), 1.0});
      }
    }
    options.execution.advance(end - begin);
  });
  return {{places.codes.begin(), places.codes.end()}, std::move(rows)};
}

}  // namespace sozialraum::spatial
