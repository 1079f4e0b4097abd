#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sozialraum::indicator {

/// What kind of number is an indicator?
enum class Kind : std::uint8_t {
  kShare,  ///< persons among persons: numerator is a part of the denominator; Wilson interval
  kRate,   ///< events per base, may exceed it; exact Poisson interval below 10 cases, else Byar
  kRatio,  ///< things per base, such as inhabitants per km²; no interval
  kPercentage,  ///< a share that the source delivers in percent, with the base it refers to; Wilson
  kValue,       ///< a number as it stands in the table, such as a mean age; no interval
};

[[nodiscard]] std::string_view name(Kind kind);
/// "share", "rate", "ratio", "percentage", "value"; nothing for any other text.
[[nodiscard]] std::optional<Kind> kind_from_name(std::string_view name);

/// Does more of it burden an area?
enum class Direction : std::int8_t { kResource = -1, kNeutral = 0, kBurden = 1 };

/// Which share of whom is it? Everything that a reader must know to trust one indicator.
struct Definition {
  std::string id{};       ///< short name in tables and code: "under18"
  std::string name_de{};  ///< what a report shows
  std::string name_en{};
  std::string dimension{};  ///< id of the group it belongs to: "demography"
  Kind kind = Kind::kShare;

  /// Columns whose sum is counted. For kPercentage and kValue the one column that is read.
  std::vector<std::string> numerator{};
  /// Columns whose sum is the base. Must be empty for kValue; may be empty for kPercentage, which
  /// then has neither count nor interval.
  std::vector<std::string> denominator{};

  std::string unit{};  ///< "%", "Jahre", "Einw./km²"
  double scale = 1.0;  ///< 100 turns a share into percent; a value column is multiplied by it too
  Direction direction = Direction::kNeutral;
  std::string source{};
  std::string date{};  ///< the day or year the numbers speak of
  std::string licence{};
  /// Step to which the source rounded the numerator: persons for kShare and kRate, percentage
  /// points for kPercentage, the column's own unit for kValue. Widens the interval by half a step
  /// on either side; 0 = not rounded, or not known.
  double rounding = 0.0;
  std::string note{};
};

/// Throws InvalidInput "bad_definition" that names the indicator and what it lacks.
void require_complete(const Definition& definition);

}  // namespace sozialraum::indicator
