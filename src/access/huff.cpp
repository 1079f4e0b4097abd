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
    names.push_back(reach::name_of(ids, i));
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

Huff assign(const reach::PairSource& source, std::span<const double> population,
            const Choice& choice) {
  KeptPairs pairs(source, choice.decay.limit());
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
  result.standing = pairs.standing();
  result.findings =
      findings_of(source, without_facility(result.attraction, population, source.origin_names()));
  return result;
}

Choice choice_of(std::span<const double> supply, const reach::PairSource& source,
                 const DecayTable& decay, const HuffOptions& options) {
  require_amounts(supply, source.facility_count(), "supply");
  return {draws_of(supply, options.size_exponent), decay};
}

}  // namespace

Huff huff(const reach::PairSource& source, std::span<const double> population,
          std::span<const double> supply, const HuffOptions& options) {
  const DecayTable decay(options.decay, source.limit());
  return assign(source, population, choice_of(supply, source, decay, options));
}

Huff huff(const reach::TablePairs& source, std::span<const double> population,
          std::span<const double> supply, const HuffOptions& options) {
  const DecayTable decay(options.decay, source.limit());
  const Choice choice = choice_of(supply, source, decay, options);
  Huff result = assign(source, population, choice);
  for (std::size_t i = 0; i < source.origin_count(); ++i) {
    const double all = result.attraction[i];
    for (const reach::Reached& reached : source.times().row(i)) {
      const double pull = choice.pull(reached.facility, reached.time);
      result.shares.push_back(all > 0.0 ? pull / all : 0.0);
    }
  }
  return result;
}

}  // namespace sozialraum::access
