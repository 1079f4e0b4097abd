#include "sozialraum/typology/kmeans_pass.hpp"

#include <fmt/format.h>

#include <cassert>

#include "sozialraum/core/finding.hpp"
#include "typology/blocks.hpp"

namespace sozialraum::typology {

PassSums::PassSums(std::span<const double> centres, std::size_t columns)
    : centres_(centres.begin(), centres.end()), columns_(columns) {
  if (columns == 0 || centres.empty() || centres.size() % columns != 0) {
    core::invalid_argument("centres", fmt::format("holds {} numbers, which are no centres of {} "
                                                  "columns",
                                                  centres.size(), columns));
  }
  sums_.resize(centres.size());
  weights_.resize(centres.size() / columns);
  sizes_.resize(weights_.size());
}

std::vector<std::uint32_t> PassSums::add(const Points& part) {
  require_measurable(part);
  if (part.columns() != columns_) {
    throw core::InvalidInput({.code = "length_mismatch",
                              .severity = core::Severity::kWarning,
                              .message = fmt::format("the centres have {} columns, the points {}",
                                                     columns_, part.columns()),
                              .place = {.argument = "points"}});
  }
  const Blocks blocks(part);
  std::vector<std::uint32_t> nearest(blocks.weights.size());
  std::vector<double> distance2(blocks.weights.size());
  nearest_centres(blocks, centres_, nearest.data(), distance2.data());
  std::vector<std::uint32_t> types(part.areas());
  for (std::size_t rank = 0; rank < blocks.rows; ++rank) {
    const std::size_t area = blocks.area_of_rank[rank];
    const std::uint32_t type = nearest[rank];
    const double weight = part.weight(area);
    types[area] = type;
    ++sizes_[type];
    weights_[type].add(weight);
    inertia_.add(weight * distance2[rank]);
    for (std::size_t j = 0; j < columns_; ++j) {
      sums_[type * columns_ + j].add(weight * part.row(area)[j]);
    }
  }
  return types;
}

void PassSums::merge(const PassSums& other) {
  assert(centres_ == other.centres_);
  for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i].merge(other.sums_[i]);
  for (std::size_t c = 0; c < weights_.size(); ++c) {
    weights_[c].merge(other.weights_[c]);
    sizes_[c] += other.sizes_[c];
  }
  inertia_.merge(other.inertia_);
}

KMeansPass PassSums::finish() const {
  KMeansPass pass{.centres = centres_, .sizes = sizes_, .inertia = inertia_.value()};
  for (const core::ExactSum& weight : weights_) pass.weights.push_back(weight.value());
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    const double weight = pass.weights[i / columns_];
    if (weight > 0.0) pass.centres[i] = sums_[i].value() / weight;
  }
  return pass;
}

}  // namespace sozialraum::typology
