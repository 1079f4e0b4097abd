#include "core/checksum_kernel.hpp"

#include <zlib.h>

#include <array>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/checksum_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::core::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

HWY_INLINE std::uint32_t ByZlib(const std::byte* bytes, std::size_t size, std::uint32_t before) {
  return static_cast<std::uint32_t>(::crc32_z(before, reinterpret_cast<const Bytef*>(bytes), size));
}

// Without an instruction for it a product without carries is slower than zlib's tables.
#if HWY_TARGET == HWY_SCALAR || HWY_TARGET == HWY_EMU128 || HWY_TARGET == HWY_SSE2 || \
    HWY_TARGET == HWY_SSSE3 || HWY_TARGET == HWY_NEON_WITHOUT_AES ||                  \
    __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__

std::uint32_t Crc32(const std::byte* bytes, std::size_t size, std::uint32_t before) {
  return ByZlib(bytes, size, before);
}

#else

constexpr hn::FixedTag<std::uint64_t, 2> kWords;
using Words = hn::Vec<decltype(kWords)>;

/// x to the power of 4 * 128 + 32, 4 * 128 - 32, 128 + 32 and 128 - 32, modulo the polynomial,
/// bits reversed: what takes 16 bytes 64 or 16 bytes further.
constexpr std::array<std::uint64_t, 2> kBySixtyFour{0x154442BD4, 0x1C6E41596};
constexpr std::array<std::uint64_t, 2> kBySixteen{0x1751997D0, 0x0CCAA009E};

HWY_INLINE Words Load(const std::byte* bytes) {
  constexpr hn::Repartition<std::uint8_t, decltype(kWords)> kBytes;
  return hn::BitCast(kWords, hn::LoadU(kBytes, reinterpret_cast<const std::uint8_t*>(bytes)));
}

HWY_INLINE Words Folded(Words sum, Words by, Words next) {
  return hn::Xor(next, hn::Xor(hn::CLMulLower(sum, by), hn::CLMulUpper(sum, by)));
}

std::uint32_t Crc32(const std::byte* bytes, std::size_t size, std::uint32_t before) {
  const Words by64 = hn::LoadU(kWords, kBySixtyFour.data());
  const Words by16 = hn::LoadU(kWords, kBySixteen.data());
  const std::array<std::uint64_t, 2> begin{~before, 0};
  Words a = hn::Xor(Load(bytes), hn::LoadU(kWords, begin.data()));
  Words b = Load(bytes + 16);
  Words c = Load(bytes + 32);
  Words d = Load(bytes + 48);
  for (std::size_t at = kFoldedBytes; at < size; at += kFoldedBytes) {
    a = Folded(a, by64, Load(bytes + at));
    b = Folded(b, by64, Load(bytes + at + 16));
    c = Folded(c, by64, Load(bytes + at + 32));
    d = Folded(d, by64, Load(bytes + at + 48));
  }
  const Words all = Folded(Folded(Folded(a, by16, b), by16, c), by16, d);
  // These 16 bytes have the remainder of all; zlib takes it, from a register of 0.
  std::array<std::byte, 16> rest{};
  constexpr hn::Repartition<std::uint8_t, decltype(kWords)> kBytes;
  hn::StoreU(hn::BitCast(kBytes, all), kBytes, reinterpret_cast<std::uint8_t*>(rest.data()));
  return ByZlib(rest.data(), rest.size(), ~std::uint32_t{0});
}

#endif

}  // namespace sozialraum::core::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::core {

HWY_EXPORT(Crc32);

std::uint32_t folded_crc32(const std::byte* bytes, std::size_t size, std::uint32_t before) {
  return HWY_DYNAMIC_DISPATCH(Crc32)(bytes, size, before);
}

}  // namespace sozialraum::core
#endif  // HWY_ONCE
