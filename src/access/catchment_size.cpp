#include "sozialraum/access/catchment_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "access/fixed_point.hpp"
#include "access/pair_sums.hpp"
#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;

void require_amounts(const CatchmentSizeOptions& options, std::size_t expected) {
  if (options.amounts.size() != expected) {
    core::invalid_argument(
        "amounts", fmt::format("has {} values for {} places", options.amounts.size(), expected));
  }
  for (const double amount : options.amounts) {
    if (amount >= 0.0 && std::isfinite(amount)) continue;
    core::invalid_argument("amounts", fmt::format("hold {}", amount),
                           "missing or negative amounts cannot be counted");
  }
  if (!(options.enough >= 0.0)) {
    core::invalid_argument("enough", fmt::format("is {}", options.enough));
  }
}

std::vector<Deciseconds> steps_of(const std::vector<core::Minutes>& sizes) {
  std::vector<Deciseconds> steps;
  for (const core::Minutes size : sizes) {
    steps.push_back(core::to_deciseconds(size, "sizes"));
    if (steps.size() > 1 && steps.end()[-2] >= steps.back()) {
      core::invalid_argument("sizes", "must rise");
    }
  }
  if (steps.empty()) core::invalid_argument("sizes", "are none", "give at least one");
  return steps;
}

std::vector<core::Finding> below_base(const std::vector<std::string>& names,
                                      const CatchmentSizeOptions& options, std::size_t places) {
  if (names.empty()) return {};
  return {{.code = "catchment_below_base",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} catchments do not hold {:g} within {:g} minutes",
                                  names.size(), places, options.enough, options.sizes.back().value),
           .areas = names}};
}

}  // namespace

CatchmentSizes catchment_sizes(const reach::PairSource& source,
                               const CatchmentSizeOptions& options) {
  const bool facilities_grow = options.growing == Growing::kFacilities;
  const std::size_t places = facilities_grow ? source.facility_count() : source.origin_count();
  require_amounts(options, facilities_grow ? source.origin_count() : source.facility_count());
  const std::vector<Deciseconds> steps = steps_of(options.sizes);

  const FixedPoint fixed(core::exact_sum(options.amounts));
  std::vector<std::uint64_t> within(places * steps.size(), 0);  // amount that a step adds
  std::mutex mutex;
  source.search(steps.back(), [&](std::uint32_t here, std::span<const network::Door> found) {
    const std::lock_guard lock(mutex);  // short beside the search
    for (const network::Door& door : found) {
      const auto step = std::lower_bound(steps.begin(), steps.end(), door.time) - steps.begin();
      const bool here_grows = facilities_grow == source.by_facility();
      const std::size_t place = here_grows ? here : door.place;
      const double amount = options.amounts[here_grows ? door.place : here];
      within[place * steps.size() + static_cast<std::size_t>(step)] += fixed.of(amount);
    }
  });

  const auto names = facilities_grow ? source.facility_names() : source.origin_names();
  CatchmentSizes result;
  std::vector<std::string> small;
  for (std::size_t place = 0; place < places; ++place) {
    std::uint64_t sum = 0;
    std::size_t step = 0;
    for (; step < steps.size(); ++step) {
      sum += within[place * steps.size() + step];
      if (fixed.value(sum) >= options.enough) break;
    }
    if (step == steps.size()) {
      small.push_back(reach::name_of(names, place));
      --step;
    }
    result.minutes.push_back(options.sizes[step]);
  }
  result.findings = findings_of(source, below_base(small, options, places));
  return result;
}

}  // namespace sozialraum::access
