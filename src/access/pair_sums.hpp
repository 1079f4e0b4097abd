#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "access/binned_sum.hpp"
#include "access/decay_table.hpp"
#include "access/fixed_point.hpp"
#include "sozialraum/access/floating_catchment.hpp"
#include "sozialraum/reach/pair_search.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::access {

/// InvalidInput unless there is an amount of zero or more a place.
inline void require_amounts(std::span<const double> values, std::size_t expected,
                            const char* argument) {
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

/// The pairs of a table of times, row by row.
struct TableOfPairs {
  const reach::TravelTimes& times;

  [[nodiscard]] std::size_t origins() const { return times.origin_count(); }
  [[nodiscard]] std::size_t facilities() const { return times.facility_count; }
  [[nodiscard]] bool from_facilities() const { return false; }
  [[nodiscard]] bool on_network(std::size_t origin) const {
    return times.origin_on_network[origin];
  }

  template <class Consume>
  void rows(Consume consume) const {
    std::vector<network::Door> doors;
    for (std::size_t i = 0; i < times.origin_count(); ++i) {
      doors.clear();
      for (const reach::Reached& reached : times.row(i))
        doors.push_back({reached.facility, reached.time});
      consume(static_cast<std::uint32_t>(i), std::span<const network::Door>(doors));
    }
  }
};

/// The pairs a search finds. The first search keeps them if they are few, for the steps to come;
/// otherwise every step searches anew.
class SearchedPairs {
 public:
  explicit SearchedPairs(const reach::PairsQuery& query) : query_(query) {}

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
    reach::search_pairs(query_, [&](std::uint32_t source, std::span<const network::Door> found) {
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

  void keep(std::uint32_t source, std::span<const network::Door> found) {
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

  reach::PairsQuery query_;
  State state_ = State::kNew;
  std::mutex mutex_;
  std::vector<Row> rows_;
  std::vector<network::Door> doors_;
};

/// The decay as far as a table of times asks for it.
[[nodiscard]] inline DecayTable decay_over(const reach::TravelTimes& times, const Decay& decay) {
  core::Deciseconds longest = 0;
  for (const reach::Reached& reached : times.pairs) longest = std::max(longest, reached.time);
  return {decay, longest};
}

/// The pairs that a search finds as far as the decay counts them.
[[nodiscard]] inline reach::PairsQuery query_over(const network::RoadGraph& graph,
                                                  const Demand& demand, const Supply& supply,
                                                  const CatchmentTravel& travel,
                                                  const DecayTable& decay) {
  return {.graph = graph,
          .origins = demand.origins,
          .facilities = supply.facilities,
          .direction = travel.direction,
          .limit = decay.limit(),
          .hierarchy = travel.hierarchy,
          .execution = travel.execution};
}

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
Sums sum_up(Pairs& pairs, Term term) {
  std::vector<BinnedSum> origin(pairs.origins());
  std::vector<BinnedSum> facility(pairs.facilities());
  std::mutex mutex;
  pairs.rows([&](std::uint32_t source, std::span<const network::Door> found) {
    BinnedSum at_source;
    std::vector<std::pair<std::uint32_t, double>> at_targets;
    for (const network::Door& door : found) {
      const Terms terms = pairs.from_facilities() ? term(door.place, source, door.time)
                                                  : term(source, door.place, door.time);
      at_source.add(pairs.from_facilities() ? terms.facility : terms.origin);
      const double far = pairs.from_facilities() ? terms.origin : terms.facility;
      if (far > 0.0) at_targets.emplace_back(door.place, far);
    }
    std::vector<BinnedSum>& sources = pairs.from_facilities() ? facility : origin;
    std::vector<BinnedSum>& targets = pairs.from_facilities() ? origin : facility;
    const std::lock_guard lock(mutex);  // short beside the search
    sources[source].add(at_source);
    for (const auto& [place, value] : at_targets) targets[place].add(value);
  });
  Sums sums;
  for (const BinnedSum& sum : origin) sums.origin.push_back(sum.value());
  for (const BinnedSum& sum : facility) sums.facility.push_back(sum.value());
  return sums;
}

}  // namespace sozialraum::access
