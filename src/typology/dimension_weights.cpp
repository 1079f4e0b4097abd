#include "sozialraum/typology/dimension_weights.hpp"

#include <map>

namespace sozialraum::typology {

std::vector<double> dimension_weights(std::span<const std::string> dimensions) {
  std::map<std::string, double> columns;
  for (const std::string& dimension : dimensions) columns[dimension] += 1.0;
  const double fair_share =
      static_cast<double>(dimensions.size()) / static_cast<double>(columns.size());
  std::vector<double> weights;
  weights.reserve(dimensions.size());
  for (const std::string& dimension : dimensions) {
    weights.push_back(fair_share / columns.at(dimension));
  }
  return weights;
}

}  // namespace sozialraum::typology
