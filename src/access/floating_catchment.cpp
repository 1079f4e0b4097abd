#include "sozialraum/access/floating_catchment.hpp"

#include <fmt/format.h>

#include <cmath>

#include "access/decay_table.hpp"
#include "access/pair_sums.hpp"
#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::access {
namespace {

using core::Deciseconds;

/// The catchment of each place in one of the steps; empty = the decay alone ends it.
std::vector<Deciseconds> catchments(std::span<const core::Minutes> minutes, std::size_t places,
                                    const char* argument) {
  if (!minutes.empty() && minutes.size() != places) {
    core::invalid_argument(argument,
                           fmt::format("has {} values for {} places", minutes.size(), places));
  }
  std::vector<Deciseconds> result;
  for (const core::Minutes m : minutes) result.push_back(core::to_deciseconds(m, argument));
  return result;
}

void require_fitting(const FloatingCatchmentOptions& options) {
  const bool shares =
      options.method == CatchmentMethod::kThreeStep || options.method == CatchmentMethod::kBalanced;
  if (shares && !(options.facility_minutes.empty() && options.origin_minutes.empty())) {
    core::invalid_argument(options.facility_minutes.empty() ? "origin_minutes" : "facility_minutes",
                           "do not fit a method that shares out between all places in reach",
                           "choose two-step, or one catchment for all");
  }
  if (!(options.population_exponent >= 0.0 && options.population_exponent <= 10.0)) {
    core::invalid_argument("population_exponent",
                           fmt::format("is {}; 0 to 10 was expected", options.population_exponent));
  }
}

/// Above this the people of a catchment are so few, for weights of next to nothing, that there is
/// nobody to share with; sums of ratios still have a number.
constexpr double kLargestRatio = 1e150;

std::vector<core::Finding> without_demand(std::span<const double> ratio,
                                          std::span<const double> supply,
                                          std::span<const std::string> ids) {
  std::vector<std::string> names;
  std::vector<double> lost;
  for (std::size_t j = 0; j < ratio.size(); ++j) {
    if (!std::isnan(ratio[j])) continue;
    names.push_back(reach::name_of(ids, j));
    lost.push_back(supply[j]);
  }
  if (names.empty()) return {};
  return {
      {.code = "facility_without_demand",
       .severity = core::Severity::kWarning,
       .message = fmt::format("nobody lives in the catchment of {} of {} facilities; their supply "
                              "of {:g} is handed out to nobody",
                              names.size(), ratio.size(), core::exact_sum(lost)),
       .details = {{"supply", fmt::format("{:.17g}", core::exact_sum(lost))}},
       .areas = std::move(names)}};
}

/// Weights of a pair in both steps, before the method shares them out.
class StepWeights {
 public:
  StepWeights(const FloatingCatchmentOptions& options, const DecayTable& decay, std::size_t origins,
              std::size_t facilities)
      : decay_(&decay),
        facility_(catchments(options.facility_minutes, facilities, "facility_minutes")),
        origin_(catchments(options.origin_minutes, origins, "origin_minutes")) {}

  /// Does the facility count the origin?
  [[nodiscard]] double first(std::uint32_t i, std::uint32_t j, Deciseconds time) const {
    const bool within = facility_.empty() ? in_origin(i, time) : time <= facility_[j];
    return within ? (*decay_)(time) : 0.0;
  }
  /// Does the origin get something from the facility?
  [[nodiscard]] double second(std::uint32_t i, std::uint32_t j, Deciseconds time) const {
    const bool within =
        origin_.empty() ? facility_.empty() || time <= facility_[j] : in_origin(i, time);
    return within ? (*decay_)(time) : 0.0;
  }

 private:
  [[nodiscard]] bool in_origin(std::uint32_t i, Deciseconds time) const {
    return origin_.empty() || time <= origin_[i];
  }

  const DecayTable* decay_;
  std::vector<Deciseconds> facility_;
  std::vector<Deciseconds> origin_;
};

/// P, or P^a of the availability.
std::vector<double> counted_people(std::span<const double> population,
                                   const FloatingCatchmentOptions& options) {
  std::vector<double> people(population.begin(), population.end());
  if (options.method != CatchmentMethod::kAvailability) return people;
  for (double& p : people) p = p > 0.0 ? std::pow(p, options.population_exponent) : 0.0;
  return people;
}

}  // namespace

FloatingCatchment floating_catchment(const reach::PairSource& source,
                                     std::span<const double> population,
                                     std::span<const double> supply,
                                     const FloatingCatchmentOptions& options) {
  const DecayTable decay(options.decay, source.limit());
  KeptPairs pairs(source, decay.limit());
  require_fitting(options);
  require_amounts(population, pairs.origins(), "population");
  require_amounts(supply, pairs.facilities(), "supply");
  const StepWeights weight(options, decay, pairs.origins(), pairs.facilities());
  const std::vector<double> people = counted_people(population, options);
  const CatchmentMethod method = options.method;

  Sums weights;  // of the pairs of each place: the shares of three-step and balanced
  if (method == CatchmentMethod::kThreeStep || method == CatchmentMethod::kBalanced) {
    weights = sum_up(pairs, [&](auto i, auto j, Deciseconds time) {
      const double w = weight.first(i, j, time);
      return Terms{w, w};
    });
  }
  const auto shared = [](double part, double whole) { return whole > 0.0 ? part / whole : 0.0; };
  const Sums demand = sum_up(pairs, [&](auto i, auto j, Deciseconds time) {
    const double w = weight.first(i, j, time);
    double counted = w;
    if (method == CatchmentMethod::kThreeStep) counted = shared(w, weights.origin[i]) * w;
    if (method == CatchmentMethod::kBalanced) counted = shared(w, weights.origin[i]);
    return Terms{0.0, people[i] * counted};
  });

  FloatingCatchment result;
  std::vector<double> handed_out;  // the ratio, 0 where there is none
  for (std::size_t j = 0; j < supply.size(); ++j) {
    const double ratio = supply[j] / demand.facility[j];  // not a number for 0 / 0
    const bool asked = demand.facility[j] > 0.0 && ratio <= kLargestRatio;
    result.ratio.push_back(asked ? ratio : std::nan(""));
    handed_out.push_back(asked ? ratio : 0.0);
  }
  result.access = sum_up(pairs, [&](auto i, auto j, Deciseconds time) {
                    const double w = weight.second(i, j, time);
                    double got = w;
                    if (method == CatchmentMethod::kModified) got = w * w;
                    if (method == CatchmentMethod::kThreeStep)
                      got = shared(w, weights.origin[i]) * w;
                    if (method == CatchmentMethod::kBalanced) got = shared(w, weights.facility[j]);
                    return Terms{handed_out[j] * got, 0.0};
                  }).origin;
  for (std::size_t i = 0; i < result.access.size(); ++i) {
    if (method == CatchmentMethod::kAvailability) result.access[i] *= people[i];
    if (!pairs.on_network(i)) result.access[i] = std::nan("");
  }
  result.standing = pairs.standing();
  result.findings =
      findings_of(source, without_demand(result.ratio, supply, source.facility_names()));
  return result;
}

}  // namespace sozialraum::access
