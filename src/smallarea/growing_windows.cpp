#include "sozialraum/smallarea/growing_windows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "smallarea/count_findings.hpp"
#include "smallarea/jeffreys.hpp"
#include "smallarea/moments.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {
namespace {

using core::CellState;
using indicator::Counts;
using spatial::Neighbour;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kChunk = 256;

struct Window {
  double count = 0.0;
  double base = 0.0;
  std::uint32_t members = 0;
};

class Growth {
 public:
  Growth(const Counts& counts, const spatial::Weights& weights,
         const GrowingWindowsOptions& options)
      : counts_(counts), weights_(weights), options_(options) {}

  [[nodiscard]] Window around(std::size_t row) const {
    Window window{counts_.count[row], counts_.base[row], 1};
    if (window.base >= options_.least_base) return window;
    const std::vector<Neighbour> nearest = neighbours_of(row);
    for (std::size_t at = 0; at < nearest.size() && window.base < options_.least_base;) {
      Window ring;
      const double weight = nearest[at].weight;
      for (; at < nearest.size() && nearest[at].weight == weight; ++at) {
        ring.count += counts_.count[core::index(nearest[at].area)];
        ring.base += counts_.base[core::index(nearest[at].area)];
        ++ring.members;
      }
      const double wanted = options_.least_base - window.base;
      const double part = options_.in_part && ring.base > wanted ? wanted / ring.base : 1.0;
      window.count += part * ring.count;
      window.base += part * ring.base;
      window.members += ring.members;
    }
    return window;
  }

 private:
  /// Those that inform, the nearest first, equally near ones by their codes.
  [[nodiscard]] std::vector<Neighbour> neighbours_of(std::size_t row) const {
    std::vector<Neighbour> result;
    for (const Neighbour& one : weights_.neighbours(static_cast<core::AreaId>(row))) {
      if (one.weight > 0.0 && informs(counts_, core::index(one.area))) result.push_back(one);
    }
    std::ranges::sort(result, [&](const Neighbour& a, const Neighbour& b) {
      if (a.weight != b.weight) return a.weight > b.weight;
      return weights_.codes()[core::index(a.area)] < weights_.codes()[core::index(b.area)];
    });
    return result;
  }

  const Counts& counts_;
  const spatial::Weights& weights_;
  const GrowingWindowsOptions& options_;
};

void require_fitting(const Counts& counts, const spatial::Weights& weights,
                     const GrowingWindowsOptions& options) {
  indicator::require_counts(counts, bound_of(options.model, options.bound));
  if (counts.size() != weights.size()) {
    throw core::InvalidInput(
        {.code = "length_mismatch",
         .severity = core::Severity::kWarning,
         .message = fmt::format("{} counts for weights of {} areas", counts.size(), weights.size()),
         .place = {.argument = "weights"}});
  }
  if (!(options.least_base > 0.0) || std::isinf(options.least_base)) {
    core::invalid_argument("least_base",
                           fmt::format("is {}; a base above 0 is needed", options.least_base));
  }
  static_cast<void>(indicator::normal_deviate(options.level));  // refuses a level outside 0..1
}

GrowingWindowsResult nothing_known(const Counts& counts) {
  const std::vector<double> missing(counts.size(), kMissing);
  GrowingWindowsResult result{.rate = missing,
                              .lower = missing,
                              .upper = missing,
                              .count = missing,
                              .base = missing,
                              .members = std::vector<std::uint32_t>(counts.size(), 0),
                              .own_share = missing};
  for (std::size_t i = 0; i < counts.size(); ++i) result.states.push_back(counts.state(i));
  return result;
}

void fill(const Growth& growth, const Counts& counts, std::size_t row,
          const GrowingWindowsOptions& options, GrowingWindowsResult& result) {
  const Window window = growth.around(row);
  result.count[row] = window.count;
  result.base[row] = window.base;
  result.members[row] = window.members;
  if (!(window.base > 0.0)) {
    result.states[row] = CellState::kUndefined;
    return;
  }
  result.own_share[row] = counts.base[row] / window.base;
  const double rate = window.count / window.base;
  const PosteriorMoments moments = jeffreys({window.count, window.base}, options.model);
  const auto [lower, upper] = interval_of(moments, options.model, options.level);
  result.rate[row] = rate;
  result.lower[row] = std::min(lower, rate);
  result.upper[row] = std::max(upper, rate);
}

}  // namespace

GrowingWindowsResult growing_windows(const Counts& counts, const spatial::Weights& weights,
                                     const GrowingWindowsOptions& options) {
  require_fitting(counts, weights, options);
  GrowingWindowsResult result = nothing_known(counts);
  const Growth growth(counts, weights, options);
  options.execution.expect(counts.size());
  core::parallel_for(counts.size(), kChunk, options.execution,
                     [&](std::size_t begin, std::size_t end) {
                       for (std::size_t i = begin; i < end; ++i) {
                         if (counts.has_value(i)) fill(growth, counts, i, options, result);
                       }
                       options.execution.advance(end - begin);
                     });
  core::Finding finding{.code = "base_not_reached", .severity = core::Severity::kWarning};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts.has_value(i) || result.base[i] >= options.least_base * (1.0 - 1e-12)) continue;
    finding.areas.push_back(weights.codes()[i].text());
  }
  if (finding.areas.empty()) return result;
  finding.message = fmt::format("{} window(s) take in all neighbours and still hold less than {:g}",
                                finding.areas.size(), options.least_base);
  finding.hint = "let the weights reach farther, or want less";
  result.findings.push_back(std::move(finding));
  return result;
}

}  // namespace sozialraum::smallarea
