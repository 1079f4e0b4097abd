#include "sozialraum/reach/floating_catchment.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::reach {
namespace {

void require_amounts(std::span<const double> values, std::size_t expected, const char* argument) {
  if (values.size() != expected) {
    core::invalid_argument(argument,
                           fmt::format("has {} values for {} places", values.size(), expected));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= 0.0 && std::isfinite(values[i])) continue;
    core::invalid_argument(argument, fmt::format("number {} is {}", i, values[i]),
                           "missing or negative amounts cannot be shared; fill or leave them out");
  }
}

/// An origin and a facility in each other's catchment.
struct Link {
  std::uint32_t origin = 0;
  std::uint32_t facility = 0;
  double weight = 0.0;
  double in_demand = 0.0;  ///< part of the origin's people that the facility counts
  double in_access = 0.0;  ///< part of the facility's ratio that the origin gets
};

std::vector<Link> links_of(const TravelTimes& times, const Decay& decay) {
  std::vector<Link> links;
  for (std::size_t i = 0; i < times.origin_count(); ++i) {
    for (const Reached& reached : times.row(i)) {
      const double weight = decay(reached.time);
      if (weight > 0.0) {
        links.push_back({static_cast<std::uint32_t>(i), reached.facility, weight, weight, weight});
      }
    }
  }
  return links;
}

using End = std::uint32_t Link::*;

/// Sum of term(link) over the links of each place at one end, in any order the same.
template <class Term>
std::vector<double> sums_by(End end, std::size_t places, const std::vector<Link>& links,
                            Term term) {
  std::vector<std::size_t> begin(places + 1, 0);
  for (const Link& link : links) ++begin[link.*end + 1];
  for (std::size_t p = 0; p < places; ++p) begin[p + 1] += begin[p];
  std::vector<double> terms(links.size());
  std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
  for (const Link& link : links) terms[next[link.*end]++] = term(link);
  std::vector<double> sums(places);
  for (std::size_t p = 0; p < places; ++p) {
    sums[p] = core::exact_sum(std::span(terms).subspan(begin[p], begin[p + 1] - begin[p]));
  }
  return sums;
}

void apply_method(std::vector<Link>& links, const TravelTimes& times, CatchmentMethod method) {
  if (method == CatchmentMethod::kTwoStep) return;
  if (method == CatchmentMethod::kModified) {
    for (Link& link : links) link.in_access = link.weight * link.weight;
    return;
  }
  const auto weight = [](const Link& link) { return link.weight; };
  const auto of_origin = sums_by(&Link::origin, times.origin_count(), links, weight);
  if (method == CatchmentMethod::kThreeStep) {
    for (Link& link : links) {
      link.in_demand = link.in_access = link.weight / of_origin[link.origin] * link.weight;
    }
    return;
  }
  const auto of_facility = sums_by(&Link::facility, times.facility_count, links, weight);
  for (Link& link : links) {
    link.in_demand = link.weight / of_origin[link.origin];
    link.in_access = link.weight / of_facility[link.facility];
  }
}

std::vector<core::Finding> without_demand(std::span<const double> demand,
                                          std::span<const double> supply,
                                          std::span<const std::string> ids) {
  std::vector<std::string> names;
  std::vector<double> lost;
  for (std::size_t j = 0; j < demand.size(); ++j) {
    if (demand[j] > 0.0) continue;
    names.push_back(ids.empty() ? std::to_string(j) : ids[j]);
    lost.push_back(supply[j]);
  }
  if (names.empty()) return {};
  return {
      {.code = "facility_without_demand",
       .severity = core::Severity::kWarning,
       .message = fmt::format("nobody lives in the catchment of {} of {} facilities; their supply "
                              "of {:g} is handed out to nobody",
                              names.size(), demand.size(), core::exact_sum(lost)),
       .details = {{"supply", fmt::format("{:.17g}", core::exact_sum(lost))}},
       .areas = std::move(names)}};
}

}  // namespace

FloatingCatchment floating_catchment(const TravelTimes& times, std::span<const double> population,
                                     std::span<const double> supply,
                                     const FloatingCatchmentOptions& options) {
  require_amounts(population, times.origin_count(), "population");
  require_amounts(supply, times.facility_count, "supply");
  std::vector<Link> links = links_of(times, options.decay);
  apply_method(links, times, options.method);

  FloatingCatchment result;
  const auto demand = sums_by(&Link::facility, times.facility_count, links, [&](const Link& link) {
    return population[link.origin] * link.in_demand;
  });
  for (std::size_t j = 0; j < demand.size(); ++j) {
    result.ratio.push_back(demand[j] > 0.0 ? supply[j] / demand[j] : std::nan(""));
  }
  result.access = sums_by(&Link::origin, times.origin_count(), links, [&](const Link& link) {
    const double ratio = result.ratio[link.facility];
    return std::isnan(ratio) ? 0.0 : ratio * link.in_access;
  });
  for (std::size_t i = 0; i < result.access.size(); ++i) {
    if (!times.origin_on_network[i]) result.access[i] = std::nan("");
  }
  result.findings = without_demand(demand, supply, options.facility_ids);
  return result;
}

}  // namespace sozialraum::reach
