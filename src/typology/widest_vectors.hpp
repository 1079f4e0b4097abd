#pragma once

#include <cstddef>

// Compiles a kernel twice, for the machine every x86-64 is and for AVX2, and picks once at run
// time.
//
//     SOZIALRAUM_WIDEST_VECTORS(double, total, (const double* x, std::size_t n), (x, n), { ... })
//
// defines total(x, n). AVX2 alone brings no fused multiply-add, and the sources that use this are
// compiled with -ffp-contract=off: both versions give the same bits. Elsewhere there is one
// version.
#if defined(__x86_64__)
#define SOZIALRAUM_INLINE [[gnu::always_inline]] inline
#define SOZIALRAUM_WIDEST_VECTORS(result, name, parameters, arguments, ...) \
  SOZIALRAUM_INLINE result name##_body parameters __VA_ARGS__               \
      [[gnu::target("avx2")]] result name##_avx2 parameters {               \
    return name##_body arguments;                                           \
  }                                                                         \
  result name##_baseline parameters { return name##_body arguments; }       \
  result name parameters {                                                  \
    static const bool avx2 = __builtin_cpu_supports("avx2") != 0;           \
    return avx2 ? name##_avx2 arguments : name##_baseline arguments;        \
  }
#else
#define SOZIALRAUM_INLINE [[gnu::always_inline]] inline
#define SOZIALRAUM_WIDEST_VECTORS(result, name, parameters, arguments, ...) \
  result name parameters __VA_ARGS__
#endif

namespace sozialraum::typology {

/// Rows are handled in blocks of this many, one row a lane.
inline constexpr std::size_t kLanes = 8;

/// Four areas at once. Written as vectors because the compiler, left alone, takes the loop over
/// columns apart instead and shuffles every number.
using Four = double __attribute__((vector_size(32)));
using FourAt = double __attribute__((vector_size(32), aligned(8), may_alias));

struct Eight {
  Four low;
  Four high;
};

SOZIALRAUM_INLINE void load(const double* from, Eight& to) {
  to.low = *reinterpret_cast<const FourAt*>(from);
  to.high = *reinterpret_cast<const FourAt*>(from + 4);
}

SOZIALRAUM_INLINE void store(const Eight& from, double* to) {
  *reinterpret_cast<FourAt*>(to) = from.low;
  *reinterpret_cast<FourAt*>(to + 4) = from.high;
}

/// The squared distances of eight rows to a centre.
SOZIALRAUM_INLINE void squares(const double* block, const double* centre, std::size_t columns,
                               Eight& sum) {
  sum.low = Four{};
  sum.high = Four{};
  for (std::size_t j = 0; j < columns; ++j) {
    Eight x;
    load(block + j * kLanes, x);
    const Four low = x.low - centre[j];
    const Four high = x.high - centre[j];
    sum.low += low * low;
    sum.high += high * high;
  }
}

}  // namespace sozialraum::typology
