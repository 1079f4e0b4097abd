#pragma once

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "gal.hpp"
#include "sozialraum/indicator/counts.hpp"
#include "sozialraum/smallarea/spatial_model.hpp"

namespace sozialraum::smallarea {

/// Lip cancer in the 56 districts of Scotland, 1975-80 (Clayton and Kaldor 1987).
struct Scotland {
  std::vector<std::string> districts{};
  std::vector<double> cases{};
  std::vector<double> expected{};
  std::vector<double> outdoors{};  // share working in agriculture, fishing and forestry, in tenths

  Scotland() {
    std::ifstream file(SOZIALRAUM_GOLDEN_DIR "/smallarea/scottish_lip_cancer.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
      std::ranges::replace(line, ',', ' ');
      std::istringstream cells(line);
      std::string district;
      double y = 0.0;
      double e = 0.0;
      double x = 0.0;
      cells >> district >> y >> e >> x;
      districts.push_back(district);
      cases.push_back(y);
      expected.push_back(e);
      outdoors.push_back(x / 10.0);
    }
  }

  [[nodiscard]] spatial::Weights weights() const {
    return test::gal(SOZIALRAUM_GOLDEN_DIR "/smallarea/scottish_lip_cancer.gal", districts);
  }
  [[nodiscard]] indicator::Counts counts() const { return {.count = cases, .base = expected}; }
  [[nodiscard]] SpatialModelResult fit(SpatialModelOptions options, bool explained = true) const {
    const std::vector<std::string> names{"outdoors"};
    if (explained) options.covariates = {.values = outdoors, .names = names};
    return spatial_model(counts(), weights(), options);
  }
};

}  // namespace sozialraum::smallarea
