#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/network/hierarchy.hpp"
#include "sozialraum/network/snap.hpp"
#include "sozialraum/reach/direction.hpp"

namespace sozialraum::reach {

/// Travel times between all origins and all facilities, or a block of rows of such a table.
///
/// One row an origin, one column a facility; kUnreachable = beyond the limit, no way, or off the
/// road network.
struct TravelTimeMatrix {
  std::size_t first_origin = 0;  ///< number of the origin of the first row
  std::size_t origin_count = 0;
  std::size_t facility_count = 0;
  std::vector<core::Deciseconds> times{};  ///< row after row

  [[nodiscard]] std::span<const core::Deciseconds> row(std::size_t i) const {
    return std::span(times).subspan(i * facility_count, facility_count);
  }
};

struct MatrixOptions {
  Direction direction = Direction::kToFacility;
  /// Longer times are told as kUnreachable. Unlimited, since every pair is stored anyway.
  core::Minutes limit{1e9};
  /// The same graph prepared (network::Hierarchy::build): the same answer, hundreds of times
  /// sooner.
  const network::Hierarchy* hierarchy = nullptr;
  /// MatrixBlocks: the most that a block may take; at least one row is given.
  std::size_t block_bytes = std::size_t{64} << 20U;
  core::Execution execution{};
};

/// How long does every origin need to every facility?
///
/// The dense table, 4 bytes a pair: ask estimate_matrix() first, take MatrixBlocks if it does not
/// fit, and travel_times() or minutes_to_nearest() if only what is near matters. With a hierarchy
/// RPHAST (Delling et al. 2011), 64 places a sweep, from the side that costs less: about 5
/// nanoseconds a pair for 10,000 x 10,000. Without, one Dijkstra a place of one side. The same
/// times as travel_times(): legs off the network, one-way streets and places on one edge included;
/// the same for any number of threads and any order of the lists.
[[nodiscard]] TravelTimeMatrix matrix(const network::RoadGraph& graph,
                                      std::span<const network::Snap> origins,
                                      std::span<const network::Snap> facilities,
                                      const MatrixOptions& options = {});

/// What a matrix will cost.
struct MatrixEstimate {
  double pairs = 0.0;
  double bytes = 0.0;    ///< of the whole table
  double seconds = 0.0;  ///< on one core; right to a factor of three, without a hierarchy at most
};

/// Is it wise to ask for this matrix? Nothing is searched.
[[nodiscard]] MatrixEstimate estimate_matrix(const network::RoadGraph& graph, std::size_t origins,
                                             std::size_t facilities,
                                             const MatrixOptions& options = {});

/// The rows of a matrix too large for the memory, a block at a time, in the order of the origins.
///
///     reach::MatrixBlocks blocks(graph, origins, facilities, {.hierarchy = &hierarchy});
///     for (reach::TravelTimeMatrix block; blocks.next(block);) write(block);
///
/// All blocks together are matrix(). Refers to graph, hierarchy and both lists, which must outlive
/// it. Progress is counted in origins.
class MatrixBlocks {
 public:
  MatrixBlocks(const network::RoadGraph& graph, std::span<const network::Snap> origins,
               std::span<const network::Snap> facilities, const MatrixOptions& options = {});
  ~MatrixBlocks();
  MatrixBlocks(MatrixBlocks&&) noexcept;
  MatrixBlocks& operator=(MatrixBlocks&&) noexcept;

  /// Fills the block, whose memory is used again; false at the end, then the block is empty.
  bool next(TravelTimeMatrix& block);
  /// The most rows a block has.
  [[nodiscard]] std::size_t rows() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sozialraum::reach
