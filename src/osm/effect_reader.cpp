#include "osm/effect_reader.hpp"

#include "osm/way_reader.hpp"

namespace sozialraum::osm {

void EffectReader::take(const Tags& tags, std::uint32_t row) {
  if (!on_road(row)) return;
  const NodeEffect effect = node_effect(tags, mode_);
  unknown_ += effect.unknown_barrier ? 1U : 0U;
  unknown_access_ += effect.unknown_value ? 1U : 0U;
  conditional_ += tags.has("barrier") && has_hours(tags) ? 1U : 0U;
  std::uint8_t& bits = bits_[row];
  if (effect.closed || (effect.ends_only && !through_restricted_)) {
    bits |= node_bits::kClosed;
    ++closed_;
  } else if (effect.ends_only) {
    bits |= node_bits::kPrivate;
    ++private_;
  } else if (effect.delay == NodeEffect::Delay::kBarrier) {
    bits |= node_bits::kBarrier;
    ++delays_;
  } else if (effect.delay == NodeEffect::Delay::kSignals) {
    bits |= node_bits::kSignals;
    ++signals_;
  }
}

void EffectReader::tell(ImportReport& report) const {
  report.count("node", "kept", "barrier_closed", closed_, "a barrier closes the road here");
  report.count("node", "kept", "barrier_private", private_,
               "a barrier lets only those through who begin or end their way behind it");
  report.count("node", "kept", "barrier_delay", delays_, "a barrier costs time here");
  report.count("node", "kept", "signals", signals_, "traffic signals cost time here");
  report.count("node", "noted", "unknown_barrier", unknown_,
               "a barrier of a kind that is not known stops nobody");
  report.count("node", "noted", "unknown_access_value", unknown_access_,
               "an access value of a barrier could not be read and was passed over");
  report.count("node", "noted", "conditional_access", conditional_,
               "an access tag of a barrier that holds at certain hours was not applied");
}

}  // namespace sozialraum::osm
