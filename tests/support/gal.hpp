#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "sozialraum/spatial/weights.hpp"

namespace sozialraum::test {

/// Neighbours from a GAL file (GeoDa): a head line, then per area its id and their number, and a
/// line with their ids. The rows are in the order of `ids`.
inline spatial::Weights gal(const std::string& path, const std::vector<std::string>& ids) {
  std::map<std::string, std::size_t> row;
  std::vector<core::AreaCode> codes;
  for (const std::string& id : ids) {
    row.emplace(id, row.size());
    codes.push_back(core::AreaCode::parse(id, core::CodeKind::kCustom));
  }
  std::ifstream file(path);
  std::string head;
  std::getline(file, head);
  std::vector<std::vector<spatial::Neighbour>> rows(ids.size());
  std::string id;
  for (std::size_t count = 0; file >> id >> count;) {
    for (std::string other; count > 0 && file >> other; --count) {
      rows[row.at(id)].push_back({static_cast<core::AreaId>(row.at(other)), 1.0});
    }
  }
  return {std::move(codes), std::move(rows)};
}

}  // namespace sozialraum::test
