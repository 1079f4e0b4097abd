#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/typology/clustering.hpp"
#include "sozialraum/typology/mixture.hpp"
#include "sozialraum/typology/points.hpp"
#include "sozialraum/typology/typed_numbers.hpp"

namespace sozialraum::typology {

/// A typology that stays: everything that a later year needs to be typed in the same way.
struct FrozenTypes {
  std::vector<FrozenIndicator> indicators{};
  MixtureModel clouds{};               ///< of the typed numbers
  std::vector<std::string> letters{};  ///< one a type: "A"
  std::vector<std::string> names{};    ///< what people call it; may be empty texts
  std::vector<std::string> rules{};    ///< how it is told in a sentence; may be empty texts
  std::string inputs{};                ///< hash of the inputs of the fit
  std::string note{};                  ///< edition, date, who set it
};

/// The types of a partition (k-means, Ward) as clouds: all of the same size and share, round, as
/// wide as areas lie from their centres on average: inertia / (weight * columns). The nearest
/// centre is then the most probable type, and a probability means: if areas scatter around their
/// centres like this. Throws as require_same_columns; "all_on_centres" if all areas lie on their
/// centres.
[[nodiscard]] MixtureModel clouds_of(const Points& points, const Clustering& clustering);

/// Throws InvalidInput "bad_model" naming what does not fit.
void require_complete(const FrozenTypes& types);

/// Writes a model file (core::RecordWriter: magic, version, checksums; crash-safe). The same model
/// gives the same bytes. Throws as require_complete and AtomicFile.
void save_types(const std::filesystem::path& path, const FrozenTypes& types);

/// Reads a model file of this or an earlier version. InvalidInput: "not_a_model_file",
/// "other_version", "truncated", "damaged", "cannot_read".
[[nodiscard]] FrozenTypes load_types(const std::filesystem::path& path);

inline constexpr std::uint32_t kNoType = UINT32_MAX;

struct AssignOptions {
  /// Standard error of every value (areas x indicators, in the value's own unit, from the fitted
  /// rate); empty = known exactly. Carried through the bend as typed_errors() does.
  std::span<const double> standard_errors{};
  /// The type of the year before, or kNoType; empty = of none. An area leaves its type only if
  /// another is more probable by more than `margin`, or was so the year before too.
  std::span<const std::uint32_t> before{};
  std::span<const std::uint32_t> probable_before{};  ///< most probable type the year before
  double margin = 0.2;
  /// An area further from its type than this share of its members is outside of the model.
  double inside = 0.99;
  core::Execution execution{};
};

struct Assignment {
  Membership membership{};             ///< `types` are the most probable ones
  std::vector<std::uint32_t> types{};  ///< after what was before is heard
  std::vector<std::uint8_t> kept{};    ///< 1 = another type is more probable, but not by enough
  std::vector<std::uint8_t> outside{};
  std::vector<core::Finding> findings{};
};

/// Which of the types that stay is each area of, new areas or a new year?
///
/// `values` are the raw numbers in the order of the model's indicators; a missing one (NaN) is left
/// out of the question. Findings: "outside_model" names areas unlike all types (Mahalanobis
/// distance beyond the quantile of chi-squared), "type_kept" those whom the margin holds,
/// "nothing_known" those without any value: they get the most frequent type, which says nothing.
/// Throws as membership; "not_transformable" naming areas whose value has no logarithm or root.
///
///     types 0 and 10 of variance 1, type before 0, a value of 5.1: the upper one has 0.73, the
///     lower 0.27; a margin of 0.5 keeps the lower one
[[nodiscard]] Assignment assign(const FrozenTypes& types, const Points& values,
                                const AssignOptions& options = {});

}  // namespace sozialraum::typology
