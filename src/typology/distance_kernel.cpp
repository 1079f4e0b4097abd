#include "typology/distance_kernel.hpp"

#include <cmath>

// Compiled once for each instruction set; the best one is chosen when the program runs.
// Not for SVE and RVV, whose vectors have no fixed length; ARM and RISC-V have others.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "typology/distance_kernel.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace sozialraum::typology::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<double, kLanes> kTag;
using Vector = hn::Vec<decltype(kTag)>;
constexpr std::size_t kWide = hn::MaxLanes(kTag);  // rows a vector holds: 8, 4 or 2

constexpr double kInfinity = HUGE_VAL;

/// The squared distances of some rows of a block to a centre; `block` begins at the first of them.
HWY_INLINE Vector Square(const double* block, const double* centre, std::size_t columns) {
  Vector sum = hn::Zero(kTag);
  for (std::size_t j = 0; j < columns; ++j) {
    const Vector gap = hn::Sub(hn::LoadU(kTag, block + j * kLanes), hn::Set(kTag, centre[j]));
    sum = hn::Add(sum, hn::Mul(gap, gap));
  }
  return sum;
}

/// The same to four centres at once: each number of the block is loaded once, and the additions of
/// one distance need not wait for one another.
struct Four {
  Vector a, b, c, d;
};

HWY_INLINE Four Squares(const double* block, const double* centres, std::size_t columns) {
  Four sum{hn::Zero(kTag), hn::Zero(kTag), hn::Zero(kTag), hn::Zero(kTag)};
  for (std::size_t j = 0; j < columns; ++j) {
    const Vector x = hn::LoadU(kTag, block + j * kLanes);
    const Vector a = hn::Sub(x, hn::Set(kTag, centres[j]));
    const Vector b = hn::Sub(x, hn::Set(kTag, centres[columns + j]));
    const Vector c = hn::Sub(x, hn::Set(kTag, centres[2 * columns + j]));
    const Vector d = hn::Sub(x, hn::Set(kTag, centres[3 * columns + j]));
    sum.a = hn::Add(sum.a, hn::Mul(a, a));
    sum.b = hn::Add(sum.b, hn::Mul(b, b));
    sum.c = hn::Add(sum.c, hn::Mul(c, c));
    sum.d = hn::Add(sum.d, hn::Mul(d, d));
  }
  return sum;
}

/// Calls use(number of the centre, squared distances) for each centre in turn.
template <class Use>
HWY_INLINE void EachCentre(const double* block, const Centres& centres, std::size_t columns,
                           Use use) {
  std::size_t c = 0;
  for (; c + 4 <= centres.count; c += 4) {
    const Four sum = Squares(block, centres.values + c * columns, columns);
    use(c, sum.a);
    use(c + 1, sum.b);
    use(c + 2, sum.c);
    use(c + 3, sum.d);
  }
  for (; c < centres.count; ++c) use(c, Square(block, centres.values + c * columns, columns));
}

void NearestOfRows(const RowBlocks& rows, const Centres& centres, std::uint32_t* nearest,
                   double* distance2) {
  for (std::size_t first = 0; first < rows.blocks * kLanes; first += kWide) {
    const double* block = rows.values + first / kLanes * kLanes * rows.columns + first % kLanes;
    Vector best = hn::Set(kTag, kInfinity);
    Vector which = hn::Zero(kTag);
    const auto take_nearer = [&](std::size_t c, Vector sum) HWY_ATTR {
      const auto nearer = hn::Lt(sum, best);
      which = hn::IfThenElse(nearer, hn::Set(kTag, static_cast<double>(c)), which);
      best = hn::IfThenElse(nearer, sum, best);
    };
    EachCentre(block, centres, rows.columns, take_nearer);
    hn::StoreU(best, kTag, distance2 + first);
    HWY_ALIGN double numbers[kWide];
    hn::Store(which, kTag, numbers);
    for (std::size_t l = 0; l < kWide; ++l) {
      nearest[first + l] = static_cast<std::uint32_t>(static_cast<std::int32_t>(numbers[l]));
    }
  }
}

/// The lanes of a whole block, added in their order.
double InOrder(const double* lanes) {
  double sum = 0.0;
  for (std::size_t l = 0; l < kLanes; ++l) sum += lanes[l];
  return sum;
}

/// Adds to one sum a lane; `term(first row)` gives the terms of some rows.
template <class Term>
HWY_INLINE double SumByLanes(std::size_t blocks, Term term) {
  Vector totals[kLanes / kWide];
  for (Vector& total : totals) total = hn::Zero(kTag);
  for (std::size_t b = 0; b < blocks; ++b) {
    for (std::size_t part = 0; part < kLanes / kWide; ++part) {
      totals[part] = hn::Add(totals[part], term(b * kLanes + part * kWide));
    }
  }
  HWY_ALIGN double sums[kLanes];
  for (std::size_t part = 0; part < kLanes / kWide; ++part) {
    hn::Store(totals[part], kTag, sums + part * kWide);
  }
  return InOrder(sums);
}

double NearerOfRows(const RowBlocks& rows, const double* centre, const double* distance2,
                    double* nearer) {
  return SumByLanes(rows.blocks, [&](std::size_t first) HWY_ATTR {
    const double* block = rows.values + first / kLanes * kLanes * rows.columns + first % kLanes;
    const Vector sum = Square(block, centre, rows.columns);
    const Vector before = hn::LoadU(kTag, distance2 + first);
    const Vector least = hn::IfThenElse(hn::Lt(sum, before), sum, before);
    hn::StoreU(least, kTag, nearer + first);
    return hn::Mul(hn::LoadU(kTag, rows.weights + first), least);
  });
}

/// As NearerOfRows for some centres, each with a running sum a lane of its own.
void NearerOfEach(const RowBlocks& rows, const Centres& centres, const double* distance2,
                  double* const* nearer, double* lanes) {
  constexpr std::size_t kParts = kLanes / kWide;
  Vector sums[kMostAtOnce][kParts];
  for (std::size_t c = 0; c < centres.count; ++c) {
    for (std::size_t part = 0; part < kParts; ++part) {
      sums[c][part] = hn::LoadU(kTag, lanes + c * kLanes + part * kWide);
    }
  }
  for (std::size_t first = 0; first < rows.blocks * kLanes; first += kWide) {
    const double* block = rows.values + first / kLanes * kLanes * rows.columns + first % kLanes;
    const Vector before = hn::LoadU(kTag, distance2 + first);
    const Vector weight = hn::LoadU(kTag, rows.weights + first);
    const std::size_t part = first / kWide % kParts;
    EachCentre(block, centres, rows.columns, [&](std::size_t c, Vector sum) HWY_ATTR {
      const Vector least = hn::IfThenElse(hn::Lt(sum, before), sum, before);
      hn::StoreU(least, kTag, nearer[c] + first);
      sums[c][part] = hn::Add(sums[c][part], hn::Mul(weight, least));
    });
  }
  for (std::size_t c = 0; c < centres.count; ++c) {
    for (std::size_t part = 0; part < kParts; ++part) {
      hn::StoreU(sums[c][part], kTag, lanes + c * kLanes + part * kWide);
    }
  }
}

void TransfersOfRows(const RowBlocks& rows, const Centres& centres, const std::uint32_t* own,
                     double* fall) {
  const Vector zero = hn::Zero(kTag);
  for (std::size_t first = 0; first < rows.blocks * kLanes; first += kWide) {
    const double* block = rows.values + first / kLanes * kLanes * rows.columns + first % kLanes;
    const Vector weight = hn::LoadU(kTag, rows.weights + first);
    HWY_ALIGN double numbers[kWide];
    for (std::size_t l = 0; l < kWide; ++l) numbers[l] = own[first + l];
    const Vector type = hn::Load(kTag, numbers);
    Vector leave = zero;
    Vector enter = hn::Set(kTag, kInfinity);
    const auto weigh = [&](std::size_t c, Vector distance2) HWY_ATTR {
      const Vector heavy = hn::Set(kTag, centres.weights[c]);
      const auto is_own = hn::Eq(type, hn::Set(kTag, static_cast<double>(c)));
      const Vector rest = hn::IfThenElse(is_own, hn::Sub(heavy, weight), hn::Add(heavy, weight));
      const Vector cost = hn::Div(hn::Mul(hn::Mul(distance2, weight), heavy), rest);
      const auto some_rest = hn::Gt(rest, zero);
      leave = hn::IfThenElse(is_own, hn::IfThenElse(some_rest, cost, zero), leave);
      const auto cheaper = hn::AndNot(is_own, hn::Lt(cost, enter));
      enter = hn::IfThenElse(cheaper, cost, enter);
    };
    EachCentre(block, centres, rows.columns, weigh);
    hn::StoreU(hn::Sub(leave, enter), kTag, fall + first);
  }
}

double SumOfDistances(const RowBlocks& rows, const double* point) {
  return SumByLanes(rows.blocks, [&](std::size_t first) HWY_ATTR {
    const double* block = rows.values + first / kLanes * kLanes * rows.columns + first % kLanes;
    return hn::Mul(hn::LoadU(kTag, rows.weights + first),
                   hn::Sqrt(Square(block, point, rows.columns)));
  });
}

std::size_t NextBelow(const RowBlocks& rows, std::size_t from, const Seeker& seeker) {
  const Vector own = hn::Set(kTag, seeker.weight);
  const Vector slack = hn::Set(kTag, seeker.slack);
  const Vector limit = hn::Set(kTag, seeker.limit);
  for (std::size_t b = from; b < rows.blocks; ++b) {
    for (std::size_t part = 0; part < kLanes; part += kWide) {
      const Vector sum =
          Square(rows.values + b * kLanes * rows.columns + part, seeker.centre, rows.columns);
      const Vector weight = hn::LoadU(kTag, rows.weights + b * kLanes + part);
      const Vector lighter = hn::IfThenElse(hn::Lt(weight, own), weight, own);
      const Vector bound = hn::Mul(hn::Mul(sum, lighter), slack);
      if (!hn::AllFalse(kTag, hn::Lt(bound, limit))) return b;
    }
  }
  return rows.blocks;
}

}  // namespace sozialraum::typology::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace sozialraum::typology {

HWY_EXPORT(NearestOfRows);
HWY_EXPORT(NearerOfRows);
HWY_EXPORT(NearerOfEach);
HWY_EXPORT(TransfersOfRows);
HWY_EXPORT(SumOfDistances);
HWY_EXPORT(NextBelow);

void nearest_of_rows(const RowBlocks& rows, const Centres& centres, std::uint32_t* nearest,
                     double* distance2) {
  HWY_DYNAMIC_DISPATCH(NearestOfRows)(rows, centres, nearest, distance2);
}

double nearer_of_rows(const RowBlocks& rows, const double* centre, const double* distance2,
                      double* nearer) {
  return HWY_DYNAMIC_DISPATCH(NearerOfRows)(rows, centre, distance2, nearer);
}

void nearer_of_rows(const RowBlocks& rows, const Centres& centres, const double* distance2,
                    double* const* nearer, double* lanes) {
  HWY_DYNAMIC_DISPATCH(NearerOfEach)(rows, centres, distance2, nearer, lanes);
}

void transfers_of_rows(const RowBlocks& rows, const Centres& centres, const std::uint32_t* own,
                       double* fall) {
  HWY_DYNAMIC_DISPATCH(TransfersOfRows)(rows, centres, own, fall);
}

double sum_of_distances(const RowBlocks& rows, const double* point) {
  return HWY_DYNAMIC_DISPATCH(SumOfDistances)(rows, point);
}

std::size_t next_below(const RowBlocks& rows, std::size_t from, const Seeker& seeker) {
  return HWY_DYNAMIC_DISPATCH(NextBelow)(rows, from, seeker);
}

}  // namespace sozialraum::typology
#endif  // HWY_ONCE
