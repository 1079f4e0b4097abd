#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/cells.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"

namespace sozialraum::composite {

/// Social status of an area, compared with the mean of all areas.
enum class Status : std::uint8_t { kHigh, kMiddle, kLow, kVeryLow };

/// Did an area's situation become better or worse, compared with the mean of all areas?
enum class Dynamics : std::uint8_t { kPositive, kStable, kNegative };

/// "hoch", "mittel", "niedrig", "sehr niedrig".
[[nodiscard]] std::string_view label_de(Status status);
/// "positiv", "stabil", "negativ".
[[nodiscard]] std::string_view label_de(Dynamics dynamics);

/// The class of an index value: below -1 high, up to 1 middle, up to 1.5 low, above very low.
[[nodiscard]] Status status_of(double index);
/// Below -1 positive, up to 1 stable, above negative.
[[nodiscard]] Dynamics dynamics_of(double index);

/// One of the twelve classes of status and dynamics together, counted 0..11: hoch/positiv,
/// hoch/stabil, hoch/negativ, mittel/positiv, ...
[[nodiscard]] int overlay_class(Status status, Dynamics dynamics);
/// Signs of the Berlin maps: "1+", "1+/-", "1-", "2+", ... "4-".
[[nodiscard]] std::string_view overlay_label(int overlay);

/// A share of burden in every area, such as unemployed persons; NaN is missing.
struct Share {
  std::string name{};
  core::Cells values{};
};

struct StatusIndexOptions {
  /// Which areas take part; the others are neither scored nor part of mean and deviation. Empty =
  /// all. Berlin leaves out areas below 300 inhabitants.
  std::vector<bool> included{};
  core::RowNames areas{};  ///< what the rows are called in findings
};

/// The steps on the way from shares to an index, one row an area; NaN where an area has no score.
struct SumOfZ {
  std::vector<std::vector<double>> z{};  ///< per share
  std::vector<double> sum{};             ///< of the z
  std::vector<double> index{};           ///< the sum, standardised again
  /// core::combine() of all shares; kUndefined for an area that takes no part.
  std::vector<core::CellState> states{};
  std::vector<core::Finding> findings{};
};

struct StatusIndex : SumOfZ {
  std::vector<std::optional<Status>> status{};
};

struct DynamicsIndex : SumOfZ {
  std::vector<std::optional<Dynamics>> dynamics{};
};

/// How does the social status of areas differ? The index of Berlin's Monitoring Soziale
/// Stadtentwicklung.
///
/// Every share is standardised with the population standard deviation, unweighted; the sum of z is
/// standardised again, and cut at -1, 1 and 1.5 into four classes. More of a share always means a
/// lower status. Only areas that take part and have all shares enter mean and deviation; an area
/// that lacks a share is not scored and is named in the finding "not_scored". O(areas * shares).
///
/// By pencil: three areas with 10, 20 and 30 % unemployed and nothing else have the mean 20 and the
/// deviation 8.16, so z = -1.22, 0, 1.22; standardised again the same. Classes: high, middle, low.
/// With areas of 10, 20 and 21 % the last is at 0.81 and middle: every class is a place among these
/// areas in this year, and says nothing of a town elsewhere or of last year. Some are always low,
/// also where all live well.
///
/// Shares of few persons swing, and with them the class: steady them before (smallarea), or leave
/// such areas out (`included`), as Berlin does.
///
/// Throws InvalidInput for shares of different length, for no shares, and for infinite values.
/// Source: Senatsverwaltung fuer Stadtentwicklung Berlin, Monitoring Soziale Stadtentwicklung,
/// 2013-17.
[[nodiscard]] StatusIndex status_index(std::span<const Share> shares,
                                       const StatusIndexOptions& options = {});

/// The same for the change of the shares in percentage points: three classes cut at -1 and 1.
[[nodiscard]] DynamicsIndex dynamics_index(std::span<const Share> changes,
                                           const StatusIndexOptions& options = {});

}  // namespace sozialraum::composite
