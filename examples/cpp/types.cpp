// Which villages are alike, with enough people in every type, and which lie between two types?
#include <cstdio>
#include <string>
#include <vector>

#include "sozialraum/typology/bounded_kmeans.hpp"
#include "sozialraum/typology/fuzzy_cmeans.hpp"
#include "sozialraum/typology/second_best.hpp"

int main() {
  using namespace sozialraum;
  // Share of children and of people of 65 and older, as z values; people. Invented.
  std::vector<core::AreaCode> codes;
  for (const char* name : {"Au", "Berg", "Cham", "Dorf", "Esch", "Forst", "Gries"}) {
    codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  const std::vector<std::string> indicators{"under 18", "65 and older"};
  const std::vector<double> z{1.2, -0.9, 1.0, -1.1, 0.8, -0.6, -0.1,
                              0.1, -0.9, 0.7, -1.1, 1.0, -0.9, 0.8};
  const std::vector<double> people{420, 180, 950, 260, 140, 510, 90};
  const typology::Points villages{
      .codes = codes, .values = z, .indicators = indicators, .weights = people};

  // Every type shall hold at least 500 people.
  const std::vector<typology::Bound> floors{{.name = "people", .counts = people, .least = 500}};
  const auto found = typology::bounded_kmeans(villages, {.types = 2, .bounds = floors});
  const auto second = typology::second_best(villages, found.clustering);
  const auto degrees = typology::fuzzy_cmeans(villages, {.types = 2});

  for (std::size_t i = 0; i < codes.size(); ++i) {
    std::printf("%-6s type %c, margin to the other %.2f, belongs %.0f %% to its type\n",
                codes[i].text().c_str(), static_cast<char>('A' + found.clustering.types[i]),
                second.margin[i], 100.0 * degrees.membership[2 * i + degrees.types[i]]);
  }
  for (std::size_t type = 0; type < 2; ++type) {
    std::printf("type %c: %.0f people\n", static_cast<char>('A' + type), found.totals[type]);
  }
}
