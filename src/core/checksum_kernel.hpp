#pragma once

#include <cstddef>
#include <cstdint>

namespace sozialraum::core {

/// Bytes that are folded together at once; fewer are not worth it.
inline constexpr std::size_t kFoldedBytes = 64;

/// CRC-32 of a multiple of kFoldedBytes, at least one of them, going on from `before`: the number
/// that zlib gives, by products without carries (Gopal et al. 2009, "Fast CRC computation for
/// generic polynomials using PCLMULQDQ instruction"), where the machine multiplies so.
[[nodiscard]] std::uint32_t folded_crc32(const std::byte* bytes, std::size_t size,
                                         std::uint32_t before);

}  // namespace sozialraum::core
