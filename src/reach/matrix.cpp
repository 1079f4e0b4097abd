#include "sozialraum/reach/matrix.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "reach/place_search.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/core/scratch_pool.hpp"
#include "sozialraum/network/target_sweep.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::reach {
namespace {

using core::Deciseconds;
using core::kUnreachable;
using network::Snap;
using network::TargetSweep;

/// Microseconds of one source against so many targets, on one core. Measured on the topology of a
/// federal state: the climb, then a sweep over the places above the targets, whose number grows
/// with the targets to the power of 0.6.
double source_cost(const network::RoadGraph& graph, double targets, bool prepared) {
  const double search = prepared ? 4.5 + 0.12 * std::pow(targets, 0.61)
                                 : 0.15 * static_cast<double>(graph.node_count());
  return search + 0.0015 * targets;
}

/// From which side, and in blocks of how many rows?
struct Plan {
  std::size_t rows = 1;
  bool from_facilities = false;
  double microseconds = 0.0;
};

Plan plan_of(const Travel& travel, std::size_t origins, std::size_t facilities,
             const MatrixOptions& options) {
  const network::RoadGraph& graph = travel.roads;
  const bool prepared = travel.hierarchy != nullptr;
  const std::size_t row_bytes = std::max<std::size_t>(facilities, 1) * sizeof(Deciseconds);
  Plan plan{.rows = std::clamp<std::size_t>(options.block_bytes / row_bytes, 1,
                                            std::max<std::size_t>(origins, 1))};
  const auto rows = static_cast<double>(plan.rows);
  const double blocks = std::ceil(static_cast<double>(origins) / rows);
  const double by_origin =
      static_cast<double>(origins) * source_cost(graph, static_cast<double>(facilities), prepared);
  const double by_facility =
      blocks * static_cast<double>(facilities) * source_cost(graph, rows, prepared);
  plan.from_facilities = by_facility < by_origin;
  plan.microseconds = std::min(by_origin, by_facility);
  return plan;
}

std::vector<network::Seed> doors_of(const network::RoadGraph& graph, std::span<const Snap> places,
                                    std::span<const std::uint32_t> order, bool departing) {
  std::vector<network::Seed> doors;
  for (const std::uint32_t i : order) {
    const auto of_place = departing ? network::departures(graph, places[i], i)
                                    : network::arrivals(graph, places[i], i);
    doors.insert(doors.end(), of_place.begin(), of_place.end());
  }
  return doors;
}

}  // namespace

struct MatrixBlocks::Impl {
  Travel travel;
  Places places;
  Deciseconds limit;
  Plan plan;
  std::size_t next_origin = 0;
  // The far side of searches from the origins: the same for all blocks.
  std::optional<PlacesOnRoads> all_facilities{};
  std::optional<network::TargetTree> facility_tree{};

  /// Searches run outward from the origins of people who travel, and from facilities that come.
  [[nodiscard]] network::SearchOptions search() const {
    const bool outward = (travel.direction == Direction::kFromFacility) == plan.from_facilities;
    return {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
            .limit = limit,
            .execution = travel.execution};
  }
  [[nodiscard]] bool outward() const { return search().sense == network::Sense::kOutward; }

  [[nodiscard]] network::TargetTree tree_of(std::span<const Snap> targets) const {
    return {*travel.hierarchy,
            doors_of(travel.roads, targets, network::along_the_map(targets), !outward()),
            search().sense};
  }

  void fill(TravelTimeMatrix& block);
  void fill_from_origins(TravelTimeMatrix& block);
  void fill_from_facilities(TravelTimeMatrix& block);
  template <class Write>
  void sweep(std::span<const Snap> sources, std::span<const std::uint32_t> order,
             const network::TargetTree& tree, Write write) const;
  template <class Cell>
  void search_all(std::span<const Snap> sources, const PlacesOnRoads& targets, Cell cell) const;
  template <class Cell>
  void along_own_edges(std::span<const Snap> sources, const PlacesOnRoads& targets,
                       Cell cell) const;
};

/// Calls write(sources of the batch, first target, times) for every 64 sources and 64 targets: few
/// enough for the cache, and in the row of a source several of its lines.
template <class Write>
void MatrixBlocks::Impl::sweep(std::span<const Snap> sources, std::span<const std::uint32_t> order,
                               const network::TargetTree& tree, Write write) const {
  core::ScratchPool<TargetSweep> pool(
      [&] { return std::make_unique<TargetSweep>(*travel.hierarchy, tree); });
  core::parallel_for(
      order.size(), TargetSweep::kLanes, travel.execution, [&](std::size_t begin, std::size_t end) {
        const auto batch = order.subspan(begin, end - begin);
        std::vector<network::Seed> seeds = doors_of(travel.roads, sources, batch, outward());
        for (network::Seed& seed : seeds) {  // from the number of the source to its lane
          const auto lane = std::find(batch.begin(), batch.end(), seed.label) - batch.begin();
          seed.label = static_cast<std::uint32_t>(lane);
        }
        pool.lend([&](TargetSweep& one) {
          one.run(seeds, search());
          std::array<TargetSweep::Row, 64> tile;
          for (std::size_t first = 0; first < tree.target_count(); first += tile.size()) {
            const auto found =
                std::span(tile).first(std::min(tile.size(), tree.target_count() - first));
            one.read_times(first, found);
            write(batch, first, found);
          }
        });
      });
}

/// cell(source, target) = the time, by one Dijkstra a source; the rest stays as it is.
template <class Cell>
void MatrixBlocks::Impl::search_all(std::span<const Snap> sources, const PlacesOnRoads& targets,
                                    Cell cell) const {
  core::ScratchPool<PlaceSearch> pool(
      [&] { return std::make_unique<PlaceSearch>(travel.roads, targets, search()); });
  core::parallel_for(sources.size(), 8, travel.execution, [&](std::size_t begin, std::size_t end) {
    pool.lend([&](PlaceSearch& one) {
      for (std::size_t i = begin; i < end; ++i) {
        for (const Door& door : one.from(sources[i])) cell(i, door.place) = door.time;
      }
    });
  });
}

/// Places on the same edge may be nearer without leaving it.
template <class Cell>
void MatrixBlocks::Impl::along_own_edges(std::span<const Snap> sources,
                                         const PlacesOnRoads& targets, Cell cell) const {
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].status != network::SnapStatus::kSnapped) continue;
    targets.on(sources[i].edge, [&](std::uint32_t j) {
      const Snap& target = targets.place(j);
      const Deciseconds time = outward()
                                   ? network::time_along_edge(travel.roads, sources[i], target)
                                   : network::time_along_edge(travel.roads, target, sources[i]);
      if (time <= limit) cell(i, j) = std::min(cell(i, j), time);
    });
  }
}

void MatrixBlocks::Impl::fill_from_origins(TravelTimeMatrix& block) {
  const auto sources = places.origins.subspan(block.first_origin, block.origin_count);
  const auto cell = [&](std::size_t i, std::size_t j) -> Deciseconds& {
    return block.times[i * block.facility_count + j];
  };
  if (!all_facilities) all_facilities.emplace(travel.roads, places.facilities, search().sense);
  if (travel.hierarchy == nullptr) return search_all(sources, *all_facilities, cell);
  if (!facility_tree) facility_tree.emplace(tree_of(places.facilities));
  sweep(sources, network::along_the_map(sources), *facility_tree,
        [&](std::span<const std::uint32_t> batch, std::size_t first,
            std::span<const TargetSweep::Row> found) {
          for (std::size_t lane = 0; lane < batch.size(); ++lane) {
            Deciseconds* row = &cell(batch[lane], first);
            for (std::size_t j = 0; j < found.size(); ++j) row[j] = found[j].times[lane];
          }
        });
  along_own_edges(sources, *all_facilities, cell);
}

void MatrixBlocks::Impl::fill_from_facilities(TravelTimeMatrix& block) {
  const auto targets = places.origins.subspan(block.first_origin, block.origin_count);
  const auto cell = [&](std::size_t j, std::size_t i) -> Deciseconds& {
    return block.times[i * block.facility_count + j];
  };
  const PlacesOnRoads rows(travel.roads, targets, search().sense);
  if (travel.hierarchy == nullptr) return search_all(places.facilities, rows, cell);
  const network::TargetTree tree = tree_of(targets);
  std::vector<std::uint32_t> order(
      places.facilities.size());  // neighbours in the row are written together
  std::iota(order.begin(), order.end(), 0U);
  sweep(places.facilities, order, tree,
        [&](std::span<const std::uint32_t> batch, std::size_t first,
            std::span<const TargetSweep::Row> found) {
          for (std::size_t i = 0; i < found.size(); ++i) {
            std::copy_n(found[i].times.begin(), batch.size(), &cell(batch[0], first + i));
          }
        });
  along_own_edges(places.facilities, rows, cell);
}

void MatrixBlocks::Impl::fill(TravelTimeMatrix& block) {
  block.times.assign(block.origin_count * block.facility_count, kUnreachable);
  if (block.times.empty()) return;
  plan.from_facilities ? fill_from_facilities(block) : fill_from_origins(block);
}

MatrixBlocks::MatrixBlocks(const Travel& travel, const Places& places, const MatrixOptions& options)
    : impl_(std::make_unique<Impl>(Impl{
          .travel = travel,
          .places = places,
          .limit = core::to_deciseconds(travel.limit, "limit"),
          .plan = plan_of(travel, places.origins.size(), places.facilities.size(), options)})) {
  network::require_prepared_for(travel.roads, travel.hierarchy);
  travel.execution.expect(places.origins.size());
}
MatrixBlocks::~MatrixBlocks() = default;
MatrixBlocks::MatrixBlocks(MatrixBlocks&&) noexcept = default;
MatrixBlocks& MatrixBlocks::operator=(MatrixBlocks&&) noexcept = default;

std::size_t MatrixBlocks::rows() const { return impl_->plan.rows; }

std::vector<core::Finding> MatrixBlocks::findings() const { return place_findings(impl_->places); }

bool MatrixBlocks::next(TravelTimeMatrix& block) {
  Impl& self = *impl_;
  block.first_origin = self.next_origin;
  block.origin_count = std::min(self.plan.rows, self.places.origins.size() - self.next_origin);
  block.facility_count = self.places.facilities.size();
  self.fill(block);
  self.next_origin += block.origin_count;
  self.travel.execution.advance(block.origin_count);
  return block.origin_count > 0;
}

TravelTimeMatrix matrix(const Travel& travel, const Places& places) {
  MatrixBlocks blocks(travel, places, {.block_bytes = static_cast<std::size_t>(-1)});
  TravelTimeMatrix result{.facility_count = places.facilities.size()};
  (void)blocks.next(result);
  result.findings = blocks.findings();
  return result;
}

TravelTimeMatrix matrix(const PairSource& pairs) {
  TravelTimeMatrix result{.origin_count = pairs.origin_count(),
                          .facility_count = pairs.facility_count(),
                          .findings = pairs.findings()};
  result.times.assign(result.origin_count * result.facility_count, kUnreachable);
  // Each block has cells of its own.
  pairs.search(pairs.limit(), [&](std::uint32_t place, std::span<const network::Door> in_reach) {
    for (const network::Door& door : in_reach) {
      const std::size_t origin = pairs.by_facility() ? door.place : place;
      const std::size_t facility = pairs.by_facility() ? place : door.place;
      result.times[origin * result.facility_count + facility] = door.time;
    }
  });
  return result;
}

MatrixEstimate estimate_matrix(const Travel& travel, std::size_t origins, std::size_t facilities) {
  const double pairs = static_cast<double>(origins) * static_cast<double>(facilities);
  return {.pairs = pairs,
          .bytes = pairs * sizeof(Deciseconds),
          .seconds = plan_of(travel, origins, facilities, {}).microseconds * 1e-6};
}

}  // namespace sozialraum::reach
