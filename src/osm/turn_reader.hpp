#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "osm/road_scan.hpp"

namespace sozialraum::osm {

/// Reads the turn restrictions of one mode.
class TurnReader {
 public:
  TurnReader(const Traveller& traveller, ModeScan& scan)
      : mode_(traveller.options->mode),
        wanted_(mode_ != Mode::kFoot && traveller.options->turn_restrictions),
        turns_(scan.turns),
        not_applied_(scan.turns_not_applied) {}

  void take(const RelationView& relation);

  void tell(ImportReport& report) const;

 private:
  static constexpr const char* kUnknownKind = "a turn restriction of an unknown kind";

  /// One that might matter to the mode: named in a finding, by its id.
  void not_applied(const RelationView& relation, const std::string& reason, const char* meaning);

  void tell_turn(const std::string& reason, const char* meaning);

  static TurnShape shape_of(std::string_view rule);

  void take_turn(const RelationView& relation, std::string_view rule);

  Mode mode_;
  bool wanted_;
  std::vector<TurnRule>& turns_;
  std::vector<std::int64_t>& not_applied_;
  std::map<std::string, std::pair<std::uint64_t, const char*>> dropped_;
};

}  // namespace sozialraum::osm
