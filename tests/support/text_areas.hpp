#pragma once

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "sozialraum/core/area_table.hpp"

namespace sozialraum::test {

/// Areas written as text, one a line: name, then numbers, which become the columns "1", "2", ...
/// A dot stands for a missing (not reported) cell.
inline core::AreaTable areas(const std::string& text) {
  std::vector<core::AreaCode> codes;
  std::vector<std::vector<double>> columns;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string word;
    if (!(words >> word)) continue;
    codes.push_back(core::AreaCode::parse(word, core::CodeKind::kCustom));
    for (std::size_t i = 0; words >> word; ++i) {
      if (i == columns.size()) columns.emplace_back();
      columns[i].push_back(word == "." ? std::nan("") : std::stod(word));
    }
  }
  core::AreaTable table(std::move(codes));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    table.add(core::Column::from_values(std::to_string(i + 1), std::move(columns[i])));
  }
  return table;
}

}  // namespace sozialraum::test
