#include <cstdio>
#include <sozialraum/smallarea/empirical_bayes.hpp>

int main() {
  // 2021 in Aerzen, Coppenbrügge, Hameln, Hessisch Oldendorf: registered unemployed; aged 15-64.
  const std::vector<double> unemployed{245, 154, 2592, 445};
  const std::vector<double> people{6416, 4347, 34832, 11278};

  const auto result = sozialraum::smallarea::empirical_bayes({.count = unemployed, .base = people});

  for (std::size_t i = 0; i < people.size(); ++i) {
    std::printf("raw %.2f %%, adjusted %.2f %% (%.2f-%.2f), weight of the own data %.2f\n",
                100 * unemployed[i] / people[i], 100 * result.rate[i], 100 * result.lower[i],
                100 * result.upper[i], result.weight[i]);
  }
}
