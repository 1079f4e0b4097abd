#include "sozialraum/osm/import_report.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sozialraum::osm {
namespace {

int rank(const std::string& effect) {
  constexpr std::array<std::string_view, 5> kOrder{"read", "kept", "repaired", "dropped", "noted"};
  return static_cast<int>(std::find(kOrder.begin(), kOrder.end(), effect) - kOrder.begin());
}

}  // namespace

void ImportReport::count(const std::string& subject, const std::string& effect,
                         const std::string& reason, std::uint64_t times,
                         const std::string& meaning) {
  if (times == 0) return;
  ImportRow& row = rows_[{{subject, rank(effect)}, reason}];
  if (row.count == 0) row = {subject, effect, reason, 0, meaning};
  row.count += times;
}

std::vector<ImportRow> ImportReport::rows() const {
  std::vector<ImportRow> rows;
  for (const auto& [key, row] : rows_) rows.push_back(row);
  return rows;
}

std::uint64_t ImportReport::of(const std::string& subject, const std::string& effect,
                               const std::string& reason) const {
  const auto found = rows_.find({{subject, rank(effect)}, reason});
  return found == rows_.end() ? 0 : found->second.count;
}

}  // namespace sozialraum::osm
