#pragma once

#include <vector>

#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::reach {

/// The pairs that people can travel on roads.
///
/// Searches start from the shorter list, and the answer is the same from either side: one bounded
/// Dijkstra (1959) a place, or, on prepared roads, sweeps over the hierarchy for as many
/// neighbouring places at once as a sweep has lanes (PHAST, Delling et al. 2013). The legs off the
/// network at both ends are part of the time; two places on the same edge may use it directly.
/// Nothing is stored but the places. Refers to what `travel` and `places` refer to.
///
///     homes on a road a -30- b -50- c (deciseconds) at a and c, a school at b, limit 40:
///     by_facility() (one school, two homes), and one block: school 0 <- {home 0, 30}
///
/// InvalidInput for a hierarchy of another graph and a limit that is negative or not a number.
class RoadPairs final : public PairSource {
 public:
  RoadPairs(const Travel& travel, const Places& places);

  [[nodiscard]] const Travel& travel() const { return travel_; }
  [[nodiscard]] const Places& places() const { return places_; }

  [[nodiscard]] std::size_t origin_count() const override { return places_.origins.size(); }
  [[nodiscard]] std::size_t facility_count() const override { return places_.facilities.size(); }
  [[nodiscard]] bool by_facility() const override;
  [[nodiscard]] core::Deciseconds limit() const override { return limit_; }
  void search(core::Deciseconds most, const TakePairs& take) const override;
  [[nodiscard]] core::Standing origin(std::size_t i) const override;
  [[nodiscard]] core::Standing unreached(std::size_t i) const override;
  [[nodiscard]] std::vector<core::Finding> findings() const override;
  [[nodiscard]] std::span<const std::string> origin_names() const override;
  [[nodiscard]] std::span<const std::string> facility_names() const override;
  [[nodiscard]] const core::Execution& execution() const override { return travel_.execution; }

 private:
  Travel travel_;
  Places places_;
  core::Deciseconds limit_;
  std::vector<std::uint32_t> islands_;  // strong components with facilities, rising
};

}  // namespace sozialraum::reach
