#pragma once

// Compiles a kernel twice, for the machine every x86-64 is and for AVX2, and picks once at run
// time.
//
//     SOZIALRAUM_WIDEST_VECTORS(double, total, (const double* x, std::size_t n), (x, n), { ... })
//
// defines total(x, n). AVX2 alone brings no fused multiply-add, and the sources that use this are
// compiled with -ffp-contract=off: both versions give the same bits. Elsewhere there is one
// version.
#if defined(__GNUC__) && defined(__x86_64__)
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
#define SOZIALRAUM_INLINE inline
#define SOZIALRAUM_WIDEST_VECTORS(result, name, parameters, arguments, ...) \
  result name parameters __VA_ARGS__
#endif
