// Which neighbours must be counted together until the numbers carry, and which form alike regions?
#include "sozialraum/typology/regions.hpp"

#include <cstdio>
#include <string>
#include <vector>

#include "sozialraum/typology/aggregate_to_floor.hpp"

int main() {
  using namespace sozialraum;
  std::vector<core::AreaCode> codes;
  for (const char* name : {"Au", "Berg", "Cham", "Dorf", "Esch", "Forst"}) {
    codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
  }
  // Roads between neighbouring villages, in minutes; people; share of children as z value.
  // Invented.
  const std::vector<typology::RegionLink> roads{{0, 1, 4.0}, {1, 2, 9.0}, {2, 3, 5.0},
                                                {3, 4, 3.0}, {4, 5, 8.0}, {5, 0, 6.0}};
  const typology::RegionGraph map(codes, roads);
  const std::vector<double> people{120, 210, 900, 80, 260, 330};

  const std::vector<typology::Floor> floors{{.name = "people", .counts = people, .least = 300}};
  const auto units = typology::aggregate_to_floor(map, floors);
  for (const typology::FloorUnit& unit : units.units) {
    for (const std::uint32_t village : unit.members) {
      std::printf("%s ", codes[village].text().c_str());
    }
    std::printf("- %.0f people\n", unit.sums[0]);
  }
  std::printf("no division has more units: %s\n", units.proven ? "proven" : "not proven");

  const std::vector<std::string> indicators{"under 18"};
  const std::vector<double> z{0.9, 1.1, -0.2, -0.4, -1.3, 0.8};
  const typology::Points points{.codes = codes, .values = z, .indicators = indicators};
  const std::vector<typology::Bound> bounds{{.name = "people", .counts = people, .least = 300}};
  const auto regions = typology::find_regions(
      points, map, {.regions = 2, .linkage = typology::RegionLinkage::kWard, .bounds = bounds});
  for (std::size_t i = 0; i < codes.size(); ++i) {
    std::printf("%s: region %c\n", codes[i].text().c_str(),
                static_cast<char>('A' + regions.clustering.types[i]));
  }
  std::printf("%.0f %% of all differences lie between the regions\n", 100.0 * regions.explained);
}
