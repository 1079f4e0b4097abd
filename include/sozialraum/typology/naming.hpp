#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sozialraum::typology {

/// One thing a type is known by.
struct NamePart {
  std::size_t column = 0;
  double z = 0.0;  ///< how far its mean is from the average, in standard deviations; above 0 = more

  friend bool operator==(const NamePart&, const NamePart&) = default;
};

struct NamingOptions {
  /// Below half a standard deviation a type is near the average: nothing worth a word.
  double noticeable = 0.5;
  std::size_t parts = 3;  ///< at most so many
  /// The dimension of each column; one word a dimension, the strongest. Empty = every column its
  /// own.
  std::span<const std::string> dimensions{};
  /// Per column: is there a word for more (1), for less (2), for both (3), for neither (0)? Empty
  /// = 3. What may be said of an indicator tells indicator::name_use.
  std::span<const std::uint8_t> words{};
};

/// What is each type called by? The parts of a name as data; the words are somebody else's.
///
/// Of the columns, by falling |z| (ties by the name of the column): those beyond `noticeable`, of
/// dimensions that have none yet, that have a word for their direction. No part = near the average.
/// A column whose own name speaks of nationality, migration, benefits, single parents or absence
/// (indicator::name_theme) is passed over whatever the options say.
///
///     z of type A: Alte 1.2, Leerstand -0.8, Miete 0.4   ->   (Alte, more), (Leerstand, less)
///
/// `z_means` is types x columns (TypeProfiles::z_means), `columns` the names. O(types * columns log
/// columns). Throws InvalidInput "length_mismatch".
[[nodiscard]] std::vector<std::vector<NamePart>> name_parts(std::span<const double> z_means,
                                                            std::span<const std::string> columns,
                                                            const NamingOptions& options = {});

}  // namespace sozialraum::typology
