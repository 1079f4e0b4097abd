#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "smallarea/design.hpp"
#include "smallarea/hyper_grid.hpp"
#include "smallarea/precision.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"
#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::smallarea {

/// Rows by area code, so that no sum depends on the order they came in.
[[nodiscard]] std::vector<std::size_t> rows_by_code(const spatial::Weights& weights);

/// The counts in the order of the area codes, and the covariates as the model sees them.
class ModelTable {
 public:
  ModelTable(const indicator::Counts& counts, std::vector<std::size_t> order,
             const SpatialModelOptions& options);

  /// Throws if the covariates cannot be told apart.
  void add_covariates(const Covariates& covariates);

  [[nodiscard]] const Observations& seen() const { return seen_; }
  [[nodiscard]] const std::vector<std::size_t>& order() const { return order_; }
  [[nodiscard]] const Design& design() const { return *design_; }
  [[nodiscard]] std::size_t areas_seen() const { return taking_part_.size(); }

 private:
  std::vector<std::size_t> order_;
  std::vector<std::size_t> taking_part_;  // rows, by code
  std::optional<Design> design_;
  Observations seen_;
};

/// A model with all that draws of it need.
struct SpatialFit {
  ModelTable table;
  std::optional<Precision> precision{};  ///< none where nothing can be said
  HyperGrid grid{};
  SpatialModelResult result{};
};

[[nodiscard]] SpatialFit fit_spatial_model(const indicator::Counts& counts,
                                           const spatial::Weights& weights,
                                           const SpatialModelOptions& options);

}  // namespace sozialraum::smallarea
