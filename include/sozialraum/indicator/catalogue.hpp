#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"
#include "sozialraum/core/cell_state.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/indicator/definition.hpp"

namespace sozialraum::indicator {

struct ComputeOptions {
  double level = 0.95;  ///< of the intervals
  /// Of what size the areas of the table are; needed as soon as a definition has a lowest level.
  std::optional<AreaLevel> area_level{};
  core::Execution execution{};
};

/// One indicator for all areas of a table, in the table's order.
struct Indicator {
  std::string id{};
  std::vector<double> value{};  ///< in the definition's unit; NaN where the state has no value
  std::vector<double> lower{};  ///< NaN where there is no interval
  std::vector<double> upper{};
  std::vector<core::CellState> states{};
  std::vector<double> count{};  ///< persons or events; NaN for values, or if missing
  std::vector<double> base{};
};

struct Indicators {
  std::vector<Indicator> indicators{};  ///< in the catalogue's order
  std::vector<core::Finding> findings{};
};

/// Which indicators describe an area, and how are they made from a table?
class Catalogue {
 public:
  /// Throws InvalidInput "duplicate_indicator", or "bad_definition" for an incomplete one.
  explicit Catalogue(std::vector<Definition> definitions);

  [[nodiscard]] std::span<const Definition> definitions() const noexcept { return definitions_; }

  /// The columns that the definitions read, each once, in order of first use.
  [[nodiscard]] std::vector<std::string> columns() const;

  /// Computes every indicator of every area.
  ///
  /// A cell of an indicator has the state that core::combine gives to the cells it is made from; a
  /// base of zero gives kUndefined. For a percentage column the value is the delivered one; the
  /// count is percentage x base / 100, rounded to whole persons, and stands in the finding
  /// "count_reconstructed" with the largest distance to a whole number. A base below the
  /// definition's minimum makes a value one of limited value (kLimited), with the finding
  /// "small_base". O(areas x columns).
  ///
  /// What a reader must be told stands in findings: "reference_mixed" where counts at one place are
  /// divided by those at another, "parts_do_not_add_up" where the parts of a composition are not
  /// the whole, "unconfirmed_definition" where a definition waits for its owner's word.
  ///
  /// Throws UnknownName with the nearest column; InvalidInput for negative numbers, for a count
  /// above its base and for a percentage outside 0..100, naming column and areas;
  /// "below_lowest_level" with the owner's name if the areas are finer than the figures of a
  /// definition go, and "missing_area_level" if it has such a level and the options do not say how
  /// fine the areas are.
  [[nodiscard]] Indicators compute(const core::AreaTable& table,
                                   const ComputeOptions& options = {}) const;

 private:
  std::vector<Definition> definitions_;
};

}  // namespace sozialraum::indicator
