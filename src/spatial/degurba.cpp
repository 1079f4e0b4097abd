#include "sozialraum/spatial/degurba.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "sozialraum/core/exact_sum.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::spatial {
namespace {

constexpr double kUrbanDensity = 300.0;
constexpr double kSemiDense = 900.0;
constexpr double kDense = 1500.0;
constexpr double kLowDensity = 50.0;
constexpr double kCity = 50000.0;
constexpr double kTown = 5000.0;
constexpr double kSmallTown = 2500.0;
constexpr double kVillage = 500.0;
constexpr std::size_t kLargestHole = 15;  // and not that large itself
constexpr int kMajority = 5;
constexpr std::int32_t kApart = 2;
constexpr std::size_t kMostSquares = 100'000'000;
constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

using Label = std::uint32_t;  // 0 = none
enum class Touch : std::uint8_t { kEdges, kCorners };

void require_length(std::size_t found, std::size_t wanted, const char* argument) {
  if (found == wanted) return;
  throw core::InvalidInput({.code = "length_mismatch",
                            .severity = core::Severity::kWarning,
                            .message = fmt::format("{} numbers for {} squares", found, wanted),
                            .place = {.argument = argument}});
}

[[noreturn]] void refuse(std::string code, std::string message, const char* argument,
                         std::vector<std::string> areas = {}) {
  throw core::InvalidInput({.code = std::move(code),
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = argument},
                            .areas = std::move(areas)});
}

void require_squares(const PeopledSquares& squares) {
  const std::size_t n = squares.people.size();
  require_length(squares.column.size(), n, "column");
  require_length(squares.row.size(), n, "row");
  if (!squares.land.empty()) require_length(squares.land.size(), n, "land");
  squares.names.require_rows(n, "names");
  for (std::size_t i = 0; i < n; ++i) {
    const double people = squares.people[i];
    if (!std::isfinite(people) || people < 0.0) {
      refuse(people < 0.0 ? "negative_count" : "not_finite",
             fmt::format("{} people in {}", people, squares.names[i]), "people",
             {squares.names[i]});
    }
    const double land = squares.land.empty() ? 1.0 : squares.land[i];
    if (land > 0.0 && land <= 1.0) continue;
    core::invalid_argument("land", fmt::format("is {} in {}", land, squares.names[i]),
                           "the part of the square that is land, above 0 and at most 1");
  }
}

/// The rectangle around the squares, with a margin nobody lives in.
class Grid {
 public:
  explicit Grid(const PeopledSquares& squares) {
    const auto [west, east] = std::ranges::minmax(squares.column);
    const auto [south, north] = std::ranges::minmax(squares.row);
    west_ = std::int64_t{west} - 1;
    south_ = std::int64_t{south} - 1;
    width_ = static_cast<std::size_t>(std::int64_t{east} - west_ + 2);
    height_ = static_cast<std::size_t>(std::int64_t{north} - south_ + 2);
    if (width_ > kMostSquares || height_ > kMostSquares || width_ * height_ > kMostSquares) {
      refuse(
          "grid_too_large",
          fmt::format("the rectangle around the squares has {} by {} kilometres", width_, height_),
          "column");
    }
    at_.assign(size(), kNobody);
    density_.assign(size(), 0.0);
    people_.assign(size(), 0.0);
    for (std::size_t i = 0; i < squares.people.size(); ++i) {
      const std::size_t cell = cell_of(squares.column[i], squares.row[i]);
      if (at_[cell] != kNobody) {
        refuse("duplicate_key",
               fmt::format("{} and {} are the same square", squares.names[at_[cell]],
                           squares.names[i]),
               "column", {squares.names[at_[cell]], squares.names[i]});
      }
      at_[cell] = i;
      people_[cell] = squares.people[i];
      density_[cell] = squares.people[i] / (squares.land.empty() ? 1.0 : squares.land[i]);
    }
  }

  [[nodiscard]] std::size_t size() const noexcept { return width_ * height_; }
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] std::size_t height() const noexcept { return height_; }
  [[nodiscard]] double density(std::size_t cell) const { return density_[cell]; }
  [[nodiscard]] double people(std::size_t cell) const { return people_[cell]; }
  [[nodiscard]] std::size_t square(std::size_t cell) const { return at_[cell]; }

  /// Calls `visit` with every neighbour of a cell inside the rectangle.
  template <class Visit>
  void around(std::size_t cell, Touch touch, Visit visit) const {
    const std::size_t x = cell % width_;
    const std::size_t y = cell / width_;
    const bool west = x > 0;
    const bool east = x + 1 < width_;
    const bool south = y > 0;
    const bool north = y + 1 < height_;
    if (west) visit(cell - 1);
    if (east) visit(cell + 1);
    if (south) visit(cell - width_);
    if (north) visit(cell + width_);
    if (touch == Touch::kEdges) return;
    if (south && west) visit(cell - width_ - 1);
    if (south && east) visit(cell - width_ + 1);
    if (north && west) visit(cell + width_ - 1);
    if (north && east) visit(cell + width_ + 1);
  }

 private:
  [[nodiscard]] std::size_t cell_of(std::int32_t column, std::int32_t row) const {
    return static_cast<std::size_t>(row - south_) * width_ +
           static_cast<std::size_t>(column - west_);
  }

  std::int64_t west_ = 0;
  std::int64_t south_ = 0;
  std::size_t width_ = 0;
  std::size_t height_ = 0;
  std::vector<std::size_t> at_{};
  std::vector<double> density_{};
  std::vector<double> people_{};
};

/// Cells that hang together, in the order of the rows of the rectangle.
using Cluster = std::vector<std::size_t>;

/// All cells that hang together with `first` and are wanted; they are marked as seen.
template <class Wanted>
Cluster grow(const Grid& grid, std::size_t first, Touch touch, std::vector<bool>& seen,
             Wanted wanted) {
  Cluster cluster{first};
  seen[first] = true;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    grid.around(cluster[i], touch, [&](std::size_t next) {
      if (seen[next] || !wanted(next)) return;
      seen[next] = true;
      cluster.push_back(next);
    });
  }
  return cluster;
}

template <class Wanted>
std::vector<Cluster> clusters_of(const Grid& grid, Touch touch, Wanted wanted) {
  std::vector<bool> seen(grid.size(), false);
  std::vector<Cluster> clusters;
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    if (!seen[cell] && wanted(cell)) clusters.push_back(grow(grid, cell, touch, seen, wanted));
  }
  return clusters;
}

double people_of(const Grid& grid, const Cluster& cluster) {
  core::ExactSum sum;
  for (const std::size_t cell : cluster) sum.add(grid.people(cell));
  return sum.value();
}

/// What a city encloses: cells from which no way over edges leads to the rim without crossing it.
void fill_holes(const Grid& grid, std::vector<Label>& city, Label own) {
  const auto outside = [&](std::size_t cell) { return city[cell] != own; };
  std::vector<bool> seen(grid.size(), false);
  static_cast<void>(grow(grid, 0, Touch::kEdges, seen, outside));  // the margin is nobody's
  for (std::size_t cell = 0; cell < grid.size(); ++cell) {
    if (seen[cell] || !outside(cell)) continue;
    const Cluster hole = grow(grid, cell, Touch::kEdges, seen, outside);
    if (hole.size() >= kLargestHole) continue;
    for (const std::size_t inside : hole) {
      if (city[inside] == 0) city[inside] = own;
    }
  }
}

/// A cell that five of its eight neighbours of one city surround becomes part of it, and again.
void smooth(const Grid& grid, std::vector<Label>& city) {
  std::vector<std::pair<std::size_t, Label>> added;
  do {
    added.clear();
    for (std::size_t cell = 0; cell < grid.size(); ++cell) {
      if (city[cell] != 0) continue;
      std::array<Label, 8> near{};
      std::size_t count = 0;
      grid.around(cell, Touch::kCorners, [&](std::size_t next) {
        if (city[next] != 0) near[count++] = city[next];
      });
      if (count < kMajority) continue;
      for (std::size_t k = 0; k < count; ++k) {
        if (std::count(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near[k]) >=
            kMajority) {
          added.emplace_back(cell, near[k]);
          break;
        }
      }
    }
    for (const auto& [cell, label] : added) city[cell] = label;
  } while (!added.empty());
}

std::vector<Label> cities_of(const Grid& grid) {
  std::vector<Label> city(grid.size(), 0);
  Label label = 0;
  const auto dense = [&](std::size_t cell) { return grid.density(cell) >= kDense; };
  for (const Cluster& cluster : clusters_of(grid, Touch::kEdges, dense)) {
    if (people_of(grid, cluster) < kCity) continue;
    ++label;
    for (const std::size_t cell : cluster) city[cell] = label;
  }
  for (Label own = 1; own <= label; ++own) fill_holes(grid, city, own);
  if (label > 0) smooth(grid, city);
  return city;
}

/// The classes of all cells of the rectangle, and the settlements they belong to.
class Classes {
 public:
  explicit Classes(const Grid& grid)
      : grid_(grid), kind_(grid.size()), urban_(grid.size(), false), settlement_(grid.size(), 0) {
    by_density();
    cities();
    dense_towns();
    urban_clusters();
    semi_dense_towns();
    villages();
  }

  [[nodiscard]] SettlementSquares answer(std::size_t squares) const {
    SettlementSquares found{.kind = std::vector(squares, SettlementClass::kVeryLow),
                            .level1 = std::vector(squares, std::uint8_t{1}),
                            .settlement = std::vector(squares, std::size_t{0}),
                            .people = std::vector(squares, 0.0)};
    std::vector<std::size_t> number(people_.size() + 1, 0);
    std::size_t last = 0;
    for (std::size_t cell = 0; cell < grid_.size(); ++cell) {
      const std::size_t square = grid_.square(cell);
      if (square == kNobody) continue;
      const bool city = kind_[cell] == SettlementClass::kUrbanCentre;
      found.kind[square] = kind_[cell];
      found.level1[square] = city ? 3 : urban_[cell] ? 2 : 1;
      const Label own = settlement_[cell];
      if (own == 0) continue;
      if (number[own] == 0) number[own] = ++last;
      found.settlement[square] = number[own];
      found.people[square] = people_[own - 1];
    }
    return found;
  }

 private:
  void by_density() {
    for (std::size_t cell = 0; cell < grid_.size(); ++cell) {
      kind_[cell] =
          grid_.density(cell) >= kLowDensity ? SettlementClass::kLow : SettlementClass::kVeryLow;
    }
  }

  void cities() {
    const std::vector<Label> city = cities_of(grid_);
    std::map<Label, Cluster> cells;
    for (std::size_t cell = 0; cell < grid_.size(); ++cell) {
      if (city[cell] != 0) cells[city[cell]].push_back(cell);
    }
    for (const auto& [label, cluster] : cells) settle(cluster, SettlementClass::kUrbanCentre);
  }

  void dense_towns() {
    const auto wanted = [&](std::size_t cell) {
      return grid_.density(cell) >= kDense && settlement_[cell] == 0;
    };
    for (const Cluster& cluster : clusters_of(grid_, Touch::kEdges, wanted)) {
      if (people_of(grid_, cluster) >= kTown) settle(cluster, SettlementClass::kDense);
    }
  }

  void urban_clusters() {
    const auto wanted = [&](std::size_t cell) { return grid_.density(cell) >= kUrbanDensity; };
    for (const Cluster& cluster : clusters_of(grid_, Touch::kCorners, wanted)) {
      if (people_of(grid_, cluster) < kTown) continue;
      for (const std::size_t cell : cluster) {
        urban_[cell] = true;
        if (settlement_[cell] == 0) kind_[cell] = SettlementClass::kSuburban;
      }
    }
  }

  void semi_dense_towns() {
    const auto wanted = [&](std::size_t cell) {
      return urban_[cell] && grid_.density(cell) >= kSemiDense && settlement_[cell] == 0;
    };
    std::vector<Cluster> towns;
    for (Cluster& cluster : clusters_of(grid_, Touch::kEdges, wanted)) {
      if (people_of(grid_, cluster) < kSmallTown) continue;
      if (std::ranges::none_of(cluster, [&](std::size_t cell) { return near_denser(cell); })) {
        towns.push_back(std::move(cluster));
      }
    }
    for (const Cluster& town : towns) settle(town, SettlementClass::kSemiDense);
  }

  void villages() {
    const auto wanted = [&](std::size_t cell) {
      return grid_.density(cell) >= kUrbanDensity && !urban_[cell] && settlement_[cell] == 0;
    };
    for (const Cluster& cluster : clusters_of(grid_, Touch::kCorners, wanted)) {
      if (people_of(grid_, cluster) >= kVillage) settle(cluster, SettlementClass::kRuralCluster);
    }
  }

  /// Is a square of a city or a dense town within two squares?
  [[nodiscard]] bool near_denser(std::size_t cell) const {
    const auto x = static_cast<std::int32_t>(cell % grid_.width());
    const auto y = static_cast<std::int32_t>(cell / grid_.width());
    for (std::int32_t v = std::max(0, y - kApart);
         v <= std::min(static_cast<std::int32_t>(grid_.height()) - 1, y + kApart); ++v) {
      for (std::int32_t u = std::max(0, x - kApart);
           u <= std::min(static_cast<std::int32_t>(grid_.width()) - 1, x + kApart); ++u) {
        const std::size_t other =
            static_cast<std::size_t>(v) * grid_.width() + static_cast<std::size_t>(u);
        if (settlement_[other] != 0 && kind_[other] >= SettlementClass::kDense) return true;
      }
    }
    return false;
  }

  void settle(const Cluster& cluster, SettlementClass kind) {
    people_.push_back(people_of(grid_, cluster));
    for (const std::size_t cell : cluster) {
      kind_[cell] = kind;
      settlement_[cell] = static_cast<Label>(people_.size());
    }
  }

  const Grid& grid_;
  std::vector<SettlementClass> kind_;
  std::vector<bool> urban_;
  std::vector<Label> settlement_;
  std::vector<double> people_{};
};

std::size_t part_of(SettlementClass kind) {
  switch (kind) {
    case SettlementClass::kUrbanCentre:
      return 0;
    case SettlementClass::kDense:
    case SettlementClass::kSemiDense:
      return 1;
    case SettlementClass::kSuburban:
      return 2;
    case SettlementClass::kRuralCluster:
      return 3;
    case SettlementClass::kLow:
      return 4;
    case SettlementClass::kVeryLow:
      break;
  }
  return 5;
}

/// The people of one area, by kind of square and by settlement.
struct AreaSums {
  std::array<core::ExactSum, 6> kinds{};
  std::map<std::size_t, core::ExactSum> settlements{};
};

std::uint8_t degree_of(double city, double rural) {
  if (std::isnan(city)) return 0;
  if (city >= 0.5) return 1;
  return rural > 0.5 ? 3 : 2;
}

}  // namespace

SettlementSquares degurba(const PeopledSquares& squares) {
  require_squares(squares);
  if (squares.people.empty()) return {};
  const Grid grid(squares);
  return Classes(grid).answer(squares.people.size());
}

SettlementShares settlement_shares(const SettlementSquares& found, const PeopledSquares& squares,
                                   std::span<const std::size_t> of, std::size_t areas) {
  require_squares(squares);
  require_length(found.kind.size(), squares.people.size(), "found");
  require_length(of.size(), squares.people.size(), "of");
  std::vector<AreaSums> sums(areas);
  for (std::size_t i = 0; i < of.size(); ++i) {
    if (of[i] >= areas) {
      core::invalid_argument("of", fmt::format("is {}, but there are {} areas", of[i], areas));
    }
    sums[of[i]].kinds[part_of(found.kind[i])].add(squares.people[i]);
    if (found.settlement[i] != 0 && squares.people[i] > 0.0) {
      sums[of[i]].settlements[found.settlement[i]].add(squares.people[i]);
    }
  }
  SettlementShares shares;
  for (const AreaSums& area : sums) {
    core::ExactSum all;
    std::array<double, 6> kinds{};
    for (std::size_t k = 0; k < kinds.size(); ++k) all.add(kinds[k] = area.kinds[k].value());
    const double people = all.value();
    const auto share = [&](double part) {
      return people > 0.0 ? part / people : std::numeric_limits<double>::quiet_NaN();
    };
    double largest = 0.0;
    for (const auto& [number, sum] : area.settlements) largest = std::max(largest, sum.value());
    shares.people.push_back(people);
    shares.city.push_back(share(kinds[0]));
    shares.town.push_back(share(kinds[1]));
    shares.suburban.push_back(share(kinds[2]));
    shares.village.push_back(share(kinds[3]));
    shares.low.push_back(share(kinds[4]));
    shares.very_low.push_back(share(kinds[5]));
    shares.settlements.push_back(area.settlements.size());
    shares.largest.push_back(share(largest));
    shares.degree.push_back(degree_of(share(kinds[0]), share(kinds[3] + kinds[4] + kinds[5])));
  }
  return shares;
}

}  // namespace sozialraum::spatial
