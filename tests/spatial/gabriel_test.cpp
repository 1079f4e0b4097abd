#include "sozialraum/spatial/gabriel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::spatial {
namespace {

using Ends = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

core::AreaId id(std::size_t row) { return static_cast<core::AreaId>(row); }

/// Both directions of every pair.
std::vector<Pair> both(const std::vector<Pair>& pairs) {
  std::vector<Pair> result = pairs;
  for (const Pair& pair : pairs) result.push_back({pair.other, pair.one, pair.apart});
  return result;
}

Ends ends(const std::vector<Pair>& pairs) {
  Ends result;
  for (const Pair& pair : pairs) {
    result.emplace_back(core::index(pair.one), core::index(pair.other));
  }
  return result;
}

TEST(GabrielPairs, AreThoseBetweenWhichNobodyLies) {
  // Villages at 0, 4 and 10 minutes along a road: 16 + 36 < 100.
  const auto found =
      gabriel_pairs(3, both({{id(0), id(1), 4}, {id(1), id(2), 6}, {id(0), id(2), 10}}));
  EXPECT_EQ(ends(found), (Ends{{0, 1}, {1, 2}}));
  EXPECT_EQ(found[1].apart, 6.0);
  // With a way of its own of 7 minutes: 16 + 36 is more than 49.
  EXPECT_EQ(ends(gabriel_pairs(3, both({{id(0), id(1), 4}, {id(1), id(2), 6}, {id(0), id(2), 7}}))),
            (Ends{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(GabrielPairs, TakeTheDearerDirection) {
  const std::vector<Pair> pairs{
      {id(0), id(1), 3}, {id(1), id(0), 5}, {id(1), id(2), 2}, {id(2), id(2), 0}};
  const auto found = gabriel_pairs(3, pairs);
  EXPECT_EQ(found, (std::vector<Pair>{{id(0), id(1), 5}}));  // from 2 there is no way back
}

TEST(GabrielPairs, OfPointsHaveNoOtherPointInTheCircleOverThem) {
  std::vector<double> x;
  std::vector<double> y;
  core::RandomStream dice(7, "points");
  for (std::size_t i = 0; i < 60; ++i) {
    x.push_back(dice.uniform());
    y.push_back(dice.uniform());
  }
  std::vector<Pair> pairs;
  for (std::size_t a = 0; a < 60; ++a) {
    for (std::size_t b = 0; b < 60; ++b) {
      if (a != b) pairs.push_back({id(a), id(b), std::hypot(x[a] - x[b], y[a] - y[b])});
    }
  }
  Ends expected;
  for (std::uint32_t a = 0; a < 60; ++a) {
    for (std::uint32_t b = a + 1; b < 60; ++b) {
      const double middle_x = (x[a] + x[b]) / 2;
      const double middle_y = (y[a] + y[b]) / 2;
      const double radius = std::hypot(x[a] - x[b], y[a] - y[b]) / 2;
      bool empty = true;
      for (std::uint32_t c = 0; c < 60; ++c) {
        if (c == a || c == b) continue;
        empty = empty && std::hypot(x[c] - middle_x, y[c] - middle_y) >= radius;
      }
      if (empty) expected.emplace_back(a, b);
    }
  }
  EXPECT_EQ(ends(gabriel_pairs(60, pairs)), expected);
}

TEST(GabrielPairs, RefuseWhatCannotBe) {
  const auto code = [](const std::vector<Pair>& pairs) {
    return test::finding_of([&] { static_cast<void>(gabriel_pairs(2, pairs)); }).code;
  };
  EXPECT_EQ(code({{id(0), id(2), 1}}), "unknown_area");
  EXPECT_EQ(code({{id(0), id(1), -1}}), "negative_weight");
  EXPECT_EQ(code({{id(0), id(1), 1}, {id(0), id(1), 2}}), "duplicate_neighbour");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(gabriel_pairs(2, both({{id(0), id(1), nan}})).empty());
}

struct Town {
  std::vector<core::AreaCode> codes{};
  std::vector<double> x{};
  std::vector<double> y{};

  Town(const std::vector<std::string>& names, std::vector<double> east)
      : x(std::move(east)), y(names.size(), 5e6) {
    for (const std::string& name : names) {
      codes.push_back(core::AreaCode::parse(name, core::CodeKind::kCustom));
    }
  }
  [[nodiscard]] Places view() const { return {.codes = codes, .x = x, .y = y}; }
  [[nodiscard]] Weights linked(const std::vector<std::pair<int, int>>& pairs) const {
    std::vector<std::vector<Neighbour>> rows(codes.size());
    for (const auto& [a, b] : pairs)
      rows[static_cast<std::size_t>(a)].push_back({id(static_cast<std::size_t>(b))});
    return {codes, rows};
  }
};

TEST(Bridges, AreTheShortestLinesBetweenParts) {
  // a b at 0 and 100, c d at 400 and 500, e at 650: b-c is 300, d-e 150.
  const Town town({"a", "b", "c", "d", "e"}, {0, 100, 400, 500, 650});
  const auto found = bridges(town.view(), town.linked({{0, 1}, {3, 2}}));
  EXPECT_EQ(found, (std::vector<Pair>{{id(1), id(2), 300}, {id(3), id(4), 150}}));
  EXPECT_TRUE(bridges(town.view(), town.linked({{0, 1}, {1, 2}, {2, 3}, {3, 4}})).empty());
  EXPECT_TRUE(bridges(Town({}, {}).view(), Town({}, {}).linked({})).empty());
}

TEST(Bridges, OfEquallyShortLinesTakeTheSmallerCodesInAnyOrder) {
  // Squares in a row, none touches another: each is linked to its neighbour, and so in any order.
  const Town forth({"a", "b", "c", "d"}, {1000, 1100, 1200, 1300});
  const Town back({"d", "c", "b", "a"}, {1300, 1200, 1100, 1000});
  EXPECT_EQ(ends(bridges(forth.view(), forth.linked({}))), (Ends{{0, 1}, {1, 2}, {2, 3}}));
  EXPECT_EQ(ends(bridges(back.view(), back.linked({}))), (Ends{{0, 1}, {1, 2}, {2, 3}}));
  // In the middle of a cross: the line to "west" is as long as that to "east".
  const Town middle({"west", "middle", "east"}, {1000, 1100, 1200});
  EXPECT_EQ(ends(bridges(middle.view(), middle.linked({{0, 2}}))), (Ends{{1, 2}}));
}

TEST(Bridges, RefuseWhatCannotBe) {
  const Town degrees({"a", "b"}, {9, 10});
  Town town({"a", "b"}, {1000, 2000});
  const auto code = [](const Town& here, const Weights& weights) {
    return test::finding_of([&] { static_cast<void>(bridges(here.view(), weights)); }).code;
  };
  EXPECT_EQ(code(town, Town({"a"}, {0}).linked({})), "length_mismatch");
  town.x[0] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(code(town, town.linked({})), "missing_values");
  town.x.pop_back();
  EXPECT_EQ(code(town, degrees.linked({})), "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::spatial
