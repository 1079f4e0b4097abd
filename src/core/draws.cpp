#include "sozialraum/core/draws.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>
#include <vector>

#include "core/draws_kernel.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/random.hpp"

namespace sozialraum::core {
namespace {

constexpr std::uint32_t kNormal = 1;
constexpr std::uint32_t kGamma = 2;
constexpr std::uint32_t kDraws = 0x64726177;  // "draw": keeps the keys apart from RandomStream's

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

}  // namespace

Draws::Draws(std::uint64_t seed, std::string_view purpose) {
  const std::uint64_t what = hash_of(purpose);
  const auto words = philox4x32({low(what), high(what), kDraws, 0}, {low(seed), high(seed)});
  key_ = {words[0], words[1]};
}

Draws::Stream Draws::stream_of(const DrawCell& cell, std::uint32_t distribution) const {
  const auto words =
      philox4x32({low(cell.area), high(cell.area), low(cell.column), high(cell.column)},
                 {key_[0], key_[1] ^ distribution});
  return {words[0], words[1]};
}

void Draws::normal(const DrawCell& cell, std::uint32_t first, std::span<double> into) const {
  normal_draws({key_, stream_of(cell, kNormal)}, first, into.data(), into.size());
}

void Draws::gamma(const DrawCell& cell, double shape, std::uint32_t first,
                  std::span<double> into) const {
  const WantedGamma one{.cell = cell, .shape = shape, .into = into};
  gamma({&one, 1}, first);
}

void Draws::gamma(std::span<const WantedGamma> wanted, std::uint32_t first) const {
  std::vector<GammaCell> cells;
  cells.reserve(wanted.size());
  for (const WantedGamma& one : wanted) {
    if (!(one.shape > 0.0) || std::isinf(one.shape)) {
      invalid_argument(
          "shape", fmt::format("is {}; the shape of a gamma distribution is above 0", one.shape));
    }
    assert(one.into.size() == wanted.front().into.size());
    cells.emplace_back(stream_of(one.cell, kGamma), one.shape, one.into.data());
  }
  if (!cells.empty()) gamma_draws(key_, cells, first, wanted.front().into.size());
}

}  // namespace sozialraum::core
