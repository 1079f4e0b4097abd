#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sozialraum/core/area_code.hpp"
#include "sozialraum/core/random.hpp"
#include "sozialraum/typology/region_graph.hpp"

namespace sozialraum::test {

inline std::vector<core::AreaCode> codes_of(const std::vector<std::string>& texts) {
  std::vector<core::AreaCode> codes;
  for (const std::string& text : texts) {
    codes.push_back(core::AreaCode::parse(text, core::CodeKind::kCustom));
  }
  return codes;
}

/// "a00", "a01", ...: sorted as they are numbered, up to a million.
inline std::vector<core::AreaCode> numbered_codes(std::size_t n) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < n; ++i) {
    texts.push_back(std::to_string(1'000'000 + i));
    texts.back().front() = 'a';
  }
  return codes_of(texts);
}

/// The links of a grid with common borders (rook), each of cost 1.
inline std::vector<typology::RegionLink> grid_links(std::uint32_t rows, std::uint32_t columns) {
  std::vector<typology::RegionLink> links;
  for (std::uint32_t r = 0; r < rows; ++r) {
    for (std::uint32_t c = 0; c < columns; ++c) {
      const std::uint32_t i = r * columns + c;
      if (c + 1 < columns) links.push_back({i, i + 1, 1.0});
      if (r + 1 < rows) links.push_back({i, i + columns, 1.0});
    }
  }
  return links;
}

/// A random graph of n areas: a random tree (maybe with gaps), and some links more. Costs are whole
/// numbers from 1 to 9, so that their sums are exact and ties are frequent.
inline std::vector<typology::RegionLink> random_links(std::uint32_t n, core::RandomStream& dice) {
  std::vector<typology::RegionLink> links;
  const auto cost = [&] { return static_cast<double>(1 + dice.below(9)); };
  for (std::uint32_t i = 1; i < n; ++i) {
    if (dice.below(12) == 0) continue;
    links.push_back({static_cast<std::uint32_t>(dice.below(i)), i, cost()});
  }
  for (std::uint64_t more = dice.below(n + 1); more > 0; --more) {
    const auto a = static_cast<std::uint32_t>(dice.below(n));
    const auto b = static_cast<std::uint32_t>(dice.below(n));
    if (a != b) links.push_back({a, b, cost()});
  }
  return links;
}

/// Do the members hang together over the links, and over nothing else?
inline bool hang_together(const std::vector<typology::RegionLink>& links,
                          const std::vector<std::uint32_t>& label, std::uint32_t which) {
  std::vector<bool> reached(label.size());
  std::size_t members = 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] != which) continue;
    if (members++ == 0) {
      reached[i] = true;
      ++found;
    }
  }
  for (bool more = true; more;) {
    more = false;
    for (const auto& [one, other, cost] : links) {
      if (label[one] != which || label[other] != which || reached[one] == reached[other]) continue;
      reached[one] = reached[other] = true;
      ++found;
      more = true;
    }
  }
  return members > 0 && found == members;
}

/// Calls `look(label, groups)` for every way to divide n areas into groups (Bell's number of them).
template <class Look>
void every_division(std::size_t n, Look look) {
  std::vector<std::uint32_t> label(n);
  const auto place = [&](const auto& self, std::size_t i, std::uint32_t groups) -> void {
    if (i == n) return look(label, groups);
    for (std::uint32_t g = 0; g <= groups; ++g) {
      label[i] = g;
      self(self, i + 1, g == groups ? groups + 1 : groups);
    }
  };
  place(place, 0, 0);
}

}  // namespace sozialraum::test
