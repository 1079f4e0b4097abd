#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "osm/road_scan.hpp"
#include "sozialraum/osm/maxspeed.hpp"

namespace sozialraum::osm {

/// Is there an access or one-way tag that holds at certain hours only?
[[nodiscard]] bool has_hours(const Tags& tags);

/// The tags of a way, completed by those of its relation.
struct WayTags {
  Tags tags;
  bool lent_duration = false;  ///< the duration is that of the relation
};

/// What a way is to one mode, and how many were dropped or doubted for which reason.
class WayReader {
 public:
  WayReader(const Traveller& traveller, std::vector<WayProfile>& profiles);

  /// The row of the way's profile, or kClosedToMode. `nodes`: without repetitions.
  std::uint32_t take(const WayView& way, const WayTags& with, std::size_t nodes);

  void tell(ImportReport& report) const;

 private:
  WayProfile profile(const Tags& tags, const WayAccess& access, std::size_t row);

  void put_ferry_speed(const Tags& tags, WayProfile& profile);

  void tell_limits(const SpeedLimits& limits);

  std::uint32_t number_of(const WayProfile& profile);

  /// Trains that carry cars, if they tell no duration: 35 km through the Lötschberg, Furka or on
  /// the dam to Sylt take 15 to 40 minutes for 15 to 40 km.
  static constexpr double kShuttleTrainKmh = 60.0;

  const SpeedTable& table_;
  const RoadReadOptions& options_;
  std::vector<WayProfile>& profiles_;
  double push_kmh_ = kNoLimit;
  double ferry_kmh_ = 0.0;
  std::map<WayProfile, std::uint32_t> numbers_;
  std::array<std::uint64_t, kClosedReasons> dropped_{};
  std::map<std::string, std::uint64_t> without_speed_;
  std::uint64_t short_ = 0;
  std::uint64_t only_ends_ = 0;
  std::uint64_t repeated_ = 0;
  std::uint64_t restricted_ = 0;
  std::uint64_t unknown_access_ = 0;
  std::uint64_t unknown_oneway_ = 0;
  std::uint64_t at_times_ = 0;
  std::uint64_t conditional_access_ = 0;
  std::uint64_t unreadable_ = 0;
  std::uint64_t unreadable_durations_ = 0;
  std::uint64_t several_ = 0;
  std::uint64_t conditional_ = 0;
  std::uint64_t limited_ = 0;
  std::uint64_t settled_ = 0;
};

}  // namespace sozialraum::osm
