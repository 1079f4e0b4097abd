#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"

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
  /// Of a whole matrix(): what should be said about the places. Of blocks:
  /// MatrixBlocks::findings().
  std::vector<core::Finding> findings{};

  [[nodiscard]] std::span<const core::Deciseconds> row(std::size_t i) const {
    return std::span(times).subspan(i * facility_count, facility_count);
  }
};

struct MatrixOptions {
  /// MatrixBlocks: the most that a block may take; at least one row is given.
  std::size_t block_bytes = std::size_t{64} << 20U;
};

/// How long does every origin need to every facility?
///
/// The dense table, 4 bytes a pair: ask estimate_matrix() first, take MatrixBlocks if it does not
/// fit, and travel_times() or minutes_to_nearest() if only what is near matters. With a hierarchy
/// RPHAST (Delling et al. 2011), 64 places a sweep, from the side that costs less: about 5
/// nanoseconds a pair for 10,000 x 10,000. Without, one Dijkstra a place of one side. The same
/// times as travel_times(): legs off the network, one-way streets and places on one edge included;
/// the same for any number of threads and any order of the lists.
[[nodiscard]] TravelTimeMatrix matrix(const Travel& travel, const Places& places);

/// The same of any pairs, such as a ready table. The same answers.
[[nodiscard]] TravelTimeMatrix matrix(const PairSource& pairs);

/// What a matrix will cost.
struct MatrixEstimate {
  double pairs = 0.0;
  double bytes = 0.0;    ///< of the whole table
  double seconds = 0.0;  ///< on one core; right to a factor of three, without a hierarchy at most
};

/// Is it wise to ask for this matrix? Nothing is searched.
[[nodiscard]] MatrixEstimate estimate_matrix(const Travel& travel, std::size_t origins,
                                             std::size_t facilities);

/// The rows of a matrix too large for the memory, a block at a time, in the order of the origins.
///
///     reach::MatrixBlocks blocks(travel, {homes, doctors});
///     for (reach::TravelTimeMatrix block; blocks.next(block);) write(block);
///
/// All blocks together are matrix(). Refers to what `travel` and `places` refer to, which must
/// outlive it. Progress is counted in origins.
class MatrixBlocks {
 public:
  MatrixBlocks(const Travel& travel, const Places& places, const MatrixOptions& options = {});
  ~MatrixBlocks();
  MatrixBlocks(MatrixBlocks&&) noexcept;
  MatrixBlocks& operator=(MatrixBlocks&&) noexcept;

  /// Fills the block, whose memory is used again; false at the end, then the block is empty.
  bool next(TravelTimeMatrix& block);
  /// The most rows a block has.
  [[nodiscard]] std::size_t rows() const;
  /// What should be said about the places.
  [[nodiscard]] std::vector<core::Finding> findings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sozialraum::reach
