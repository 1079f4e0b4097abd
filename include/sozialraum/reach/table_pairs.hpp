#pragma once

#include <span>
#include <string>
#include <vector>

#include "sozialraum/reach/pair_source.hpp"
#include "sozialraum/reach/travel.hpp"
#include "sozialraum/reach/travel_times.hpp"

namespace sozialraum::reach {

/// How a ready table is asked.
struct TablePairsOptions {
  /// Pairs that take longer are left aside.
  core::Minutes limit = kNoLimit;
  /// For the findings; empty = numbers from 0. Must outlive it.
  std::span<const std::string> origin_names{};
  std::span<const std::string> facility_names{};
  core::Execution execution{};
};

/// The pairs of a ready table of minutes: no roads are needed.
///
///     // two homes, one doctor: home 0 needs 12 minutes, home 1 does not get there
///     const reach::TablePairs pairs(reach::times_of_matrix({.minutes = {12, nan}, ...}));
///     const auto access = access::floating_catchment(pairs, people, doctors);
///
/// The same answers as over the roads the table was made from (travel_times()), to the bit, as long
/// as the table reaches as far as the question. When not: a table that holds only the nearest
/// facility of each origin knows nothing of choices and shares; catchments of it are wrong.
class TablePairs final : public PairSource {
 public:
  explicit TablePairs(TravelTimes times, const TablePairsOptions& options = {});

  [[nodiscard]] const TravelTimes& times() const { return times_; }

  [[nodiscard]] std::size_t origin_count() const override { return times_.origin_count(); }
  [[nodiscard]] std::size_t facility_count() const override { return times_.facility_count; }
  [[nodiscard]] bool by_facility() const override { return false; }
  [[nodiscard]] core::Deciseconds limit() const override { return limit_; }
  void search(core::Deciseconds most, const TakePairs& take) const override;
  [[nodiscard]] core::Standing origin(std::size_t i) const override;
  [[nodiscard]] core::Standing unreached(std::size_t i) const override;
  [[nodiscard]] std::vector<core::Finding> findings() const override { return times_.findings; }
  [[nodiscard]] std::span<const std::string> origin_names() const override;
  [[nodiscard]] std::span<const std::string> facility_names() const override;
  [[nodiscard]] const core::Execution& execution() const override { return options_.execution; }

 private:
  TravelTimes times_;
  TablePairsOptions options_;
  core::Deciseconds limit_;  // or the longest time of the table
};

}  // namespace sozialraum::reach
