#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::typology {

/// Why is the type of an area another one than before?
enum class ChangeCause : std::uint8_t {
  kBoundary,    ///< the area was cut otherwise
  kDefinition,  ///< the types, or the indicators, are defined otherwise
  kNoise,       ///< the numbers of an unchanged place swing by chance
  kLeft,        ///< what is left: the place may have changed
};

/// "boundary", "definition", "noise", "left".
[[nodiscard]] std::string_view name(ChangeCause cause);

/// The types of the same areas (of today's boundaries), from the first publication to the last.
/// Each list differs from the one before in one thing alone. A view.
struct TypeSteps {
  std::span<const core::AreaCode> codes{};
  std::span<const std::uint32_t> before{};  ///< as published; of the area that most people were in
  std::span<const std::uint32_t> boundaries{};  ///< old data in today's boundaries; may be empty
  std::span<const std::uint32_t> definition{};  ///< and by today's definition; may be empty
  std::span<const std::uint32_t> after{};       ///< and of today's data
  /// Per area: the probability that another measurement of the unchanged place, as noisy as this
  /// one, gives another type. Empty = noise is not told from change.
  std::span<const double> noise{};
};

struct ChangeOptions {
  double level = 0.95;       ///< of the intervals
  std::size_t draws = 4000;  ///< the limits of an interval then move by less than a hundredth
  std::uint64_t seed = 1;
  core::Execution execution{};
};

/// One cause: a share of all areas; the sum over the causes is the share that changed.
struct CauseShare {
  ChangeCause cause = ChangeCause::kLeft;
  double share = 0.0;  ///< may be below 0 where a cause took changes back
  double lower = 0.0;
  double upper = 0.0;
  bool told_apart = false;  ///< the interval does not hold 0
};

struct ChangeCauses {
  std::size_t areas = 0;
  double changed = 0.0;  ///< share of areas whose type is another one than before
  double changed_lower = 0.0;
  double changed_upper = 0.0;
  std::vector<CauseShare> causes{};  ///< in the order of the enumeration; only those asked for
  std::vector<core::Finding> findings{};
};

/// Of the areas whose type changed: how many by new boundaries, by a new definition, by chance, and
/// how many are left?
///
/// Goes the way from then to now in the stated order and takes the share of areas that differ from
/// `before` after each step; a cause is what its step adds. Another order would give other shares.
/// The last step, new data, is parted: by chance alone one would expect the mean of `noise`, what
/// is above is left. So *left* is at most "the data speak of a change", never "the place changed".
///
/// Intervals: Bayesian bootstrap over the areas with eight pseudo-areas, one for each pattern of
/// differences, that weigh as one area together (Perks' prior). For a single step this is exactly
/// Jeffreys' interval, so that nought of 24 is not taken for never (0 to 0.10). Areas count as
/// independent; neighbours are not, so read the intervals as the least width.
///
///     24 areas, 6 of another type, noise 0.2 each -> changed 0.25 (0.11 to 0.44),
///     noise 0.20, left 0.05 (-0.09 to 0.24): not told apart
///
/// Causes whose interval holds 0 are named ("causes_not_told_apart"). O(areas * draws); the same
/// bytes for any threads and order of rows. Throws "length_mismatch", "no_areas",
/// "invalid_argument".
[[nodiscard]] ChangeCauses change_causes(const TypeSteps& steps, const ChangeOptions& options = {});

}  // namespace sozialraum::typology
