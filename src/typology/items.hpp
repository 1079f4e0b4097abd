#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sozialraum/typology/bounds.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::typology {

/// Two areas, by their place in the input, that go together or stay apart.
struct Link {
  std::uint32_t one = 0;
  std::uint32_t other = 0;
};

/// What it costs if an item shares its type with another one; negative if it is wished for.
struct Pull {
  std::uint32_t other = 0;
  double cost = 0.0;
};

/// The areas as things to be put into types, in the order of their codes: areas that share their
/// type whatever happens (equal numbers, a rule) are one item.
struct Items {
  std::size_t count = 0;
  std::size_t columns = 0;
  std::size_t bounds = 0;        // the last one counts areas
  std::vector<double> values{};  // count x columns: weighted means, the mean of all taken off
  std::vector<double> weights{};
  std::vector<double> inner{};   // weighted sum of squares around the item's own mean
  std::vector<double> counts{};  // count x bounds
  std::vector<std::vector<std::uint32_t>> areas{};  // places in the input, by code
  std::vector<std::vector<std::uint32_t>> apart{};  // items that must be of another type
  std::vector<std::vector<Pull>> pulls{};           // both ways; empty if there is none

  [[nodiscard]] std::span<const double> row(std::size_t item) const {
    return std::span(values).subspan(item * columns, columns);
  }
  [[nodiscard]] double of(std::size_t item, std::size_t bound) const {
    return counts[item * bounds + bound];
  }
};

/// Every type between these, per bound of the items.
struct Range {
  double least = 0.0;
  double most = std::numeric_limits<double>::infinity();

  [[nodiscard]] double shortfall(double total) const;  // 0 within rounding
  [[nodiscard]] double excess(double total) const;
  [[nodiscard]] double miss(double total) const { return shortfall(total) + excess(total); }
};

/// The ranges of the items' bounds: as given, and at least one area in every type.
[[nodiscard]] std::vector<Range> ranges_of(std::span<const Bound> bounds);

struct Grouping {
  bool equal_areas = true;  ///< equal areas share an item
  std::span<const Link> together{};
  std::span<const Link> apart{};  ///< REQUIRES none inside an item
};
[[nodiscard]] Items items_of(const Points& points, std::span<const Bound> bounds,
                             const Grouping& grouping);

/// Refuses areas of weight 0 ("no_weight"), which would cost nothing anywhere.
void require_positive_weights(const Points& points);

/// Refuses more types than there are different areas with weight ("fewer_areas_than_types").
void require_distinct_areas(const Items& distinct, std::size_t types);

/// The finding "equal_areas_parted" about equal areas (an item of `distinct`) of different types.
[[nodiscard]] std::vector<core::Finding> equal_areas_parted(const Points& points,
                                                            const Items& distinct,
                                                            std::span<const std::uint32_t> types);

/// The types of the areas from those of the items.
[[nodiscard]] std::vector<std::uint32_t> types_of_areas(const Items& items,
                                                        std::span<const std::uint32_t> types,
                                                        std::size_t areas);

}  // namespace sozialraum::typology
