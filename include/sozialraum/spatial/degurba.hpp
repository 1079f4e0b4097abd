#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sozialraum/core/row_names.hpp"

namespace sozialraum::spatial {

/// Squares of one kilometre in which people live. One entry a square.
struct PeopledSquares {
  std::span<const std::int32_t> column{};  ///< kilometres to the east, of any origin
  std::span<const std::int32_t> row{};     ///< kilometres to the north
  std::span<const double> people{};
  std::span<const double> land{};  ///< part of the square that is land, above 0 to 1; empty = all
  core::RowNames names{};          ///< what they are called in messages
};

/// What kind of settlement is a square part of? Numbers of the degree of urbanisation, level 2.
enum class SettlementClass : std::uint8_t {
  kVeryLow = 11,       ///< fewer than 50 people a km²
  kLow = 12,           ///< 50 to 300
  kRuralCluster = 13,  ///< a village: from 300 on, together 500 to 5,000 people
  kSuburban = 21,      ///< of an urban cluster, but of no town
  kSemiDense = 22,     ///< a semi-dense town: from 900 on, 2,500 people, two squares from a denser
  kDense = 23,         ///< a dense town: from 1,500 on, 5,000 to 50,000 people
  kUrbanCentre = 30,   ///< a city: from 1,500 on, 50,000 people
};

/// Which settlement is each square part of? One entry a square.
struct SettlementSquares {
  std::vector<SettlementClass> kind{};
  std::vector<std::uint8_t> level1{};     ///< 3 urban centre, 2 urban cluster, 1 rural
  std::vector<std::size_t> settlement{};  ///< number from 1; 0 = none (suburban, low, very low)
  std::vector<double> people{};           ///< of that settlement; 0 without
};

/// Where are cities, towns and villages? The grid classes of the degree of urbanisation, levels 1
/// and 2 (Eurostat et al. 2021, with the rules for semi-dense towns of July 2024), from density,
/// size and neighbourhood alone.
///
/// Density is people per km² of land. Urban centres and towns hang together by edges, urban
/// clusters and villages also by corners. Urban centres take in holes below 15 squares (what they
/// enclose, by edges) and, until nothing changes, squares of whose eight neighbours five are
/// theirs. A semi-dense town lies inside an urban cluster with no square nearer than two squares to
/// a city or dense town. Squares nobody lives in are not among the rows and have no class; the rule
/// for built-up land without people is not applied. The settlement numbers follow the southernmost,
/// then westernmost square.
///
/// For rural areas only the last three classes can tell places apart: village, low, very low. When
/// not: squares of another size, or rounded and noised counts near a limit, where a person more or
/// less changes the class.
///
/// The same for any order of rows. O(squares of the rectangle around them). Throws InvalidInput
/// "length_mismatch"; "negative_count", "not_finite" naming squares; "duplicate_key" for a square
/// given twice; "grid_too_large" for a rectangle of more than 10⁸ squares.
[[nodiscard]] SettlementSquares degurba(const PeopledSquares& squares);

/// What is an area made of? One entry an area.
struct SettlementShares {
  std::vector<double> people{};
  std::vector<double> city{};              ///< part of its people in urban centres
  std::vector<double> town{};              ///< in dense and semi-dense towns
  std::vector<double> suburban{};          ///< in urban clusters around them
  std::vector<double> village{};           ///< in rural clusters
  std::vector<double> low{};               ///< in squares of 50 to 300 people a km²
  std::vector<double> very_low{};          ///< below
  std::vector<std::size_t> settlements{};  ///< cities, towns and villages of which it has a part
  std::vector<double> largest{};           ///< part of its people in the one with most of them
  std::vector<std::uint8_t> degree{};      ///< 1 city, 2 town or suburb, 3 rural area; 0 = nobody
};

/// The settlements of areas: `of` is the area of each square, 0 to `areas` - 1.
///
/// `degree` is the degree of urbanisation of the area: a city with at least half of the people in
/// urban centres, a rural area with more than half in rural squares, a town or suburb otherwise.
/// A commune of 1,000 in one village and 1,000 in another has two settlements and a largest of .5.
/// Shares of nobody are NaN. Exact sums. O(squares log squares). Throws InvalidInput
/// "length_mismatch", "invalid_argument" for an area that is not there.
[[nodiscard]] SettlementShares settlement_shares(const SettlementSquares& found,
                                                 const PeopledSquares& squares,
                                                 std::span<const std::size_t> of,
                                                 std::size_t areas);

}  // namespace sozialraum::spatial
