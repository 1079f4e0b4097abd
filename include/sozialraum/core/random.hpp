#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

namespace sozialraum::core {

/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): 128 bits of
/// counter and 64 bits of key to 128 random bits.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

/// FNV-1a of 64 bits (Fowler, Noll, Vo): the same on every machine, unlike std::hash.
[[nodiscard]] std::uint64_t hash_of(std::string_view text);

/// Random numbers that belong to a thing, not to a moment.
///
/// A stream is named by a seed, a purpose ("kmeans start") and a subject (an area code, the number
/// of a run). The same names give the same numbers for any thread count and any order of rows.
/// Satisfies UniformRandomBitGenerator; the members below are preferred over <random>'s
/// distributions, whose output differs between standard libraries.
class RandomStream {
 public:
  using result_type = std::uint32_t;

  RandomStream(std::uint64_t seed, std::string_view purpose, std::string_view subject = {});
  RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t subject);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()();

  /// Uniform in [0, 1), 53 random bits.
  [[nodiscard]] double uniform();
  /// Uniform in 0..bound-1 without bias; bound must be positive.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  /// Standard normal (Box-Muller).
  [[nodiscard]] double normal();

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
};

}  // namespace sozialraum::core
