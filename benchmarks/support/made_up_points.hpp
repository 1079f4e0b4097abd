#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/points.hpp"

namespace sozialraum::bench {

/// Areas around eight hidden centres, six indicators (or others): as many as a state has inhabited
/// cells.
class MadeUpPoints {
 public:
  explicit MadeUpPoints(std::size_t areas, std::size_t columns = 6) {
    constexpr std::uint64_t kCentres = 8;
    core::RandomStream dice(1, "made-up points");
    std::vector<double> centres(kCentres * columns);
    for (double& x : centres) x = 2.0 * dice.normal();
    for (std::size_t i = 0; i < areas; ++i) {
      codes_.push_back(
          core::AreaCode::parse(std::to_string(10'000'000 + i), core::CodeKind::kCustom));
      const std::size_t centre = dice.below(kCentres) * columns;
      for (std::size_t j = 0; j < columns; ++j) {
        values_.push_back(centres[centre + j] + dice.normal());
      }
    }
    for (std::size_t j = 0; j < columns; ++j) indicators_.push_back("x" + std::to_string(j));
  }

  [[nodiscard]] typology::Points points() const {
    return {.codes = codes_, .values = values_, .indicators = indicators_};
  }

 private:
  std::vector<core::AreaCode> codes_;
  std::vector<double> values_;
  std::vector<std::string> indicators_;
};

}  // namespace sozialraum::bench
