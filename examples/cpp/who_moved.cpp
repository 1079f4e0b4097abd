#include <cstdio>
#include <sozialraum/smallarea/adjusted_rates.hpp>
#include <string>
#include <vector>

int main() {
  namespace smallarea = sozialraum::smallarea;
  // Invented: children who need help, of all children, in villages of two communes.
  const std::vector<std::string> villages{"Au", "Berg", "Cham", "Dorf", "Eck", "Furt"};
  const std::vector<double> helped{4, 29, 1, 52, 12, 2};
  const std::vector<double> children{60, 150, 9, 210, 180, 7};
  const std::vector<std::string> communes{"West", "West", "West", "East", "East", "East"};

  // Towards the commune: the choice may hide a poor pocket, so the raw rate stands beside.
  const auto result = smallarea::adjusted_rates(
      {.count = helped, .base = children, .areas = villages}, {.target = smallarea::Target::kRegion,
                                                               .model = smallarea::Model::kBinomial,
                                                               .regions = communes});

  for (std::size_t i = 0; i < villages.size(); ++i) {
    std::printf(
        "%-5s raw %4.1f %%, adjusted %4.1f %% (%4.1f-%4.1f), %3.0f %% borrowed of %4.1f %%\n",
        villages[i].c_str(), 100 * result.raw[i], 100 * result.rate[i], 100 * result.lower[i],
        100 * result.upper[i], 100 * (1 - result.weight[i]), 100 * result.target[i]);
  }
  for (const auto& finding : result.findings) std::printf("%s\n", finding.message.c_str());
}
