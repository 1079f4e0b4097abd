#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "smallarea/sparse_cholesky.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum::smallarea {

/// Neighbours both ways, with the same weight each way.
struct Graph {
  SparsePattern pattern{};            ///< the diagonal and the links
  std::vector<double> weight{};       ///< of each entry, 0 on the diagonal
  std::vector<double> degree{};       ///< sum of the weights of each area
  std::vector<std::uint32_t> part{};  ///< part of the map each area belongs to
  std::vector<std::size_t> part_size{};
  std::size_t uneven_links = 0;  ///< links whose two directions differed

  [[nodiscard]] std::size_t size() const noexcept { return degree.size(); }
  [[nodiscard]] bool is_island(std::size_t area) const { return part_size[part[area]] == 1; }
};

struct GraphLink {
  std::uint32_t column = 0;
  std::uint32_t row = 0;  ///< above the column
  double weight = 0.0;
};

/// Of links sorted by column and row, each told once.
[[nodiscard]] Graph graph_of(std::size_t areas, std::span<const GraphLink> links);

/// The areas of the weights in the order given; w = (w_ij + w_ji)/2, links of weight 0 are none.
[[nodiscard]] Graph graph_of(const spatial::Weights& weights, std::span<const std::size_t> order);

struct Hyper {
  double sd = 1.0;
  double share = 0.5;
};

/// The inverse covariance Q of what areas differ by, for one structure.
///
/// The first areas() of the size() unknowns are what the areas differ by; kBym2 has the spatial
/// parts after them. Where Q alone leaves a part's mean open (kIcar, kBym2), the unknowns of
/// constrained() sum to 0 in every part.
class Precision {
 public:
  Precision(Structure structure, Graph graph);

  [[nodiscard]] const Graph& graph() const noexcept { return graph_; }
  [[nodiscard]] std::size_t areas() const noexcept { return graph_.size(); }
  [[nodiscard]] std::size_t size() const noexcept { return pattern_.size(); }
  [[nodiscard]] const SparsePattern& pattern() const noexcept { return pattern_; }
  [[nodiscard]] const CholeskyPlan& plan() const noexcept { return plan_; }
  [[nodiscard]] bool has_share() const noexcept;
  /// The share lies below this: 1, or 1/(largest eigenvalue of W).
  [[nodiscard]] double most_share() const noexcept { return most_share_; }
  /// Which unknowns sum to 0 (1.0, else 0.0); empty if none do.
  [[nodiscard]] const std::vector<double>& constrained() const noexcept { return constrained_; }
  /// The part of each unknown.
  [[nodiscard]] std::uint32_t part(std::size_t unknown) const {
    return graph_.part[unknown % areas()];
  }

  [[nodiscard]] std::vector<double> values(const Hyper& hyper) const;
  /// Log of the product of the eigenvalues that are not 0, for an sd of 1; nothing if Q is no
  /// inverse covariance. For another sd less 2 rank() log sd.
  [[nodiscard]] std::optional<double> unit_log_determinant(double share) const;
  [[nodiscard]] double rank() const;

 private:
  void scale_parts();
  void bound_share();
  [[nodiscard]] double times_weights(const std::vector<double>& x, std::vector<double>& y) const;

  Structure structure_;
  Graph graph_;
  SparsePattern pattern_;
  CholeskyPlan plan_;
  std::vector<double> constrained_;
  std::vector<double> scale_;          // of each part, kBym2
  double log_pseudo_determinant_ = 0;  // of D - W, scaled
  double most_share_ = 1.0;
};

}  // namespace sozialraum::smallarea
