#include "typology/mixture_kernel.hpp"

#include <cmath>

// Compiled once for each instruction set, as distance_kernel.cpp is.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "typology/mixture_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::typology::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, kLanes> kTag;
using Vector = hn::Vec<decltype(kTag)>;
constexpr std::size_t kWide = hn::MaxLanes(kTag);

HWY_INLINE Vector At(const double* block, std::size_t entry, std::size_t part) {
  return hn::LoadU(kTag, block + entry * kLanes + part);
}

HWY_INLINE void Put(double* block, std::size_t entry, std::size_t part, Vector value) {
  hn::StoreU(value, kTag, block + entry * kLanes + part);
}

HWY_INLINE std::size_t Row(std::size_t i) { return i * (i + 1) / 2; }

/// The product of up to eight positive numbers at a time, so that none overflows; logs of the
/// products are summed up.
class LogProduct {
 public:
  HWY_INLINE explicit LogProduct(double* sums) : sums_(sums) {
    for (std::size_t l = 0; l < kWide; ++l) sums_[l] = 0.0;
  }
  HWY_INLINE void Times(Vector factor) {
    product_ = hn::Mul(product_, factor);
    if (++count_ == kAtOnce) Flush();
  }
  HWY_INLINE void Flush() {
    HWY_ALIGN double products[kWide];
    hn::Store(product_, kTag, products);
    for (std::size_t l = 0; l < kWide; ++l) sums_[l] += std::log(products[l]);
    product_ = hn::Set(kTag, 1.0);
    count_ = 0;
  }

 private:
  static constexpr std::size_t kAtOnce = 8;
  double* sums_;
  Vector product_ = hn::Set(kTag, 1.0);
  std::size_t count_ = 0;
};

void LogDensities(const double* block, const Shape& shape, const Cloud& cloud, double* out) {
  const std::size_t d = shape.columns;
  for (std::size_t part = 0; part < kLanes; part += kWide) {
    Vector square = hn::Zero(kTag);
    const double* row = cloud.whiten;
    for (std::size_t i = 0; i < d; ++i) {
      Vector y = hn::Zero(kTag);
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j) {
        const Vector gap = hn::Sub(At(block, j, part), hn::Set(kTag, cloud.mean[j]));
        y = hn::Add(y, hn::Mul(gap, hn::Set(kTag, *row++)));
      }
      square = hn::Add(square, hn::Mul(y, y));
    }
    const Vector half = hn::Mul(square, hn::Set(kTag, -0.5));
    hn::StoreU(hn::Add(half, hn::Set(kTag, cloud.log_constant)), kTag, out + part);
  }
}

void AddMoments(const double* block, const Shape& shape, const double* mean, const double* q,
                double* sums) {
  const std::size_t d = shape.columns;
  for (std::size_t part = 0; part < kLanes; part += kWide) {
    const Vector weight = hn::LoadU(kTag, q + part);
    Put(sums, 0, part, hn::Add(At(sums, 0, part), weight));
    std::size_t entry = 1 + d;
    for (std::size_t i = 0; i < d; ++i) {
      const Vector gap = hn::Sub(At(block, i, part), hn::Set(kTag, mean[i]));
      const Vector weighted = hn::Mul(weight, gap);
      Put(sums, 1 + i, part, hn::Add(At(sums, 1 + i, part), weighted));
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j, ++entry) {
        const Vector other = hn::Sub(At(block, j, part), hn::Set(kTag, mean[j]));
        Put(sums, entry, part, hn::Add(At(sums, entry, part), hn::Mul(weighted, other)));
      }
    }
  }
}

/// Errors and spread are independent from column to column.
void IndependentErrors(const double* block, const double* errors, const Shape& shape,
                       const Cloud& cloud, double* scores, double* out) {
  const std::size_t d = shape.columns;
  const Vector one = hn::Set(kTag, 1.0);
  for (std::size_t part = 0; part < kLanes; part += kWide) {
    HWY_ALIGN double logs[kWide];
    LogProduct determinant(logs);
    Vector square = hn::Zero(kTag);
    for (std::size_t j = 0; j < d; ++j) {
      const Vector total = hn::Add(At(errors, j, part), hn::Set(kTag, cloud.spread[j]));
      const Vector precision = hn::Div(one, total);
      const Vector gap = hn::Sub(At(block, j, part), hn::Set(kTag, cloud.mean[j]));
      const Vector u = hn::Mul(gap, precision);
      Put(scores, j, part, u);
      Put(scores, d + j, part, precision);
      square = hn::Add(square, hn::Mul(gap, u));
      determinant.Times(total);
    }
    determinant.Flush();
    const Vector both = hn::Add(square, hn::Load(kTag, logs));
    const Vector half = hn::Mul(both, hn::Set(kTag, -0.5));
    hn::StoreU(hn::Add(half, hn::Set(kTag, cloud.log_share)), kTag, out + part);
  }
}

/// Cholesky factor of covariance + errors, lane by lane, with the inverse of its diagonal.
HWY_INLINE void Factor(const double* errors, const Cloud& cloud, std::size_t d, std::size_t part,
                       double* root, LogProduct& determinant) {
  const Vector one = hn::Set(kTag, 1.0);
  for (std::size_t i = 0; i < d; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const std::size_t entry = Row(i) + j;
      Vector sum = hn::Add(At(errors, entry, part), hn::Set(kTag, cloud.spread[entry]));
      for (std::size_t k = 0; k < j; ++k) {
        sum = hn::Sub(sum, hn::Mul(At(root, Row(i) + k, part), At(root, Row(j) + k, part)));
      }
      if (i == j) {
        determinant.Times(sum);
        Put(root, entry, part, hn::Div(one, hn::Sqrt(sum)));
      } else {
        Put(root, entry, part, hn::Mul(sum, At(root, Row(j) + j, part)));
      }
    }
  }
}

/// The inverse of the factor, in a matrix of its own.
HWY_INLINE void Invert(const double* root, std::size_t d, std::size_t part, double* inverse) {
  for (std::size_t j = 0; j < d; ++j) {
    Put(inverse, Row(j) + j, part, At(root, Row(j) + j, part));
    for (std::size_t i = j + 1; i < d; ++i) {
      Vector sum = hn::Zero(kTag);
      for (std::size_t k = j; k < i; ++k) {
        sum = hn::Sub(sum, hn::Mul(At(root, Row(i) + k, part), At(inverse, Row(k) + j, part)));
      }
      Put(inverse, Row(i) + j, part, hn::Mul(sum, At(root, Row(i) + i, part)));
    }
  }
}

void CorrelatedErrors(const double* block, const double* errors, const Shape& shape,
                      const Cloud& cloud, double* scores, double* work, double* out) {
  const std::size_t d = shape.columns;
  double* const root = work;
  double* const inverse = root + shape.matrix() * kLanes;
  double* const y = inverse + shape.matrix() * kLanes;
  for (std::size_t part = 0; part < kLanes; part += kWide) {
    HWY_ALIGN double logs[kWide];
    LogProduct determinant(logs);
    Factor(errors, cloud, d, part, root, determinant);
    determinant.Flush();
    Invert(root, d, part, inverse);
    Vector square = hn::Zero(kTag);
    for (std::size_t i = 0; i < d; ++i) {
      Vector sum = hn::Zero(kTag);
      for (std::size_t j = 0; j <= i; ++j) {
        const Vector gap = hn::Sub(At(block, j, part), hn::Set(kTag, cloud.mean[j]));
        sum = hn::Add(sum, hn::Mul(gap, At(inverse, Row(i) + j, part)));
      }
      Put(y, i, part, sum);
      square = hn::Add(square, hn::Mul(sum, sum));
    }
    for (std::size_t i = 0; i < d; ++i) {
      Vector u = hn::Zero(kTag);
      for (std::size_t k = i; k < d; ++k) {
        u = hn::Add(u, hn::Mul(At(inverse, Row(k) + i, part), At(y, k, part)));
      }
      Put(scores, i, part, u);
      for (std::size_t j = 0; j <= i; ++j) {
        Vector precision = hn::Zero(kTag);
        for (std::size_t k = i; k < d; ++k) {
          const Vector left = At(inverse, Row(k) + i, part);
          precision = hn::Add(precision, hn::Mul(left, At(inverse, Row(k) + j, part)));
        }
        Put(scores, d + Row(i) + j, part, precision);
      }
    }
    const Vector both = hn::Add(square, hn::Load(kTag, logs));
    const Vector half = hn::Mul(both, hn::Set(kTag, -0.5));
    hn::StoreU(hn::Add(half, hn::Set(kTag, cloud.log_share)), kTag, out + part);
  }
}

void AddScores(const double* scores, const Shape& shape, const double* q, double* sums) {
  const std::size_t d = shape.columns;
  for (std::size_t part = 0; part < kLanes; part += kWide) {
    const Vector weight = hn::LoadU(kTag, q + part);
    Put(sums, 0, part, hn::Add(At(sums, 0, part), weight));
    std::size_t entry = 0;
    for (std::size_t i = 0; i < d; ++i) {
      const Vector u = At(scores, i, part);
      Put(sums, 1 + i, part, hn::Add(At(sums, 1 + i, part), hn::Mul(weight, u)));
      for (std::size_t j = shape.diagonal ? i : 0; j <= i; ++j, ++entry) {
        const Vector outer = hn::Mul(u, At(scores, j, part));
        const Vector term = hn::Mul(weight, hn::Sub(outer, At(scores, d + entry, part)));
        Put(sums, 1 + d + entry, part, hn::Add(At(sums, 1 + d + entry, part), term));
      }
    }
  }
}

}  // namespace sozialraum::typology::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::typology {

HWY_EXPORT(LogDensities);
HWY_EXPORT(AddMoments);
HWY_EXPORT(IndependentErrors);
HWY_EXPORT(CorrelatedErrors);
HWY_EXPORT(AddScores);

void log_densities(const double* block, const Shape& shape, const Cloud& cloud, double* out) {
  HWY_DYNAMIC_DISPATCH(LogDensities)(block, shape, cloud, out);
}

void add_moments(const double* block, const Shape& shape, const double* mean, const double* q,
                 double* sums) {
  HWY_DYNAMIC_DISPATCH(AddMoments)(block, shape, mean, q, sums);
}

void log_densities_with_errors(const double* block, const double* errors, const Shape& shape,
                               const Cloud& cloud, double* scores, double* work, double* out) {
  if (shape.diagonal) {
    HWY_DYNAMIC_DISPATCH(IndependentErrors)(block, errors, shape, cloud, scores, out);
  } else {
    HWY_DYNAMIC_DISPATCH(CorrelatedErrors)(block, errors, shape, cloud, scores, work, out);
  }
}

void add_scores(const double* scores, const Shape& shape, const double* q, double* sums) {
  HWY_DYNAMIC_DISPATCH(AddScores)(scores, shape, q, sums);
}

}  // namespace sozialraum::typology
#endif  // HWY_ONCE
