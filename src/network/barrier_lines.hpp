#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sozialraum/network/lon_lat.hpp"

namespace sozialraum::network {

/// Which straight links cross a river, a shore, a railway?
///
/// The stretches of the lines by cells of a hundredth of a degree. Plane in degrees, so for links
/// of some kilometres. About 40 bytes a stretch and cell.
class BarrierLines {
 public:
  explicit BarrierLines(std::span<const std::vector<LonLat>> lines);

  [[nodiscard]] bool empty() const { return stretches_.empty(); }
  /// Touching counts as crossing, but not touching with an end: who stands on the shore is no
  /// further than the shore.
  [[nodiscard]] bool between(LonLat a, LonLat b) const;

 private:
  using Stretch = std::pair<LonLat, LonLat>;

  std::vector<Stretch> stretches_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

}  // namespace sozialraum::network
