#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sozialraum/network/road_graph.hpp"

namespace sozialraum::osm {

/// A way that is (part of) a ferry.
struct FerryWay {
  std::int64_t id = 0;
  /// Of the ferry it belongs to: the route relation, else the way itself.
  std::int64_t ferry = 0;
  network::NodeId first{};
  network::NodeId last{};
  double metres = 0.0;
  double seconds = -1.0;             ///< as tagged; negative: not known
  bool seconds_of_relation = false;  ///< tagged on the relation, so meant for all its ways
};

/// How long do ferries take, whatever pieces they were drawn in?
///
/// A duration on a relation is that of all its ways together; so is one that stands on several ways
/// that continue each other, for editors copy it to both parts when a way is cut. Without a
/// duration one waits before boarding: half of that counts at each landing, where the ferry touches
/// land or ends, so that a crossing has it once, and none at nodes in the water. Where a ferry
/// calls on the way (two pieces of it meet at a landing), boarding it there takes a link of its
/// own, so that whoever stays on board does not wait again.
class Ferries {
 public:
  void add(const FerryWay& way) { ways_.push_back(way); }
  /// A piece between two cuts; `ferry` as in FerryWay.
  void add_piece(std::int64_t ferry, network::NodeId from, network::NodeId to);
  /// The nodes that land roads touch: `at_land[node]`.
  void settle(const std::vector<bool>& at_land);

  [[nodiscard]] bool empty() const { return ways_.empty(); }
  /// Negative if the way has no duration, or one that nobody takes: more than twenty times what a
  /// ferry of the usual speed would (35:00 for 35 minutes), or faster than any.
  [[nodiscard]] double seconds_per_metre(std::int64_t way) const;
  /// Ways whose duration was passed over for that reason.
  [[nodiscard]] std::size_t odd_durations() const { return odd_durations_; }
  /// Part of the wait that counts on the piece itself at this end: a half or nothing.
  [[nodiscard]] double share_of_wait(std::int64_t ferry, network::NodeId node) const;
  /// Landings at which a ferry calls on its way, with the ferry; by node.
  [[nodiscard]] const std::vector<std::pair<network::NodeId, std::int64_t>>& calls() const {
    return calls_;
  }

 private:
  void spread_durations();
  [[nodiscard]] std::vector<std::size_t> continued() const;

  std::vector<FerryWay> ways_;
  std::map<std::pair<network::NodeId, std::int64_t>, int> pieces_at_;
  std::unordered_map<std::uint32_t, int> pieces_;
  std::unordered_map<std::int64_t, double> pace_;
  std::vector<std::pair<network::NodeId, std::int64_t>> calls_;
  std::vector<bool> at_land_;
  std::size_t odd_durations_ = 0;
};

}  // namespace sozialraum::osm
