#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

#include "access/binned_sum.hpp"
#include "access/decay_table.hpp"
#include "access/fixed_point.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"

namespace sozialraum::access {

/// What is known about the places, and then what came out.
[[nodiscard]] inline std::vector<core::Finding> findings_of(const reach::PairSource& pairs,
                                                            std::vector<core::Finding> more = {}) {
  std::vector<core::Finding> all = pairs.findings();
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return all;
}

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

/// The pairs of a source up to a limit. The first pass keeps them if they are few, for the steps to
/// come; otherwise every step searches anew.
class KeptPairs {
 public:
  KeptPairs(const reach::PairSource& source, core::Deciseconds limit)
      : source_(source), limit_(limit), reached_(source.origin_count(), false) {}

  [[nodiscard]] std::size_t origins() const { return source_.origin_count(); }
  [[nodiscard]] std::size_t facilities() const { return source_.facility_count(); }
  [[nodiscard]] bool from_facilities() const { return source_.by_facility(); }
  [[nodiscard]] bool on_network(std::size_t origin) const {
    return core::is_reached(source_.origin(origin));
  }
  /// Where the origins stand, after the first pass.
  [[nodiscard]] std::vector<core::Standing> standing() const {
    return reach::standings(source_, reached_);
  }

  template <class Consume>
  void rows(Consume consume) {
    if (state_ == State::kKept) {
      for (const Row& row : rows_) {
        consume(row.source, std::span(doors_).subspan(row.begin, row.end - row.begin));
      }
      source_.execution().advance();
      return;
    }
    const bool first = state_ == State::kNew;
    source_.search(limit_, [&](std::uint32_t place, std::span<const network::Door> found) {
      if (first) keep(place, found);
      consume(place, found);
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

  void keep(std::uint32_t place, std::span<const network::Door> found) {
    const std::lock_guard lock(mutex_);
    if (from_facilities()) {
      for (const network::Door& door : found) reached_[door.place] = true;
    } else if (!found.empty()) {
      reached_[place] = true;
    }
    if (state_ == State::kTooMany) return;
    if (doors_.size() + found.size() > kMostKept) {
      state_ = State::kTooMany;
      rows_ = {};
      doors_ = {};
      return;
    }
    rows_.push_back({place, doors_.size(), doors_.size() + found.size()});
    doors_.insert(doors_.end(), found.begin(), found.end());
  }

  const reach::PairSource& source_;
  core::Deciseconds limit_;
  State state_ = State::kNew;
  std::mutex mutex_;
  std::vector<bool> reached_;  // by origin
  std::vector<Row> rows_;
  std::vector<network::Door> doors_;
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
template <class Term>
Sums sum_up(KeptPairs& pairs, Term term) {
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
