#include "sozialraum/indicator/mean.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "sozialraum/core/magnitude.hpp"
#include "sozialraum/indicator/moments.hpp"

namespace sozialraum::indicator {
namespace {

using core::CellState;
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using StudentsT = boost::math::students_t_distribution<double, Policy>;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

void require_same_length(const char* argument, std::size_t size, std::size_t rows) {
  if (size == rows) return;
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("has {} entries for {} rows", size, rows),
                            .place = {.argument = argument}});
}

void require_numbers(const core::Cells& cells, const char* argument, const core::RowNames& areas,
                     bool may_be_negative) {
  core::require_cells(cells, argument, areas);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (std::isinf(cells[i])) {
      core::invalid_argument(argument, fmt::format("is infinite in {}", areas[i]),
                             "leave a missing cell empty");
    }
    if (may_be_negative || !(cells[i] < 0.0)) continue;
    core::invalid_argument(argument,
                           fmt::format("is {} in {}; it is not below 0", cells[i], areas[i]));
  }
}

void require_samples(const Samples& samples) {
  const std::size_t rows = samples.mean.size();
  require_same_length("sd", samples.sd.size(), rows);
  require_same_length("size", samples.size.size(), rows);
  samples.areas.require_rows(rows);
  require_numbers(samples.mean, "mean", samples.areas, true);
  require_numbers(samples.sd, "sd", samples.areas, false);
  require_numbers(samples.size, "size", samples.areas, false);
}

void tell(Rates& rates, const char* code, const std::string& what, std::vector<std::string> areas) {
  if (areas.empty()) return;
  rates.findings.push_back({.code = code,
                            .message = fmt::format("{} area(s) {}", areas.size(), what),
                            .areas = std::move(areas)});
}

}  // namespace

Interval t_interval(const Sample& sample, double level) {
  static_cast<void>(normal_deviate(level));  // refuses a level outside 0..1
  if (!(sample.size >= 2.0) || !(sample.sd >= 0.0) || !std::isfinite(sample.mean) ||
      std::isinf(sample.size) || std::isinf(sample.sd)) {
    core::invalid_argument(
        "sample",
        fmt::format("of {} person(s) with the sd {} has no interval", sample.size, sample.sd),
        "at least two persons and an sd of 0 or more are needed");
  }
  const StudentsT t(sample.size - 1.0);
  const double half = boost::math::quantile(boost::math::complement(t, (1.0 - level) / 2.0)) *
                      sample.sd / std::sqrt(sample.size);
  return {sample.mean - half, sample.mean + half};
}

Rates means(const Samples& samples, double level) {
  require_samples(samples);
  static_cast<void>(normal_deviate(level));
  const std::size_t rows = samples.mean.size();
  Rates result{.value = std::vector(rows, kMissing),
               .lower = std::vector(rows, kMissing),
               .upper = std::vector(rows, kMissing),
               .states = std::vector(rows, CellState::kNotReported)};
  std::vector<std::string> nobody;
  std::vector<std::string> one;
  for (std::size_t i = 0; i < rows; ++i) {
    const Sample sample{samples.mean[i], samples.sd[i], samples.size[i]};
    if (sample.size == 0.0) {
      result.states[i] = CellState::kUndefined;
      nobody.push_back(samples.areas[i]);
      continue;
    }
    const bool alone = sample.size < 2.0;
    const std::array all{samples.mean.state(i), samples.size.state(i),
                         alone ? samples.size.state(i) : samples.sd.state(i)};
    result.states[i] = core::combine(all);
    if (!core::has_value(result.states[i])) continue;
    result.value[i] = sample.mean;
    if (alone) {
      one.push_back(samples.areas[i]);
      continue;
    }
    const auto [lower, upper] = t_interval(sample, level);
    result.lower[i] = lower;
    result.upper[i] = upper;
  }
  tell(result, "empty_base", "have a base of zero and so no mean", std::move(nobody));
  tell(result, "one_person", "have one person only and so no interval", std::move(one));
  return result;
}

std::vector<Sample> samples_of(std::span<const double> values, std::span<const std::size_t> area,
                               std::size_t areas) {
  require_same_length("area", area.size(), values.size());
  for (const std::size_t number : area) {
    if (number >= areas) {
      core::invalid_argument("area",
                             fmt::format("holds the number {}; there are {} areas", number, areas));
    }
  }
  core::require_magnitude(values, "values");
  std::vector<MeanSums> sums(areas);
  for (std::size_t i = 0; i < values.size(); ++i) sums[area[i]].add(values[i]);
  std::vector<SpreadSums> spreads;
  spreads.reserve(areas);
  for (const MeanSums& sum : sums) spreads.emplace_back(sum.finish());
  for (std::size_t i = 0; i < values.size(); ++i) spreads[area[i]].add(values[i]);
  std::vector<Sample> result;
  result.reserve(areas);
  for (const SpreadSums& spread : spreads) {
    const Moments moments = spread.finish();
    const auto size = static_cast<double>(moments.rows);
    const double sd = size < 2.0 ? kMissing : std::sqrt(moments.squares / (size - 1.0));
    result.push_back({moments.mean, sd, size});
  }
  return result;
}

}  // namespace sozialraum::indicator
