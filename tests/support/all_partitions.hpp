#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "typed_points.hpp"

namespace sozialraum::test {

/// Calls `look` with every partition of n areas into exactly k types, each once.
inline void for_each_partition(std::size_t n, std::size_t k,
                               const std::function<void(std::span<const std::uint32_t>)>& look) {
  std::vector<std::uint32_t> types(n, 0);
  const std::function<void(std::size_t, std::uint32_t)> put = [&](std::size_t i,
                                                                  std::uint32_t used) {
    if (i == n) {
      if (used == k) look(types);
      return;
    }
    for (std::uint32_t type = 0; type <= used && type < k; ++type) {
      types[i] = type;
      put(i + 1, std::max(used, type + 1));
    }
  };
  put(0, 0);
}

/// Sum of squares within the types by its definition, pair by pair: sum of w w d² over the weight.
inline double within_by_pairs(const typology::Points& points, std::span<const std::uint32_t> types,
                              std::size_t k) {
  double sum = 0.0;
  for (std::uint32_t type = 0; type < k; ++type) {
    double pairs = 0.0;
    double weight = 0.0;
    for (std::size_t a = 0; a < points.areas(); ++a) {
      if (types[a] != type) continue;
      weight += points.weight(a);
      for (std::size_t b = 0; b < a; ++b) {
        if (types[b] != type) continue;
        double distance2 = 0.0;
        for (std::size_t j = 0; j < points.columns(); ++j) {
          const double gap = points.row(a)[j] - points.row(b)[j];
          distance2 += gap * gap;
        }
        pairs += points.weight(a) * points.weight(b) * distance2;
      }
    }
    if (weight > 0.0) sum += pairs / weight;
  }
  return sum;
}

/// Invented areas, the same for the same number: normal values, 20 to 500 people.
inline OwnPoints invented(std::size_t areas, std::size_t columns, std::uint64_t number) {
  core::RandomStream random(number, "invented areas");
  OwnPoints result;
  for (std::size_t i = 0; i < areas; ++i) {
    std::vector<double> row(columns);
    for (double& x : row) x = random.normal();
    result.add(std::to_string(100000 + i), row);
    result.weights.push_back(20.0 + static_cast<double>(random.below(481)));
  }
  return result;
}

}  // namespace sozialraum::test
