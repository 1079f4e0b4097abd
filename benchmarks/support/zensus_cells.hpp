#pragma once

#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace sozialraum::bench {

/// Children and inhabitants of areas.
struct Cells {
  std::vector<double> children;
  std::vector<double> inhabitants;
};

/// The 1-km cells of Lower Saxony that publish the share below 18 (Zensus 2011).
inline Cells zensus_cells() {
  std::ifstream file(SOZIALRAUM_DATA_DIR "/zensus_grid/zensus2011_1km_niedersachsen_inhabited.csv");
  Cells cells;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::istringstream words(line);
    std::vector<double> row;
    for (std::string cell; row.size() < 5 && std::getline(words, cell, ',');) {
      row.push_back(std::stod(cell));
    }
    if (row.at(4) < 0) continue;
    cells.inhabitants.push_back(row[2]);
    cells.children.push_back(static_cast<double>(static_cast<long>(row[4] * row[2] / 100 + .5)));
  }
  return cells;
}

/// Made-up areas of 1 to 1,000 persons, of whom 5 to 30 % are children: more spread than chance
/// makes, so that no shortcut is taken.
inline Cells made_up_cells(std::size_t n) {
  std::mt19937 dice(7);
  std::uniform_int_distribution<int> people(1, 1000);
  std::uniform_real_distribution<double> share(.05, .30);
  Cells cells;
  for (std::size_t i = 0; i < n; ++i) {
    const int inhabitants = people(dice);
    std::binomial_distribution<int> children(inhabitants, share(dice));
    cells.inhabitants.push_back(inhabitants);
    cells.children.push_back(children(dice));
  }
  return cells;
}

}  // namespace sozialraum::bench
