#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sozialraum::typology {

/// The cheapest way to give items to types, each type between `least` and `most` items.
///
/// A flow of least cost by shortest ways (Ford and Fulkerson 1962) that begins at the cheapest type
/// of every item: only what lies beyond a bound has to be moved, along chains of types in which
/// each hands its cheapest item on. Exact. `costs` is items x types. REQUIRES types * least <=
/// items <= types * most. O((items + beyond * types) * types * log items).
[[nodiscard]] std::vector<std::uint32_t> flow_assignment(std::span<const double> costs,
                                                         std::size_t types, std::size_t least,
                                                         std::size_t most);

}  // namespace sozialraum::typology
