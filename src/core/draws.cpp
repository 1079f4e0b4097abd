#include "sozialraum/core/draws.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/random.hpp"

namespace sozialraum::core {
namespace {

constexpr std::uint32_t kNormal = 1;
constexpr std::uint32_t kGamma = 2;
constexpr std::uint32_t kDraws = 0x64726177;  // "draw": keeps the keys apart from RandomStream's

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32U); }

/// Two uniform numbers in [0, 1), of 53 random bits each.
struct TwoUniforms {
  double first = 0.0;
  double second = 0.0;
};

/// The random numbers of one cell and distribution.
struct Source {
  std::array<std::uint32_t, 2> key{};
  std::array<std::uint32_t, 2> stream{};

  [[nodiscard]] TwoUniforms uniforms(std::uint32_t number, std::uint32_t step) const {
    const auto words = philox4x32({number, step, stream[0], stream[1]}, key);
    const auto uniform = [](std::uint64_t a, std::uint64_t b) {
      return static_cast<double>(((a >> 5U) << 26U) | (b >> 6U)) * 0x1p-53;
    };
    return {uniform(words[0], words[1]), uniform(words[2], words[3])};
  }
};

struct TwoNormals {
  double first = 0.0;
  double second = 0.0;
};

/// Box and Muller (1958).
TwoNormals normals(const TwoUniforms& uniforms) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniforms.first));
  const double angle = 2.0 * std::numbers::pi * uniforms.second;
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

/// Marsaglia and Tsang (2000), "A simple method for generating gamma variables". Two blocks of
/// random bits an attempt; more than 95 of 100 attempts succeed.
double gamma_draw(const Source& source, double shape, std::uint32_t number) {
  const bool small = shape < 1.0;
  const double d = (small ? shape + 1.0 : shape) - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (std::uint32_t step = 0;; step += 2) {
    const double x = normals(source.uniforms(number, step)).first;
    const double root = 1.0 + c * x;
    if (root <= 0.0) continue;
    const double v = root * root * root;
    const TwoUniforms u = source.uniforms(number, step + 1);
    if (std::log(1.0 - u.first) >= 0.5 * x * x + d - d * v + d * std::log(v)) continue;
    // A shape below 1 is that of shape + 1 times U^(1/shape) (Stuart's theorem).
    return small ? d * v * std::pow(1.0 - u.second, 1.0 / shape) : d * v;
  }
}

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
  const Source source{key_, stream_of(cell, kNormal)};
  std::size_t i = 0;
  const auto number = [&] { return first + static_cast<std::uint32_t>(i); };
  // Two draws of a block: an even number and the next one.
  if (first % 2 == 1 && !into.empty()) {
    into[i] = normals(source.uniforms(number() / 2, 0)).second;
    ++i;
  }
  for (; i < into.size(); i += 2) {
    const TwoNormals two = normals(source.uniforms(number() / 2, 0));
    into[i] = two.first;
    if (i + 1 < into.size()) into[i + 1] = two.second;
  }
}

void Draws::gamma(const DrawCell& cell, double shape, std::uint32_t first,
                  std::span<double> into) const {
  if (!(shape > 0.0) || std::isinf(shape)) {
    invalid_argument("shape",
                     fmt::format("is {}; the shape of a gamma distribution is above 0", shape));
  }
  const Source source{key_, stream_of(cell, kGamma)};
  for (std::size_t i = 0; i < into.size(); ++i) {
    into[i] = gamma_draw(source, shape, first + static_cast<std::uint32_t>(i));
  }
}

}  // namespace sozialraum::core
