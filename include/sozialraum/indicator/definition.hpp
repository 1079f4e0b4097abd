#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/indicator/area_level.hpp"

namespace sozialraum::indicator {

/// What kind of number is an indicator?
enum class Kind : std::uint8_t {
  kShare,  ///< persons among persons: numerator is a part of the denominator; Wilson interval
  kRate,   ///< events per base, may exceed it; exact Poisson interval below 10 cases, else Byar
  kRatio,  ///< things per base, such as inhabitants per km²; no interval
  kPercentage,  ///< a share that the source delivers in percent, with the base it refers to; Wilson
  kValue,       ///< a number as it stands in the table, such as a mean age; no interval
  kMean,     ///< a sum of amounts per person (EUR, days); no interval, since the amounts' spread is
             ///< not delivered: mean() takes it
  kDensity,  ///< persons or things per area of land; no interval
  kBalance,  ///< those who came less those who left, per base; may be below 0; interval of the
             ///< difference of two Poisson counts
  kCount,    ///< how many there are, without a base; no interval
  kMinutes,  ///< a measured time as it stands in the table; no interval
  kClock,    ///< a time of day, in minutes after midnight; no interval
};

[[nodiscard]] std::string_view name(Kind kind);
/// "share", "rate", "ratio", "percentage", "value", "mean", "density", "balance", "count",
/// "minutes", "clock"; nothing for any other text.
[[nodiscard]] std::optional<Kind> kind_from_name(std::string_view name);

/// Does more of it burden an area?
enum class Direction : std::int8_t { kResource = -1, kNeutral = 0, kBurden = 1 };

/// Where is a person or an event counted?
enum class Reference : std::uint8_t {
  kNotStated,
  kResidence,  ///< where the person lives
  kFacility,   ///< at the seat of the school, day-care centre, club: commuters are counted there
};

[[nodiscard]] std::string_view name(Reference reference);
/// "residence", "facility", and "" for not stated; nothing for any other text.
[[nodiscard]] std::optional<Reference> reference_from_name(std::string_view name);

/// Which share of whom is it? Everything that a reader must know to trust one indicator.
struct Definition {
  std::string id{};       ///< short name in tables and code: "under18"
  std::string name_de{};  ///< what a report shows
  std::string name_en{};
  std::string dimension{};  ///< id of the theme it belongs to: "demography"
  std::string chapter{};    ///< of the report of an education office: "A"; empty if it has none
  Kind kind = Kind::kShare;

  /// Columns whose sum is counted. For kPercentage, kValue, kMinutes and kClock the one column that
  /// is read.
  std::vector<std::string> numerator{};
  /// Columns whose sum is the base. Must be empty for kValue, kMinutes, kClock and kCount; may be
  /// empty for kPercentage, which then has neither count nor interval.
  std::vector<std::string> denominator{};
  /// Columns whose sum is taken off the numerator; for kBalance alone.
  std::vector<std::string> minus{};
  /// Id of the whole that it is a part of, such as grade 5 by form of school; the parts of a whole
  /// have one base and add up to it. Empty if it is none.
  std::string composition{};

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
  /// Step to which the source rounded the denominator; for kShare and kRate.
  double base_rounding = 0.0;
  /// Largest change that the source made to a count on purpose (cell keys of the Zensus 2022), in
  /// numerator and denominator alike; for kShare and kRate. Widens the interval by it on either
  /// side.
  double noise = 0.0;
  std::string note{};

  Reference reference = Reference::kNotStated;       ///< of the numerator
  Reference base_reference = Reference::kNotStated;  ///< of the denominator
  /// Lowest level at which it is published; none if nobody publishes it.
  std::optional<AreaLevel> official_level{};
  /// Lowest level at which its owner could deliver it; none = not stated, then any.
  std::optional<AreaLevel> lowest_level{};
  std::string owner{};  ///< who has the figures
  /// A rate on a smaller base is of limited value; 0 = no such limit.
  double minimum_base = 0.0;
  std::string caveat_de{};  ///< what a reader must know not to take it for something else
  std::string caveat_en{};
  /// "V <source>" = read there; "K" = general knowledge, to be confirmed by the owner before it is
  /// published; empty = not stated.
  std::string evidence{};
  /// May a type be called after it? No lets it out of generated names; name_use() says which
  /// indicators are left out in any case.
  bool in_names = true;
};

/// Are counts at one place divided by counts at another? False where a reference is not stated.
[[nodiscard]] bool reference_is_mixed(const Definition& definition);

/// Throws InvalidInput "bad_definition" that names the indicator and what it lacks.
///
/// Counts at the seat of a facility over a base of residents are no share, since commuters are in
/// one and not in the other; as another kind they need a caveat that says so.
void require_complete(const Definition& definition);

}  // namespace sozialraum::indicator
