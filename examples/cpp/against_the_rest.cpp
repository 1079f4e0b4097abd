#include <cstdio>
#include <sozialraum/indicator/contrast.hpp>
#include <sozialraum/indicator/slope_index.hpp>
#include <string>
#include <vector>

int main() {
  namespace indicator = sozialraum::indicator;
  // Registered unemployed and persons aged 15-64 in 2021, four communes of Hameln-Pyrmont.
  const std::vector<std::string> names{"Aerzen", "Coppenbrügge", "Hameln", "Hessisch Oldendorf"};
  const std::vector<double> unemployed{245, 154, 2592, 445};
  const std::vector<double> persons{6416, 4347, 34832, 11278};
  const std::vector<std::size_t> one_region(names.size(), 0);

  // Each against the others together, itself taken out.
  const auto found =
      indicator::against_region({.count = unemployed, .base = persons, .areas = names}, one_region);
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::printf("%-18s %.2f %%, the rest %.2f %%: %+.2f points (%+.2f to %+.2f)\n",
                names[i].c_str(), 100 * found.value[i], 100 * found.other[i],
                100 * found.difference[i], 100 * found.lower[i], 100 * found.upper[i]);
  }

  // Invented: fifths of all areas by deprivation, worst off first; share of early leavers in %.
  const std::vector<double> leavers{12.1, 9.8, 8.0, 7.1, 5.2};
  const std::vector<double> error{0.6, 0.6, 0.5, 0.5, 0.4};
  const std::vector<double> pupils{2100, 2000, 1950, 2050, 2000};
  const std::vector<double> rank{1, 2, 3, 4, 5};
  const auto line =
      indicator::slope_index({.value = leavers, .people = pupils, .rank = rank, .error = error});
  std::printf("from the worst to the best off: %+.1f points (%+.1f to %+.1f)\n", line.slope,
              line.slope_interval.lower, line.slope_interval.upper);
}
