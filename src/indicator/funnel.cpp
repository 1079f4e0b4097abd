#include "sozialraum/indicator/funnel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <limits>

#include "sozialraum/indicator/comparison.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kNear = 0.95;
constexpr double kFar = 0.998;
constexpr double kHardlyAny = 1e-100;
constexpr std::array<std::string_view, 6> kNames{"nowhere",  "inside", "low",
                                                 "very_low", "high",   "very_high"};

void require_limits(double base, double centre, FunnelMethod method) {
  if (!(base > 0.0) || std::isinf(base)) {
    core::invalid_argument("base", fmt::format("is {}; limits need a base above 0", base));
  }
  const bool share = method != FunnelMethod::kPoisson;
  if (centre > 0.0 && std::isfinite(centre) && (!share || centre < 1.0)) return;
  core::invalid_argument(
      "centre", fmt::format("is {}; it must lie above 0{}", centre, share ? " and below 1" : ""),
      "where nothing or everything is a case, nothing differs");
}

/// The number of cases in lowest..highest at which a rising function passes 0; an end if it does
/// not.
template <class Function>
double crossing(double lowest, double highest, const Function& f) {
  const double at_lowest = f(lowest);
  const double at_highest = f(highest);
  if (at_lowest >= 0.0) return lowest;
  if (at_highest <= 0.0) return highest;
  std::uintmax_t steps = 100;
  const auto [a, b] =
      boost::math::tools::toms748_solve(f, lowest, highest, at_lowest, at_highest,
                                        boost::math::tools::eps_tolerance<double>(48), steps);
  return (a + b) / 2.0;
}

// An upper limit is the count y whose lower Clopper-Pearson limit is the centre:
// P(y or more | centre) = I_centre(y, n - y + 1) = tail; it falls with y. The lower one likewise.
Interval binomial_limits(double base, double centre, double tail) {
  const double upper = crossing(centre * base, base, [&](double y) {
    return tail - (y <= 0.0 ? 1.0 : boost::math::ibeta(y, base - y + 1.0, centre, Policy()));
  });
  const double lower = crossing(0.0, centre * base, [&](double y) {
    return (y >= base ? 1.0 : boost::math::ibetac(y + 1.0, base - y, centre, Policy())) - tail;
  });
  return {lower / base, upper / base};
}

// The same for a Poisson count: Garwood's limits are gamma quantiles of the shapes y and y + 1.
Interval poisson_limits(double base, double centre, double tail) {
  const double expected = base * centre;
  const double upper = boost::math::gamma_p_inva(expected, tail, Policy());
  const double lower = boost::math::gamma_q_inva(expected, tail, Policy()) - 1.0;
  return {std::max(0.0, lower) / base, upper / base};
}

Interval score_limits(double base, double centre, double level) {
  const double half = normal_deviate(level) * std::sqrt(centre * (1.0 - centre) / base);
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

/// Near and far limits; all are the centre where nothing or everything is a case.
std::array<Interval, 2> limits_of(double base, double centre, FunnelMethod method) {
  const bool nothing_differs = centre == 0.0 || (centre == 1.0 && method != FunnelMethod::kPoisson);
  if (nothing_differs) return {Interval{centre, centre}, Interval{centre, centre}};
  return {funnel_limits(base, centre, method, kNear), funnel_limits(base, centre, method, kFar)};
}

FunnelPlace place_of(double value, const Interval& near, const Interval& far) {
  if (value < far.lower) return FunnelPlace::kVeryLow;
  if (value > far.upper) return FunnelPlace::kVeryHigh;
  if (value < near.lower) return FunnelPlace::kLow;
  if (value > near.upper) return FunnelPlace::kHigh;
  return FunnelPlace::kInside;
}

Funnel empty_funnel(std::size_t rows) {
  const std::vector<double> missing(rows, kMissing);
  return {.centre = kMissing,
          .value = missing,
          .lower = missing,
          .upper = missing,
          .far_lower = missing,
          .far_upper = missing,
          .places = std::vector(rows, FunnelPlace::kNowhere),
          .states = std::vector(rows, CellState::kUndefined)};
}

void note_overdispersion(Funnel& funnel) {
  std::size_t outside = 0;
  std::size_t all = 0;
  for (const FunnelPlace place : funnel.places) {
    if (place == FunnelPlace::kNowhere) continue;
    ++all;
    if (place != FunnelPlace::kInside) ++outside;
  }
  const double expected = (1.0 - kNear) * static_cast<double>(all);
  if (outside < 5 || static_cast<double>(outside) < 2.0 * expected) return;
  funnel.findings.push_back(
      {.code = "overdispersed",
       .message = fmt::format("{} of {} areas lie outside the limits of 95 %; chance alone would "
                              "put {:.1f} there, so areas differ throughout and the limits do not "
                              "single out a few",
                              outside, all, expected),
       .details = {{"outside", std::to_string(outside)},
                   {"areas", std::to_string(all)},
                   {"expected", fmt::format("{:.1f}", expected)}}});
}

}  // namespace

std::string_view name(FunnelPlace place) { return kNames[static_cast<std::size_t>(place)]; }

Interval funnel_limits(double base, double centre, FunnelMethod method, double level) {
  require_limits(base, centre, method);
  static_cast<void>(normal_deviate(level));  // refuses a level outside 0..1
  const double tail = (1.0 - level) / 2.0;
  const double expected = base * centre;
  if (method != FunnelMethod::kScore && expected < kHardlyAny) {
    // P(y or more) is expected^y / Gamma(y + 1) there, of which Gamma is nearly 1.
    return {0.0, std::log(tail) / std::log(expected) / base};
  }
  switch (method) {
    case FunnelMethod::kBinomial:
      return binomial_limits(base, centre, tail);
    case FunnelMethod::kPoisson:
      return poisson_limits(base, centre, tail);
    case FunnelMethod::kScore:
      break;
  }
  return score_limits(base, centre, level);
}

Funnel funnel(const Counts& counts, const FunnelOptions& options) {
  const bool share = options.method != FunnelMethod::kPoisson;
  require_counts(counts, share ? CountBound::kPartOfBase : CountBound::kFree);
  if (options.centre) require_limits(1.0, *options.centre, options.method);
  Funnel result = empty_funnel(counts.size());
  result.centre = options.centre ? *options.centre : sum_over_sum(counts);
  std::vector<std::size_t> empty;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i)) {
      result.states[i] = counts.state(i);
    } else if (counts.base[i] == 0.0) {
      empty.push_back(i);
    } else {
      const auto [near, far] = limits_of(counts.base[i], result.centre, options.method);
      result.states[i] = counts.state(i);
      result.value[i] = counts.count[i] / counts.base[i];
      result.lower[i] = near.lower;
      result.upper[i] = near.upper;
      result.far_lower[i] = far.lower;
      result.far_upper[i] = far.upper;
      result.places[i] = place_of(result.value[i], near, far);
    }
  }
  if (!empty.empty()) {
    result.findings.push_back(
        {.code = "empty_base",
         .message = fmt::format("{} area(s) have a base of zero and no place", empty.size()),
         .areas = counts.areas.of(empty)});
  }
  note_overdispersion(result);
  return result;
}

}  // namespace sozialraum::indicator
