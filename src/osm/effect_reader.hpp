#pragma once

#include <cstdint>
#include <vector>

#include "osm/road_scan.hpp"

namespace sozialraum::osm {

/// What stands on the nodes of one mode's roads.
class EffectReader {
 public:
  EffectReader(const Traveller& traveller, std::vector<std::uint8_t>& bits)
      : mode_(traveller.options->mode),
        through_restricted_(traveller.options->through_restricted),
        bits_(bits) {}

  void take(const Tags& tags, std::uint32_t row);

  void tell(ImportReport& report) const;

 private:
  [[nodiscard]] bool on_road(std::uint32_t row) const {
    return (bits_[row] & node_bits::kOnRoad) != 0;
  }

  Mode mode_;
  bool through_restricted_;
  std::vector<std::uint8_t>& bits_;
  std::uint64_t unknown_ = 0;
  std::uint64_t unknown_access_ = 0;
  std::uint64_t conditional_ = 0;
  std::uint64_t private_ = 0;
  std::uint64_t closed_ = 0;
  std::uint64_t delays_ = 0;
  std::uint64_t signals_ = 0;
};

}  // namespace sozialraum::osm
