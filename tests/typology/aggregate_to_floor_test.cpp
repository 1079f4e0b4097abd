#include "sozialraum/typology/aggregate_to_floor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "region_cases.hpp"
#include "throws.hpp"

namespace sozialraum::typology {
namespace {

using Links = std::vector<RegionLink>;
using Units = std::vector<std::uint32_t>;
using test::codes_of;

std::vector<std::string> names(const RegionGraph& graph, const std::vector<std::uint32_t>& rows) {
  std::vector<std::string> result;
  for (const std::uint32_t row : rows) result.push_back(graph.codes()[row].text());
  return result;
}

TEST(AggregateToFloor, JoinsTheSmallVillageToItsSmallNeighbourNotToTheTown) {
  // Berg to Cham would leave Au alone with 120: one unit. Au with Berg: two units, 4 minutes.
  const RegionGraph graph(codes_of({"Au", "Berg", "Cham"}), Links{{0, 1, 4.0}, {1, 2, 1.0}});
  const std::vector<double> people{120, 200, 900};
  const auto result = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 300}});
  EXPECT_EQ(result.unit, (Units{0, 0, 1}));
  ASSERT_EQ(result.units.size(), 2U);
  EXPECT_EQ(names(graph, result.units[0].members), (std::vector<std::string>{"Berg", "Au"}));
  EXPECT_EQ(result.units[0].sums, (std::vector<double>{320}));
  EXPECT_EQ(result.cost, 4.0);
  EXPECT_EQ(result.most_units, 2U);
  EXPECT_TRUE(result.proven);
  EXPECT_EQ(result.reasons,
            (std::vector{FloorReason::kTooSmall, FloorReason::kTooSmall, FloorReason::kAlone}));
  EXPECT_TRUE(result.findings.empty());
}

TEST(AggregateToFloor, TellsWhyEveryMergeWasMade) {
  // Both floors at once: Berg carries the people but not the children.
  const RegionGraph graph(codes_of({"Au", "Berg", "Cham"}), Links{{0, 1, 4.0}, {1, 2, 6.0}});
  const std::vector<double> people{100, 400, 900};
  const std::vector<double> children{12, 20, 90};
  const auto result = aggregate_to_floor(
      graph, std::vector<Floor>{{"people", people, 300}, {"children", children, 30}});
  ASSERT_EQ(result.units.size(), 2U);
  ASSERT_EQ(result.units[0].merges.size(), 1U);
  const FloorMerge& merge = result.units[0].merges[0];
  EXPECT_EQ(merge.needy, 0U);  // Au: 100 of 300 people is less than 12 of 30 children
  EXPECT_EQ(merge.other, 1U);
  EXPECT_EQ(merge.floor, 0U);
  EXPECT_EQ(merge.count, 100.0);
  EXPECT_EQ(merge.cost, 4.0);
  EXPECT_EQ(result.units[0].sums, (std::vector<double>{500, 32}));
}

TEST(AggregateToFloor, TheTownTakesInWhatHasNobodyElse) {
  const RegionGraph graph(codes_of({"Au", "Town"}), Links{{0, 1, 8.0}});
  const std::vector<double> people{100, 5000};
  const auto result = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 300}});
  EXPECT_EQ(result.unit, (Units{0, 0}));
  EXPECT_EQ(names(graph, result.units[0].members), (std::vector<std::string>{"Town", "Au"}));
  EXPECT_EQ(result.reasons, (std::vector{FloorReason::kTooSmall, FloorReason::kTookIn}));
  EXPECT_EQ(name(result.reasons[1]), "took_in");
}

TEST(AggregateToFloor, NamesAnIslandThatStaysBelowTheFloor) {
  const RegionGraph graph(codes_of({"Au", "Berg", "Cham", "Insel 1", "Insel 2"}),
                          Links{{0, 1, 1.0}, {1, 2, 1.0}, {3, 4, 2.0}});
  const std::vector<double> people{500, 600, 700, 90, 110};
  const auto result = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 300}});
  EXPECT_EQ(result.unit, (Units{0, 1, 2, 3, 3}));
  EXPECT_FALSE(result.units[3].carries);
  EXPECT_EQ(result.reasons[3], FloorReason::kCannotReach);
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].code, "several_components");
  EXPECT_EQ(result.findings[1].code, "floor_not_reached");
  EXPECT_EQ(result.findings[1].areas, (std::vector<std::string>{"Insel 1", "Insel 2"}));
  EXPECT_EQ(result.findings[1].details[0].second, "people 200 of 300");
}

TEST(AggregateToFloor, FindsThreeUnitsOnTheKnownGrid) {
  // A 3 x 3 grid with 1,010 people: three units of 300 are possible, as an enumeration of its 1,434
  // connected divisions shows.
  const std::vector<double> people{120, 80, 200, 60, 150, 90, 110, 70, 130};
  const RegionGraph graph(test::numbered_codes(9), test::grid_links(3, 3));
  const auto result = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 300}});
  EXPECT_EQ(result.units.size(), 3U);
  EXPECT_EQ(result.cost, 6.0);
  EXPECT_TRUE(result.proven);
}

/// The most units and the least cost by trying every division into groups that hang together.
struct BruteForce {
  std::uint32_t units = 0;
  double cost = 0.0;
};

double tree_cost(Links links, const Units& label, std::uint32_t which) {
  std::ranges::sort(links, {}, &RegionLink::cost);
  Units part(label.size());
  std::iota(part.begin(), part.end(), 0U);
  double sum = 0.0;
  for (const auto& [one, other, cost] : links) {
    if (label[one] != which || label[other] != which || part[one] == part[other]) continue;
    std::ranges::replace(part, Units::value_type{part[other]}, Units::value_type{part[one]});
    sum += cost;
  }
  return sum;
}

BruteForce by_trying_all(const Links& links, std::span<const Floor> floors) {
  BruteForce best{.cost = std::numeric_limits<double>::infinity()};
  test::every_division(floors[0].counts.size(), [&](const Units& label, std::uint32_t groups) {
    if (groups < best.units) return;
    double cost = 0.0;
    for (std::uint32_t g = 0; g < groups; ++g) {
      for (const Floor& floor : floors) {
        double sum = 0.0;
        for (std::size_t i = 0; i < label.size(); ++i) sum += label[i] == g ? floor.counts[i] : 0.0;
        if (sum < floor.least) return;
      }
      if (!test::hang_together(links, label, g)) return;
      cost += tree_cost(links, label, g);
    }
    if (groups > best.units || cost < best.cost) best = {groups, cost};
  });
  return best;
}

/// Links as the graph understands them: of several between two areas the dearest.
Links dearest(Links links) {
  for (RegionLink& link : links) {
    if (link.one > link.other) std::swap(link.one, link.other);
  }
  std::ranges::sort(links, [](const RegionLink& a, const RegionLink& b) {
    return std::tie(a.one, a.other, b.cost) < std::tie(b.one, b.other, a.cost);
  });
  const auto twins = std::ranges::unique(links, [](const RegionLink& a, const RegionLink& b) {
    return a.one == b.one && a.other == b.other;
  });
  links.erase(twins.begin(), twins.end());
  return links;
}

TEST(AggregateToFloor, IsAsGoodAsTryingEveryDivision) {
  std::size_t divided = 0;
  for (std::uint64_t run = 0; run < 150; ++run) {
    core::RandomStream dice(3, "floor", run);
    const auto n = static_cast<std::uint32_t>(2 + dice.below(7));
    const Links links = dearest(test::random_links(n, dice));
    std::vector<double> people(n);
    std::vector<double> children(n);
    for (double& x : people) x = static_cast<double>(dice.below(200));
    for (double& x : children) x = static_cast<double>(dice.below(20));
    const std::vector<Floor> floors{{"people", people, 150.0}, {"children", children, 12.0}};
    const RegionGraph graph(test::numbered_codes(n), links);
    const BruteForce best = by_trying_all(links, floors);
    for (const std::uint64_t steps : {2'000'000U, 0U}) {  // exactly, and by windows
      const auto found = aggregate_to_floor(graph, floors, {.exact_steps = steps});
      const bool possible =
          std::ranges::all_of(found.units, [](const FloorUnit& unit) { return unit.carries; });
      ASSERT_EQ(possible, best.units > 0) << run;
      if (!possible) continue;
      EXPECT_EQ(found.units.size(), best.units) << run << " with " << steps;
      EXPECT_EQ(found.cost, best.cost) << run << " with " << steps;
      divided += best.units > 1 ? 1 : 0;
    }
  }
  EXPECT_GT(divided, 100U);  // the cases are not trivial
}

TEST(AggregateToFloor, EveryUnitHangsTogetherAndKeepsEveryFloorInTenThousandCases) {
  for (std::uint64_t run = 0; run < 10'000; ++run) {
    core::RandomStream dice(4, "floor", run);
    const auto n = static_cast<std::uint32_t>(1 + dice.below(16));
    const Links links = test::random_links(n, dice);
    std::vector<double> people(n);
    std::vector<double> children(n);
    for (double& x : people) x = static_cast<double>(dice.below(300));
    for (double& x : children) x = static_cast<double>(dice.below(40));
    const std::vector<Floor> floors{{"people", people, 300.0}, {"children", children, 30.0}};
    const RegionGraph graph(test::numbered_codes(n), links);
    const auto found = aggregate_to_floor(graph, floors, {.exact_steps = 300});
    std::size_t named = 0;
    for (const auto& finding : found.findings) {
      if (finding.code == "floor_not_reached") named += finding.areas.size();
    }
    for (std::uint32_t u = 0; u < found.units.size(); ++u) {
      const FloorUnit& unit = found.units[u];
      ASSERT_TRUE(test::hang_together(links, found.unit, u)) << run;
      ASSERT_EQ(unit.merges.size() + 1, unit.members.size()) << run;
      ASSERT_EQ(unit.carries, unit.sums[0] >= 300 && unit.sums[1] >= 30) << run;
      for (const FloorMerge& merge : unit.merges) {
        ASSERT_LT(merge.count, floors[merge.floor].least) << run;  // every merge was needed
      }
      if (!unit.carries) named -= unit.members.size();
    }
    ASSERT_EQ(named, 0U) << run;
    ASSERT_LE(found.units.size(), found.most_units) << run;
  }
}

TEST(AggregateToFloor, RowOrderAndThreadsDoNotMatter) {
  core::RandomStream dice(5, "floor");
  const std::uint32_t n = 60;
  const Links links = test::random_links(n, dice);
  std::vector<double> people(n);
  for (double& x : people) x = static_cast<double>(dice.below(200));
  const RegionGraph graph(test::numbered_codes(n), links);
  const auto straight = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 300}});

  const auto row = [&](std::uint32_t i) { return i * 7 % n; };  // 60 is no multiple of 7
  std::vector<core::AreaCode> codes = test::numbered_codes(n);
  std::vector<double> mixed_people(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    codes[row(i)] = graph.codes()[i];
    mixed_people[row(i)] = people[i];
  }
  Links mixed_links;
  for (const RegionLink& link : links)
    mixed_links.push_back({row(link.other), row(link.one), link.cost});
  std::ranges::reverse(mixed_links);
  const auto mixed = aggregate_to_floor(RegionGraph(codes, mixed_links),
                                        std::vector<Floor>{{"people", mixed_people, 300}},
                                        {.execution = {.threads = 3}});
  for (std::uint32_t i = 0; i < n; ++i) EXPECT_EQ(mixed.unit[row(i)], straight.unit[i]);
  EXPECT_EQ(mixed.cost, straight.cost);
  EXPECT_EQ(mixed.findings, straight.findings);
}

TEST(AggregateToFloor, SaysWhenItIsNotProven) {
  const std::uint32_t n = 400;
  const RegionGraph graph(test::numbered_codes(n), test::grid_links(20, 20));
  const std::vector<double> people(n, 100.0);
  const auto result = aggregate_to_floor(graph, std::vector<Floor>{{"people", people, 200}});
  EXPECT_FALSE(result.proven);
  EXPECT_EQ(result.most_units, 200U);
  EXPECT_EQ(result.units.size(), 200U);  // dominoes
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "not_proven");
}

TEST(AggregateToFloor, RefusesFloorsAndCountsThatAreNone) {
  const RegionGraph graph(codes_of({"Au", "Berg"}), Links{{0, 1, 1.0}});
  const auto code = [&](std::vector<double> counts, double least) {
    return test::finding_of([&] {
             static_cast<void>(
                 aggregate_to_floor(graph, std::vector<Floor>{{"people", counts, least}}));
           })
        .code;
  };
  EXPECT_EQ(code({1}, 3), "length_mismatch");
  EXPECT_EQ(code({1, -1}, 3), "negative_count");
  EXPECT_EQ(code({1, std::numeric_limits<double>::quiet_NaN()}, 3), "missing_values");
  EXPECT_EQ(code({1, 1}, 0), "invalid_argument");
  EXPECT_EQ(code({1, 1}, std::numeric_limits<double>::infinity()), "invalid_argument");
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(aggregate_to_floor(graph, {})); }).code,
            "no_floors");
}

}  // namespace
}  // namespace sozialraum::typology
