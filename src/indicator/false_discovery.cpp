#include "sozialraum/indicator/false_discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::indicator {

std::vector<double> false_discovery(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (std::isnan(p[i])) continue;
    if (!(p[i] >= 0.0 && p[i] <= 1.0)) {
      core::invalid_argument("p", fmt::format("holds {}; a p value lies between 0 and 1", p[i]));
    }
    order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] > p[b]; });
  std::vector<double> adjusted(p.begin(), p.end());
  const auto tests = static_cast<double>(order.size());
  double least = 1.0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double rank = tests - static_cast<double>(i);
    least = std::min(least, p[order[i]] * tests / rank);
    adjusted[order[i]] = least;
  }
  return adjusted;
}

}  // namespace sozialraum::indicator
