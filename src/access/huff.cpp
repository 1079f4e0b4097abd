#include "sozialraum/access/huff.hpp"

#include <algorithm>
#include <cmath>

#include "access/decay_table.hpp"
#include "access/pair_sums.hpp"
#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;

std::vector<double> draws_of(std::span<const double> supply, double exponent) {
  if (!(exponent >= 0.0 && exponent <= 10.0)) {
    core::invalid_argument("size_exponent", fmt::format("is {}; 0 to 10 was expected", exponent));
  }
  std::vector<double> draws(supply.begin(), supply.end());
  for (double& s : draws) s = s > 0.0 ? std::pow(s, exponent) : 0.0;
  return draws;
}

std::vector<core::Finding> without_facility(const std::vector<double>& attraction,
                                            std::span<const double> population,
                                            std::span<const std::string> ids) {
  std::vector<std::string> names;
  std::vector<double> people;
  for (std::size_t i = 0; i < attraction.size(); ++i) {
    if (attraction[i] > 0.0) continue;
    names.push_back(ids.empty() ? std::to_string(i) : ids[i]);
    people.push_back(population[i]);
  }
  if (names.empty()) return {};
  const double all = core::exact_sum(people);
  return {{.code = "origin_without_facility",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} origins have no facility in reach that draws anybody; "
                                  "their {:g} people are assigned to none",
                                  names.size(), attraction.size(), all),
           .details = {{"population", fmt::format("{:.17g}", all)}},
           .areas = std::move(names)}};
}

/// A model of choice: what draws, and how the way deters.
struct Choice {
  std::vector<double> draws;
  const DecayTable& decay;

  [[nodiscard]] double pull(std::uint32_t j, Deciseconds time) const {
    return draws[j] * decay(time);
  }
};

template <class Pairs>
Huff assign(Pairs& pairs, std::span<const double> population, const Choice& choice,
            const HuffOptions& options) {
  require_amounts(population, pairs.origins(), "population");
  Huff result;
  result.attraction = sum_up(pairs, [&](std::uint32_t, std::uint32_t j, Deciseconds time) {
                        return Terms{choice.pull(j, time), 0.0};
                      }).origin;
  result.visitors = sum_up(pairs, [&](std::uint32_t i, std::uint32_t j, Deciseconds time) {
                      const double all = result.attraction[i];
                      if (all == 0.0) return Terms{};
                      return Terms{0.0, population[i] * (choice.pull(j, time) / all)};
                    }).facility;
  for (std::size_t i = 0; i < result.attraction.size(); ++i) {
    if (!pairs.on_network(i)) result.attraction[i] = std::nan("");
  }
  result.findings = without_facility(result.attraction, population, options.origin_ids);
  return result;
}

Choice choice_of(std::span<const double> supply, std::size_t facilities, const DecayTable& decay,
                 const HuffOptions& options) {
  require_amounts(supply, facilities, "supply");
  return {draws_of(supply, options.size_exponent), decay};
}

}  // namespace

Huff huff(const reach::TravelTimes& times, std::span<const double> population,
          std::span<const double> supply, const HuffOptions& options) {
  const DecayTable decay = decay_over(times, options.decay);
  const Choice choice = choice_of(supply, times.facility_count, decay, options);
  TableOfPairs pairs{times};
  Huff result = assign(pairs, population, choice, options);
  for (std::size_t i = 0; i < times.origin_count(); ++i) {
    const double all = result.attraction[i];
    for (const reach::Reached& reached : times.row(i)) {
      const double pull = choice.pull(reached.facility, reached.time);
      result.shares.push_back(all > 0.0 ? pull / all : 0.0);
    }
  }
  return result;
}

Huff huff(const network::RoadGraph& graph, const Demand& demand, const Supply& supply,
          const HuffOptions& options) {
  const CatchmentTravel& travel = options.travel;
  const DecayTable decay(options.decay, core::to_deciseconds(travel.limit, "limit"));
  const Choice choice = choice_of(supply.places, supply.facilities.size(), decay, options);
  SearchedPairs pairs(query_over(graph, demand, supply, travel, decay));
  return assign(pairs, demand.population, choice, options);
}

}  // namespace sozialraum::access
