// Where would one more Kita help most? Four villages, one Kita today, three more candidates.
#include "sozialraum/siting/siting.hpp"

#include <cstdio>
#include <string>
#include <vector>

int main() {
  using namespace sozialraum;
  // Children, and their minutes to the candidates Dorf (open today), Au, Berg and Wald.
  const std::vector<double> children{120, 45, 60, 30};
  const std::vector<std::size_t> begin{0, 3, 6, 9, 11};
  const std::vector<std::uint32_t> candidate{0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 3};
  const std::vector<double> minutes{4, 12, 15, 11, 3, 14, 16, 5, 9, 13, 6};
  const std::vector<std::string> codes{"Dorf", "Au", "Berg", "Wald"};
  const siting::SitingTable table{.people = children,
                                  .begin = begin,
                                  .candidate = candidate,
                                  .minutes = minutes,
                                  .codes = codes};

  const siting::Siting answer = siting::p_median(
      table,
      {.new_sites = 1, .existing = {0}, .unserved = core::Minutes{30}, .search = {.solutions = 3}});

  for (const siting::SitingSolution& solution : answer.solutions) {
    std::printf("%6.0f child-minutes with", solution.objective);
    for (const std::uint32_t site : solution.sites) std::printf(" %s", codes[site].c_str());
    std::printf("\n");
  }
  std::printf("proven: %s; without a way: %.0f children\n", answer.proven ? "yes" : "no",
              answer.people_unserved);
}
