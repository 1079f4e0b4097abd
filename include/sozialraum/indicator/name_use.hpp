#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sozialraum/indicator/definition.hpp"

namespace sozialraum::indicator {

/// What no place is called after: said of a whole village, it brands the people who live there.
enum class NameTheme : std::uint8_t {
  kNationality,   ///< citizenship, country of birth
  kMigration,     ///< background, refugees, language spoken in the family
  kBenefits,      ///< income support, unemployment, poverty
  kSingleParent,  ///< who brings up children alone
  kAbsence,       ///< days away from school
};

/// "nationality", "migration", "benefits", "single_parent", "absence".
[[nodiscard]] std::string_view name(NameTheme theme);

/// Does a text speak of such a theme? The first of the order above; nothing if of none.
///
/// Looks for parts of German and English words ("auslaend", "grundsicherung", "lone parent"), in
/// capitals or not, umlauts spelt either way, blanks, hyphens and underscores alike. It would
/// rather find too much than too little: what it finds costs a generated name one of its words,
/// what it misses is printed on a map. O(length).
[[nodiscard]] std::optional<NameTheme> name_theme(std::string_view text);

/// Which of its two directions may a generated name say of an indicator?
enum class NameUse : std::uint8_t {
  kNever,     ///< neither
  kMoreOnly,  ///< what there is more of: "more children", not "fewer children"
  kBoth,
};

/// "never", "more_only", "both".
[[nodiscard]] std::string_view name(NameUse use);

/// May a type be called after an indicator? A proposal for a name follows three rules:
///
/// - never after a theme of NameTheme, wherever the definition speaks of it (id, both names,
///   columns, note), and never after what says `in_names = false`. A flag that was forgotten
///   therefore lets nothing through, and none can be set to let a theme in;
/// - after people only by those who are there: of a share of persons (kShare, or any indicator in
///   percent whose name speaks of persons or ages) only "more" is said. A village is not called
///   after the people it lacks;
/// - after everything else (housing, ways, density) in both directions.
///
/// The profile of a type shows every indicator nevertheless. Names that a council decides are not
/// bound by this. O(length of the texts).
[[nodiscard]] NameUse name_use(const Definition& definition);

}  // namespace sozialraum::indicator
