#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "sozialraum/core/random.hpp"

namespace sozialraum::core {

/// Whose draws? A cell of the table that is drawn again and again, by the hashes of its names: who
/// goes through a large table takes the hash of each area and column once.
struct DrawCell {
  std::uint64_t area = 0;    ///< hash_of() its code
  std::uint64_t column = 0;  ///< hash_of() its name

  DrawCell(std::uint64_t area_hash, std::uint64_t column_hash)
      : area(area_hash), column(column_hash) {}
  DrawCell(std::string_view area_code, std::string_view column_name)
      : area(hash_of(area_code)), column(hash_of(column_name)) {}
};

/// Gamma draws that are wanted: of which cell, of which shape, and where to.
struct WantedGamma {
  DrawCell cell;
  double shape = 1.0;
  std::span<double> into{};
};

/// What might the numbers have been? Random numbers for areas x columns x draws.
///
///     const core::Draws draws(seed, "typology membership");
///     std::vector<double> z(1000);
///     draws.normal({"03252007", "under18"}, 0, z);      // draws 0 to 999
///     rate[d] = mean + error * z[d];
///
/// Nothing is stored: a draw is a function of seed, purpose, area, column and its number, so any
/// part of the table can be made at any time, in blocks of any size, on any thread and in any order
/// of rows and columns, and is always the same. docs/methods/core.md gives the definition to the
/// bit. Draws of different areas, columns, numbers and distributions are independent.
/// O(draws), about 5 ns a normal and 13 ns a gamma one.
class Draws {
 public:
  Draws(std::uint64_t seed, std::string_view purpose);

  /// Fills `into` with the draws number `first`, first + 1, ... of the standard normal
  /// distribution.
  void normal(const DrawCell& cell, std::uint32_t first, std::span<double> into) const;

  /// Of the gamma distribution with this shape and scale 1 (mean and variance are the shape).
  /// InvalidInput unless the shape is finite and above 0.
  void gamma(const DrawCell& cell, double shape, std::uint32_t first, std::span<double> into) const;
  /// The same of many cells, as many draws of each: faster than one by one where these are few.
  void gamma(std::span<const WantedGamma> wanted, std::uint32_t first) const;

 private:
  using Stream = std::array<std::uint32_t, 2>;
  [[nodiscard]] Stream stream_of(const DrawCell& cell, std::uint32_t distribution) const;

  std::array<std::uint32_t, 2> key_{};
};

}  // namespace sozialraum::core
