#include "sozialraum/core/random.hpp"

#include <cassert>
#include <cmath>
#include <numbers>

namespace sozialraum::core {
namespace {

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325;
constexpr std::uint64_t kFnvPrime = 0x100000001b3;

std::uint32_t low(std::uint64_t x) { return static_cast<std::uint32_t>(x); }
std::uint32_t high(std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); }

}  // namespace

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t state = kFnvOffset;
  for (const char c : text) {
    state ^= static_cast<unsigned char>(c);
    state *= kFnvPrime;
  }
  return state;
}

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
  constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
  constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
  constexpr std::uint32_t kWeyl1 = 0xBB67AE85;
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {high(product1) ^ counter[1] ^ key[0], low(product1),
               high(product0) ^ counter[3] ^ key[1], low(product0)};
    key[0] += kWeyl0;
    key[1] += kWeyl1;
  }
  return counter;
}

// The seed is the key; purpose and subject are two words of the counter each (their hashes folded
// to 64 bits share the upper three words), the first word counts the blocks of the stream.
RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose, std::uint64_t subject)
    : key_{low(seed), high(seed)}, counter_{} {
  const std::uint64_t what = hash_of(purpose);
  counter_ = {0, low(subject), high(subject) ^ high(what), low(what)};
}

RandomStream::RandomStream(std::uint64_t seed, std::string_view purpose, std::string_view subject)
    : RandomStream(seed, purpose, hash_of(subject)) {}

RandomStream::result_type RandomStream::operator()() {
  if (used_ == block_.size()) {
    block_ = philox4x32(counter_, key_);
    ++counter_[0];
    used_ = 0;
  }
  return block_[used_++];
}

double RandomStream::uniform() {
  const std::uint64_t upper = (*this)() >> 5;
  const std::uint64_t lower = (*this)() >> 6;
  return static_cast<double>((upper << 26) | lower) * 0x1p-53;
}

std::uint64_t RandomStream::below(std::uint64_t bound) {
  assert(bound > 0);
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;  // rejects the incomplete last round
  while (true) {
    const std::uint64_t upper = (*this)();
    const std::uint64_t x = (upper << 32) | (*this)();
    if (x < limit) return x % bound;
  }
}

double RandomStream::normal() {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
  return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

}  // namespace sozialraum::core
