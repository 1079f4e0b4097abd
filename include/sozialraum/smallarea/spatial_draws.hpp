#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum::smallarea {

/// Whose draws? Another name or seed gives other ones.
struct DrawName {
  std::string indicator = "rate";
  std::uint64_t seed = 1;
};

/// What might the rates of all areas have been, together?
///
/// The draws of a spatial model: neighbours err together, which draws of one area after the other
/// (TableDraws) cannot show. Sums of areas, ranks and types made of these carry it.
///
///     const SpatialDraws draws(counts, weights, {}, {.indicator = "poverty"});
///     std::vector<double> table(100 * draws.areas());
///     draws.fill(0, 100, table);           // 100 draws x areas, rates
///     draws.model().rate                   // what spatial_model gives
///
/// A draw takes one of the values of sd and share by their probability, then coefficients and
/// differences from the normal distribution around the mode there (by the Cholesky factor, Rue and
/// Held 2005), and moves each area's value from the normal to its corrected marginal (a Gaussian
/// copula, as in Rue, Martino and Chopin 2009). So the draws of an area have the mean and the
/// interval of spatial_model, up to chance.
///
/// A draw is a function of seed, indicator, number, and of the codes of all areas: any block and
/// any number of threads gives the same. Not of one area alone: its neighbours are in it.
/// A block costs one factorisation for each pair of sd and share in it, then about 0.2 µs an area
/// and draw: ask for many draws at once. Memory: the fit, and one factor.
class SpatialDraws {
 public:
  /// Fits the model; throws as spatial_model.
  SpatialDraws(const indicator::Counts& counts, const spatial::Weights& weights,
               const SpatialModelOptions& options = {}, DrawName name = {});

  /// Other draws of the same fit, which is shared and not made again: those that SpatialDraws made
  /// with that name would give.
  [[nodiscard]] SpatialDraws named(DrawName name) const;

  [[nodiscard]] const SpatialModelResult& model() const noexcept;
  [[nodiscard]] std::size_t areas() const noexcept;
  /// The codes of the areas, in the order of the counts.
  [[nodiscard]] std::span<const std::string> codes() const noexcept;

  /// Fills `into` with draws first to first + draws - 1, draws x areas, in the order of the counts;
  /// NaN where the model has no rate. InvalidInput "length_mismatch" for another size,
  /// "invalid_argument" for draws beyond 2^32.
  void fill(std::size_t first, std::size_t draws, std::span<double> into,
            const core::Execution& execution = {}) const;

 private:
  struct State;
  std::shared_ptr<const State> state_;  // what all names share: copies are cheap
  DrawName name_;
};

}  // namespace sozialraum::smallarea
