#include "sozialraum/reach/floating_catchment.hpp"

#include <fmt/format.h>

#include <cmath>
#include <mutex>

#include "reach/both_sides.hpp"
#include "reach/decay_table.hpp"
#include "reach/fixed_point.hpp"
#include "sozialraum/core/exact_sum.hpp"

namespace sozialraum::reach {
namespace {

using network::Deciseconds;

void require_amounts(std::span<const double> values, std::size_t expected, const char* argument) {
  if (values.size() != expected) {
    core::invalid_argument(argument,
                           fmt::format("has {} values for {} places", values.size(), expected));
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= 0.0 && values[i] <= kLargestAmount) continue;
    core::invalid_argument(argument, fmt::format("number {} is {}", i, values[i]),
                           values[i] > kLargestAmount
                               ? "no place is that large; is it another column?"
                               : "missing or negative amounts cannot be shared; fill or leave "
                                 "them out");
  }
}

/// The catchment of each place in one of the steps; empty = the decay alone ends it.
std::vector<Deciseconds> catchments(std::span<const network::Minutes> minutes, std::size_t places,
                                    const char* argument) {
  if (!minutes.empty() && minutes.size() != places) {
    core::invalid_argument(argument,
                           fmt::format("has {} values for {} places", minutes.size(), places));
  }
  std::vector<Deciseconds> result;
  for (const network::Minutes m : minutes) result.push_back(network::to_deciseconds(m, argument));
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

/// The pairs of a table of times, row by row.
struct TableOfPairs {
  const TravelTimes& times;

  [[nodiscard]] std::size_t origins() const { return times.origin_count(); }
  [[nodiscard]] std::size_t facilities() const { return times.facility_count; }
  [[nodiscard]] bool from_facilities() const { return false; }
  [[nodiscard]] bool on_network(std::size_t origin) const {
    return times.origin_on_network[origin];
  }

  template <class Consume>
  void rows(Consume consume) const {
    std::vector<Door> doors;
    for (std::size_t i = 0; i < times.origin_count(); ++i) {
      doors.clear();
      for (const Reached& reached : times.row(i)) doors.push_back({reached.facility, reached.time});
      consume(static_cast<std::uint32_t>(i), std::span<const Door>(doors));
    }
  }
};

/// The pairs a search finds. The first search keeps them if they are few, for the steps to come;
/// otherwise every step searches anew.
class SearchedPairs {
 public:
  explicit SearchedPairs(const PairsQuery& query) : query_(query) {}

  [[nodiscard]] std::size_t origins() const { return query_.origins.size(); }
  [[nodiscard]] std::size_t facilities() const { return query_.facilities.size(); }
  [[nodiscard]] bool from_facilities() const { return query_.from_facilities(); }
  [[nodiscard]] bool on_network(std::size_t origin) const {
    return query_.origins[origin].status == network::SnapStatus::kSnapped;
  }

  template <class Consume>
  void rows(Consume consume) {
    if (state_ == State::kKept) {
      for (const Row& row : rows_) {
        consume(row.source, std::span(doors_).subspan(row.begin, row.end - row.begin));
      }
      query_.execution.advance();
      return;
    }
    const bool first = state_ == State::kNew;
    search_pairs(query_, [&](std::uint32_t source, std::span<const Door> found) {
      if (first) keep(source, found);
      consume(source, found);
    });
    if (first && state_ == State::kNew) state_ = State::kKept;
  }

 private:
  enum class State { kNew, kKept, kTooMany };
  struct Row {
    std::uint32_t source;
    std::size_t begin;
    std::size_t end;
  };
  static constexpr std::size_t kMostKept = std::size_t{1} << 24U;  // 128 MB

  void keep(std::uint32_t source, std::span<const Door> found) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::kTooMany) return;
    if (doors_.size() + found.size() > kMostKept) {
      state_ = State::kTooMany;
      rows_ = {};
      doors_ = {};
      return;
    }
    rows_.push_back({source, doors_.size(), doors_.size() + found.size()});
    doors_.insert(doors_.end(), found.begin(), found.end());
  }

  PairsQuery query_;
  State state_ = State::kNew;
  std::mutex mutex_;
  std::vector<Row> rows_;
  std::vector<Door> doors_;
};

/// What a pair adds to its origin and to its facility.
struct Terms {
  double origin = 0.0;
  double facility = 0.0;
};

struct Sums {
  std::vector<double> origin;
  std::vector<double> facility;
};

/// Sums of term(origin, facility, time) over all pairs, at both ends, in any order the same.
template <class Pairs, class Term>
Sums sum_up(Pairs& pairs, double largest_sum, Term term) {
  const WideFixedPoint fixed(largest_sum);
  std::vector<Wide> origin(pairs.origins(), 0);
  std::vector<Wide> facility(pairs.facilities(), 0);
  std::mutex mutex;
  pairs.rows([&](std::uint32_t source, std::span<const Door> found) {
    Wide at_source = 0;
    std::vector<std::pair<std::uint32_t, Wide>> at_targets;
    for (const Door& door : found) {
      const Terms terms = pairs.from_facilities() ? term(door.place, source, door.time)
                                                  : term(source, door.place, door.time);
      const double near = pairs.from_facilities() ? terms.facility : terms.origin;
      const double far = pairs.from_facilities() ? terms.origin : terms.facility;
      if (near > 0.0) at_source += fixed.of(near);
      if (far > 0.0) at_targets.emplace_back(door.place, fixed.of(far));
    }
    std::vector<Wide>& sources = pairs.from_facilities() ? facility : origin;
    std::vector<Wide>& targets = pairs.from_facilities() ? origin : facility;
    const std::lock_guard lock(mutex);  // short beside the search
    sources[source] += at_source;
    for (const auto& [place, value] : at_targets) targets[place] += value;
  });
  Sums sums;
  for (const Wide sum : origin) sums.origin.push_back(fixed.value(sum));
  for (const Wide sum : facility) sums.facility.push_back(fixed.value(sum));
  return sums;
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

template <class Pairs>
FloatingCatchment share_out(Pairs& pairs, std::span<const double> population,
                            std::span<const double> supply, const DecayTable& decay,
                            const FloatingCatchmentOptions& options) {
  require_fitting(options);
  require_amounts(population, pairs.origins(), "population");
  require_amounts(supply, pairs.facilities(), "supply");
  const StepWeights weight(options, decay, pairs.origins(), pairs.facilities());
  const std::vector<double> people = counted_people(population, options);
  const double largest = std::max(1.0, options.decay.largest());
  const CatchmentMethod method = options.method;

  Sums weights;  // of the pairs of each place: the shares of three-step and balanced
  if (method == CatchmentMethod::kThreeStep || method == CatchmentMethod::kBalanced) {
    const auto count = static_cast<double>(std::max(pairs.origins(), pairs.facilities()));
    weights = sum_up(pairs, count * largest, [&](auto i, auto j, Deciseconds time) {
      const double w = weight.first(i, j, time);
      return Terms{w, w};
    });
  }
  const auto shared = [](double part, double whole) { return whole > 0.0 ? part / whole : 0.0; };
  const Sums demand =
      sum_up(pairs, core::exact_sum(people) * largest, [&](auto i, auto j, Deciseconds time) {
        const double w = weight.first(i, j, time);
        double counted = w;
        if (method == CatchmentMethod::kThreeStep) counted = shared(w, weights.origin[i]) * w;
        if (method == CatchmentMethod::kBalanced) counted = shared(w, weights.origin[i]);
        return Terms{0.0, people[i] * counted};
      });

  FloatingCatchment result;
  std::vector<double> handed_out;  // the ratio, 0 where there is none
  for (std::size_t j = 0; j < supply.size(); ++j) {
    const bool asked = demand.facility[j] > 0.0;
    result.ratio.push_back(asked ? supply[j] / demand.facility[j] : std::nan(""));
    handed_out.push_back(asked ? result.ratio[j] : 0.0);
  }
  result.access = sum_up(pairs, core::exact_sum(handed_out) * largest * largest,
                         [&](auto i, auto j, Deciseconds time) {
                           const double w = weight.second(i, j, time);
                           double got = w;
                           if (method == CatchmentMethod::kModified) got = w * w;
                           if (method == CatchmentMethod::kThreeStep)
                             got = shared(w, weights.origin[i]) * w;
                           if (method == CatchmentMethod::kBalanced)
                             got = shared(w, weights.facility[j]);
                           return Terms{handed_out[j] * got, 0.0};
                         })
                      .origin;
  for (std::size_t i = 0; i < result.access.size(); ++i) {
    if (method == CatchmentMethod::kAvailability) result.access[i] *= people[i];
    if (!pairs.on_network(i)) result.access[i] = std::nan("");
  }
  result.findings = without_demand(demand.facility, supply, options.facility_ids);
  return result;
}

}  // namespace

FloatingCatchment floating_catchment(const TravelTimes& times, std::span<const double> population,
                                     std::span<const double> supply,
                                     const FloatingCatchmentOptions& options) {
  Deciseconds longest = 0;
  for (const Reached& reached : times.pairs) longest = std::max(longest, reached.time);
  TableOfPairs pairs{times};
  return share_out(pairs, population, supply, {options.decay, longest}, options);
}

FloatingCatchment floating_catchment(const network::RoadGraph& graph, const Demand& demand,
                                     const Supply& supply,
                                     const FloatingCatchmentOptions& options) {
  const CatchmentTravel& travel = options.travel;
  const DecayTable decay(options.decay, network::to_deciseconds(travel.limit, "limit"));
  SearchedPairs pairs({.graph = graph,
                       .origins = demand.origins,
                       .facilities = supply.facilities,
                       .direction = travel.direction,
                       .limit = decay.limit(),
                       .hierarchy = checked(travel.hierarchy, graph),
                       .execution = travel.execution});
  return share_out(pairs, demand.population, supply.places, decay, options);
}

}  // namespace sozialraum::reach
