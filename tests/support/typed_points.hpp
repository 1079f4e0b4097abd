#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "dbase.hpp"
#include "sozialraum/typology/points.hpp"
#include "text_areas.hpp"

namespace sozialraum::test {

/// Areas with their numbers, and the view of them that typology takes.
struct OwnPoints {
  std::vector<core::AreaCode> codes{};
  std::vector<double> values{};
  std::vector<std::string> indicators{};
  std::vector<double> weights{};

  [[nodiscard]] typology::Points view() const {
    return {.codes = codes, .values = values, .indicators = indicators, .weights = weights};
  }

  void add(const std::string& code, const std::vector<double>& row) {
    codes.push_back(core::AreaCode::parse(code, core::CodeKind::kCustom));
    values.insert(values.end(), row.begin(), row.end());
    while (indicators.size() < row.size())
      indicators.push_back(std::to_string(indicators.size() + 1));
  }
};

/// Areas written as text: name, then numbers; a dot is missing.
inline OwnPoints points(const std::string& text) {
  const core::AreaTable table = areas(text);
  OwnPoints result;
  for (std::size_t i = 0; i < table.size(); ++i) {
    std::vector<double> row;
    for (const core::Column& column : table.columns()) row.push_back(column.values()[i]);
    result.add(table.codes()[i].text(), row);
  }
  return result;
}

/// The same areas in another order of rows.
inline OwnPoints reordered(const OwnPoints& from, const std::vector<std::size_t>& order) {
  OwnPoints result;
  result.indicators = from.indicators;
  for (const std::size_t i : order) {
    const auto row = from.view().row(i);
    result.add(from.codes[i].text(), {row.begin(), row.end()});
    if (!from.weights.empty()) result.weights.push_back(from.weights[i]);
  }
  return result;
}

/// A shuffle of 0..n-1 that is always the same: steps of 7 (n must not be a multiple of 7).
inline std::vector<std::size_t> shuffled(std::size_t n) {
  std::vector<std::size_t> order(n);
  for (std::size_t i = 0; i < n; ++i) order[i] = i * 7 % n;
  return order;
}

/// Guerry's moral statistics of France, 85 départements: six variables as z values with n - 1.
inline OwnPoints guerry() {
  const std::string path = SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf";
  OwnPoints result;
  for (const std::string& code : dbase_texts(path, "CODE_DE")) result.add(code, {});
  const std::size_t n = result.codes.size();
  result.indicators = {"Crm_prs", "Crm_prp", "Litercy", "Donatns", "Infants", "Suicids"};
  result.values.resize(n * 6);
  for (std::size_t j = 0; j < 6; ++j) {
    const std::vector<double> raw = dbase_numbers(path, result.indicators[j]);
    const double mean = std::accumulate(raw.begin(), raw.end(), 0.0) / static_cast<double>(n);
    double squares = 0.0;
    for (const double x : raw) squares += (x - mean) * (x - mean);
    const double sd = std::sqrt(squares / static_cast<double>(n - 1));
    for (std::size_t i = 0; i < n; ++i) result.values[i * 6 + j] = (raw[i] - mean) / sd;
  }
  return result;
}

/// Pop1831 of the same, as weights that sum to 1.
inline std::vector<double> guerry_population() {
  std::vector<double> people =
      dbase_numbers(SOZIALRAUM_DATA_DIR "/classic/guerry/Guerry.dbf", "Pop1831");
  const double all = std::accumulate(people.begin(), people.end(), 0.0);
  for (double& x : people) x /= all;
  return people;
}

/// Three villages on the left, two on the right.
inline OwnPoints villages() {
  return points(R"(
      Au      0.0  0.0
      Berg    0.0  2.0
      Cham    1.0  1.0
      Dorf   10.0  0.0
      Esch   10.0  2.0 )");
}

}  // namespace sozialraum::test
