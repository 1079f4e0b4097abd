#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sozialraum::core {

/// The random numbers of one cell and distribution (docs/methods/core.md).
struct DrawSource {
  std::array<std::uint32_t, 2> key{};
  std::array<std::uint32_t, 2> stream{};
};

// These make as many draws at once as the vectors of the machine hold, each a function of its
// number alone, by operations that all machines round alike.

/// Standard normal draws number first, first + 1, ...
void normal_draws(const DrawSource& source, std::uint32_t first, double* into, std::size_t count);

/// Draws of the gamma distribution with scale 1.
void gamma_draws(const DrawSource& source, double shape, std::uint32_t first, double* into,
                 std::size_t count);

}  // namespace sozialraum::core
