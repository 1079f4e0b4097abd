#include "sozialraum/reach/pair_source.hpp"

#include <cassert>

namespace sozialraum::reach {

std::vector<core::Standing> standings(const PairSource& pairs, const std::vector<bool>& reached) {
  assert(reached.size() == pairs.origin_count());
  std::vector<core::Standing> result;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const core::Standing standing = pairs.origin(i);
    const bool lost = core::is_reached(standing) && !reached[i];
    result.push_back(lost ? pairs.unreached(i) : standing);
  }
  return result;
}

}  // namespace sozialraum::reach
