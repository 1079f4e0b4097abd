#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

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

/// A cell whose gamma draws are wanted.
struct GammaCell {
  GammaCell(const std::array<std::uint32_t, 2>& its_stream, double shape, double* to);

  std::array<std::uint32_t, 2> stream;
  double d;  ///< Marsaglia and Tsang's, and
  double c;
  double power;  ///< 1 / shape of shapes below 1, else 0
  double* into;
};

/// Draws number first, first + 1, ... of the gamma distributions with scale 1, of many cells.
void gamma_draws(const std::array<std::uint32_t, 2>& key, std::span<const GammaCell> cells,
                 std::uint32_t first, std::size_t draws);

}  // namespace sozialraum::core
