#pragma once

#include "sozialraum/network/dijkstra.hpp"

namespace sozialraum::network {

[[nodiscard]] inline Sense opposite(Sense sense) {
  return sense == Sense::kOutward ? Sense::kInward : Sense::kOutward;
}

}  // namespace sozialraum::network
