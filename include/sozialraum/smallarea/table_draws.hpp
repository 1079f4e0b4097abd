#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/row_names.hpp"
#include "sozialraum/smallarea/spatial_draws.hpp"

namespace sozialraum::smallarea {

/// How are the true values of an area distributed, given what is known of it?
enum class Law : std::uint8_t {
  kGamma,        ///< rates of events, above 0: empirical_bayes and its kin, kPoisson
  kBeta,         ///< shares, 0 to 1: the same, kBinomial; compositions
  kNormal,       ///< means: fay_herriot, james_stein
  kLogitNormal,  ///< shares whose log odds are normal, with the moments of these: logit_shrinkage
};

/// One indicator of the table that is drawn: what an estimator told as posterior_mean and
/// posterior_variance. NaN = the area has no value, and no draw.
struct DrawnColumn {
  std::string name{};
  Law law = Law::kGamma;
  std::span<const double> mean{};
  std::span<const double> variance{};
  /// The columns of one name here are the shares of one whole (composition): drawn together, they
  /// add up to 1. Empty = none.
  std::string whole{};
  /// A spatial model in place of law, mean and variance, which are left empty: its areas err
  /// together. It may know more areas than the table. Its own name and seed do not matter here:
  /// it is drawn by those of the column and of the table.
  std::optional<SpatialDraws> map{};
  /// The column this one is a part of, if its own share was estimated within that one's cases:
  /// long-term unemployed = their share among the unemployed x the unemployed. Its draws are those
  /// of that column times its own, so that no part is ever larger than its whole.
  std::optional<std::size_t> part_of{};
};

/// Which draws, of which areas?
struct DrawBlock {
  std::size_t first_draw = 0;
  std::size_t draws = 0;
  std::size_t first_area = 0;
  std::size_t areas = 0;
};

/// What might the whole table of indicators have been?
///
/// Built once, asked in blocks of any shape; nothing is stored but what is known of each cell.
/// Repeat on every draw what was done with the estimates (an index, types), and the spread of the
/// answers says how sure it is.
///
///     const TableDraws draws(codes, {{"poverty", Law::kBeta, mean, variance}}, 7);
///     std::vector<double> table(draws.areas() * draws.columns());
///     for (std::size_t d = 0; d < 1000; ++d) {
///       draws.fill({.first_draw = d, .draws = 1, .areas = draws.areas()}, table);  // areas x
///       columns
///     }
///
/// Shares of one whole are drawn together (Dirichlet), parts within their whole, all areas of a
/// spatial model (`map`) together; all other columns independently of each other, and areas too.
/// Finding "independent_draws" says so: indicators of
/// one area that err together (the same people are in both) make sums and types less sure than the
/// draws show. Mean and interval of the draws are those of the estimator.
///
/// Deterministic by (seed, area code, column name, number of the draw) with core::Draws: any block,
/// thread and order of rows gives the same. 16 to 35 ns a draw in
/// blocks of 25 or more, 50 to 95 one at a time. A column of a spatial model draws its whole map
/// for any block of areas (SpatialDraws says what that costs): ask for many draws of all areas at
/// once; beside the block it takes 128 MiB at most. The spans must outlive it.
class TableDraws {
 public:
  /// Throws InvalidInput "length_mismatch", "duplicate_key" (codes), "duplicate_column",
  /// "bad_standard_error" for a variance below 0 or a mean outside its law, naming the area;
  /// "unknown_area" for one that a map does not know;
  /// "invalid_argument" for a column that is a part of itself or of a later one.
  TableDraws(std::span<const std::string> areas, std::vector<DrawnColumn> columns,
             std::uint64_t seed);

  [[nodiscard]] std::size_t areas() const noexcept { return areas_.size(); }
  [[nodiscard]] std::size_t columns() const noexcept { return columns_.size(); }
  [[nodiscard]] std::vector<core::Finding> findings() const;

  /// Fills `into`, draws x areas x columns numbers, the last index fastest. InvalidInput
  /// "length_mismatch" for another size, "invalid_argument" for areas that are not there or draws
  /// beyond 2^32.
  void fill(const DrawBlock& block, std::span<double> into,
            const core::Execution& execution = {}) const;

 private:
  class Filler;

  void fill_map(std::size_t column, const DrawBlock& block, std::span<double> into,
                const core::Execution& execution) const;

  std::vector<std::uint64_t> areas_;  // hashes of the codes
  std::vector<DrawnColumn> columns_;
  std::vector<std::uint64_t> hashes_;       // of the column names
  std::vector<std::uint64_t> rest_hashes_;  // for the second gamma of a beta
  std::vector<std::size_t> whole_;          // number of the whole of each column; columns() = none
  std::vector<std::vector<std::size_t>> rows_in_map_;  // of the areas, for columns with a map
  std::uint64_t seed_;
};

}  // namespace sozialraum::smallarea
