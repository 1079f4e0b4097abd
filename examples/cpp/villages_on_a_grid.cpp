#include <cstdint>
#include <cstdio>
#include <sozialraum/spatial/degurba.hpp>
#include <vector>

int main() {
  namespace spatial = sozialraum::spatial;
  // Invented squares of one kilometre: a village of three squares, another one, and farms.
  const std::vector<std::int32_t> column{0, 1, 1, 5, 5, 8};
  const std::vector<std::int32_t> row{0, 0, 1, 3, 4, 0};
  const std::vector<double> people{420, 610, 330, 540, 90, 12};
  const spatial::PeopledSquares squares{.column = column, .row = row, .people = people};

  const auto found = spatial::degurba(squares);
  for (std::size_t i = 0; i < people.size(); ++i) {
    std::printf("square (%d, %d): class %d, settlement of %.0f people\n", column[i], row[i],
                static_cast<int>(found.kind[i]), found.people[i]);
  }
  const std::vector<std::size_t> commune(people.size(), 0);
  const auto shares = spatial::settlement_shares(found, squares, commune, 1);
  std::printf("%zu villages, %.0f %% of the people in them, %.0f %% in the largest\n",
              shares.settlements[0], 100 * shares.village[0], 100 * shares.largest[0]);
}
