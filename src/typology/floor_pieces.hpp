#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace sozialraum::typology {

/// A count that rounding alone keeps below its floor is not below it.
inline constexpr double kFloorSlack = 1e-12;

[[nodiscard]] inline bool keeps(double count, double least) {
  return count >= least * (1.0 - kFloorSlack);
}

/// A few small areas, the links between them, and the cheapest link of each to something that
/// carries the floors whatever happens here.
struct PieceTask {
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  static constexpr std::size_t kMost = 32;  ///< areas

  std::size_t areas = 0;
  std::vector<double> cost{};     ///< areas x areas; kNone = no link
  std::vector<double> to_rest{};  ///< per area; kNone = no link
  std::vector<double> counts{};   ///< areas x floors
  std::span<const double> floors{};
};

/// Areas (bits) that form a unit of their own, or join what carries over their cheapest link.
struct Piece {
  std::uint32_t areas = 0;
  bool joins_rest = false;
};

struct Pieces {
  bool finished = false;  ///< false: the steps did not suffice, or there is no answer
  std::vector<Piece> pieces{};
  std::size_t units = 0;  ///< pieces that are units of their own
  double cost = 0.0;
};

/// The division with the most units, and among those with the cheapest merges.
[[nodiscard]] Pieces best_pieces(const PieceTask& task, std::uint64_t steps);

/// What given pieces cost: their cheapest links, and those to what carries.
[[nodiscard]] double cost_of(const PieceTask& task, std::span<const Piece> pieces);

}  // namespace sozialraum::typology
