#include "sozialraum/typology/constraints.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "all_partitions.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

using Types = std::vector<std::uint32_t>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

core::AreaCode code(const std::string& text) {
  return core::AreaCode::parse(text, core::CodeKind::kCustom);
}

Wish wish(const std::string& id, WishKind kind, const std::string& area, const std::string& other) {
  return {.id = id, .kind = kind, .area = code(area), .other = code(other)};
}

Wish soft(Wish hard, double cost) {
  hard.hard = false;
  hard.cost = cost;
  return hard;
}

TEST(Constraints, TheSquareOfConclust) {
  // R package conclust, help of ckmeans: must-link 1-2, cannot-link 1-4, k = 2 -> 1 1 2 2
  const auto square = test::points("p1 0 0\np2 1 0\np3 1 1\np4 0 1\n");
  const std::vector<Wish> wishes{wish("ml", WishKind::kTogether, "p1", "p2"),
                                 wish("cl", WishKind::kApart, "p1", "p4")};
  const auto result = kmeans_with_wishes(square.view(), wishes, {.types = 2});
  EXPECT_EQ(result.clustering.types, (Types{0, 0, 1, 1}));
  EXPECT_DOUBLE_EQ(result.clustering.inertia, 1.0);
  EXPECT_TRUE(result.proven);
}

TEST(Constraints, APencilFindsThePriceOfAWish) {
  // Free: {0, 1, 2} (2) and {10, 12} (2). "Cham (2) is a village like Dorf (10)":
  // {0, 1} (0.5) and {2, 10, 12} (56): price 52.5.
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 12\n");
  const std::vector<Wish> wishes{wish("like Dorf", WishKind::kOfType, "Cham", "Dorf"),
                                 wish("not like Au", WishKind::kNotOfType, "Esch", "Au")};
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 2});
  EXPECT_EQ(prices.draft.clustering.types, (Types{0, 0, 0, 1, 1}));
  EXPECT_NEAR(prices.alone[0].price, 52.5, 1e-12);
  EXPECT_NEAR(prices.alone[0].percent, 100.0 * 52.5 / 4.0, 1e-10);
  EXPECT_TRUE(prices.alone[0].proven);
  EXPECT_EQ(prices.alone[0].types, (Types{0, 0, 1, 1, 1}));
  EXPECT_TRUE(prices.alone[0].moved.empty());  // nobody but Cham itself
  EXPECT_EQ(prices.alone[0].smallest_size, 2U);
  EXPECT_EQ(prices.alone[1].price, 0.0);  // so it is already
  EXPECT_NEAR(prices.together.price, 52.5, 1e-12);
  EXPECT_TRUE(prices.findings.empty());
}

TEST(Constraints, TellsWhichOthersHaveToMove) {
  // Two types of at least two: Cham goes to Dorf; then Au and Berg are two and stay.
  // With at least three in a type of six villages the wish of Cham takes Dorf's neighbour along.
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 11\nFurt 12\n");
  const std::vector<Bound> three{{.name = "areas", .least = 3}};
  const std::vector<Wish> wishes{wish("w", WishKind::kOfType, "Cham", "Esch")};
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 2, .bounds = three});
  ASSERT_EQ(prices.alone[0].moved.size(), 1U);
  EXPECT_EQ(points.codes[prices.alone[0].moved[0]].text(), "Dorf");
  EXPECT_EQ(prices.alone[0].smallest_size, 3U);
}

TEST(Constraints, PricesOfASetAreNotTheSum) {
  // Cham to the right costs, and Cham apart from Au costs: together they cost once.
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 12\n");
  const std::vector<Wish> wishes{wish("a", WishKind::kOfType, "Cham", "Dorf"),
                                 wish("b", WishKind::kApart, "Cham", "Au")};
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 2});
  EXPECT_GT(prices.alone[0].price, 0.0);
  EXPECT_GT(prices.alone[1].price, 0.0);
  EXPECT_LT(prices.together.price, prices.alone[0].price + prices.alone[1].price);
}

TEST(Constraints, APriceIsToldBeyondWhatWasDecidedBefore) {
  // Decided: Cham (2) goes to Dorf (10). The draft is {0, 1} (0.5) and {2, 10, 12} (56). Berg (1)
  // as well: best is {0, 1, 2, 10}, mean 3.25: 10.5625 + 5.0625 + 1.5625 + 45.5625 = 62.75, and
  // {12}; {0} and the others would cost 92.75.
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 12\n");
  const std::vector<Wish> decided{wish("before", WishKind::kOfType, "Cham", "Dorf")};
  const std::vector<Wish> asked{wish("now", WishKind::kOfType, "Berg", "Dorf")};
  const auto prices = prices_of_wishes(points.view(), asked, {.types = 2, .decided = decided});
  EXPECT_EQ(prices.draft.clustering.types, (Types{1, 1, 0, 0, 0}));
  EXPECT_NEAR(prices.draft.clustering.inertia, 56.5, 1e-12);
  EXPECT_NEAR(prices.alone[0].price, 6.25, 1e-12);
  EXPECT_NEAR(prices.together.price, 6.25, 1e-12);
  EXPECT_EQ(prices.alone[0].moved, (std::vector<std::size_t>{2, 3}));  // to Au, Esch is alone
  const auto both = kmeans_with_wishes(points.view(), asked, {.types = 2, .decided = decided});
  EXPECT_EQ(both.clustering.types, (Types{0, 0, 0, 0, 1}));
  EXPECT_TRUE(both.proven);
}

TEST(Constraints, AWishAgainstADecisionNamesTheDecision) {
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 12\n");
  const std::vector<Wish> decided{wish("council", WishKind::kTogether, "Au", "Berg")};
  const std::vector<Wish> asked{wish("now", WishKind::kApart, "Berg", "Au")};
  const WishOptions options{.types = 2, .decided = decided};
  const auto prices = prices_of_wishes(points.view(), asked, options);
  EXPECT_EQ(prices.alone[0].price, kInfinity);
  EXPECT_EQ(prices.alone[0].rules, (std::vector<std::string>{"now", "council"}));
  EXPECT_EQ(test::finding_of([&] { (void)kmeans_with_wishes(points.view(), asked, options); }).code,
            "wishes_conflict");
  const std::vector<Wish> half{soft(decided[0], 1.0)};
  const auto refused = test::finding_of(
      [&] { (void)prices_of_wishes(points.view(), asked, {.types = 2, .decided = half}); });
  EXPECT_EQ(refused.code, "invalid_argument");
}

TEST(Constraints, NamesTheWishesThatContradictOneAnother) {
  const auto points = test::villages();
  const std::vector<Wish> wishes{
      wish("1", WishKind::kTogether, "Au", "Berg"), wish("2", WishKind::kTogether, "Dorf", "Esch"),
      wish("3", WishKind::kOfType, "Berg", "Dorf"), wish("4", WishKind::kApart, "Esch", "Au")};
  const auto conflicts = conflicts_of(points.view(), wishes);
  ASSERT_EQ(conflicts.size(), 1U);
  auto named = conflicts[0].wishes;
  std::ranges::sort(named);
  EXPECT_EQ(named, (std::vector<std::size_t>{0, 1, 2, 3}));
  const auto finding = test::finding_of(
      [&] { static_cast<void>(kmeans_with_wishes(points.view(), wishes, {.types = 2})); });
  EXPECT_EQ(finding.code, "wishes_conflict");
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 2});
  EXPECT_EQ(prices.together.price, kInfinity);
  EXPECT_EQ(prices.together.rules, (std::vector<std::string>{"1", "2", "3", "4"}));
  EXPECT_NE(prices.alone[2].price, kInfinity);
}

TEST(Constraints, ExamplesOfTwoTypesAreNotPutTogether) {
  const auto points = test::villages();
  const std::vector<core::AreaCode> examples{code("Au"), code("Dorf")};
  const std::vector<Wish> wishes{wish("1", WishKind::kOfType, "Cham", "Au"),
                                 wish("2", WishKind::kOfType, "Cham", "Dorf")};
  const auto conflicts = conflicts_of(points.view(), wishes, examples);
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].wishes, (std::vector<std::size_t>{0, 1}));
  EXPECT_TRUE(conflicts_of(points.view(), wishes).empty());
}

TEST(Constraints, AnInfinitePriceNamesTheFloor) {
  const auto points = test::points("Au 0\nBerg 1\nCham 10\nDorf 11\n");
  const std::vector<double> people{100, 100, 100, 100};
  const std::vector<double> children{9, 1, 9, 1};
  const std::vector<Bound> bounds{{.name = "people", .counts = people, .least = 150},
                                  {.name = "children", .counts = children, .least = 9}};
  const std::vector<Wish> wishes{wish("hill", WishKind::kTogether, "Au", "Cham")};
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 2, .bounds = bounds});
  EXPECT_EQ(prices.alone[0].price, kInfinity);
  EXPECT_EQ(prices.alone[0].rules, (std::vector<std::string>{"children", "hill"}));
  EXPECT_TRUE(prices.alone[0].proven);
  const auto finding = test::finding_of([&] {
    static_cast<void>(kmeans_with_wishes(points.view(), wishes, {.types = 2, .bounds = bounds}));
  });
  EXPECT_EQ(finding.code, "wishes_impossible");
  EXPECT_EQ(finding.details[0].second, "children, hill");
}

TEST(Constraints, ASoftWishIsKeptWhereItCostsLessThanItsWeight) {
  const auto points = test::points("Au 0\nBerg 1\nCham 2\nDorf 10\nEsch 12\n");
  const Wish hard = wish("w", WishKind::kOfType, "Cham", "Dorf");  // price 52.5
  const std::vector<Wish> weak{soft(hard, 52.0)};
  const auto broken = kmeans_with_wishes(points.view(), weak, {.types = 2});
  EXPECT_EQ(broken.broken, (std::vector<std::size_t>{0}));
  EXPECT_EQ(broken.penalty, 52.0);
  EXPECT_DOUBLE_EQ(broken.clustering.inertia, 4.0);
  EXPECT_TRUE(broken.proven);
  const std::vector<Wish> strong{soft(hard, 53.0)};
  const auto kept = kmeans_with_wishes(points.view(), strong, {.types = 2});
  EXPECT_TRUE(kept.broken.empty());
  EXPECT_NEAR(kept.clustering.inertia, 56.5, 1e-12);
}

TEST(Constraints, AllOfThisAgreesWithEveryPartitionOfSmallTables) {
  for (std::uint64_t number = 0; number < 200; ++number) {
    core::RandomStream random(number, "wish cases");
    const std::size_t n = 5 + random.below(4);
    const std::size_t k = 2 + random.below(2);
    const auto points = test::invented(n, 2, number + 40);
    std::vector<Wish> wishes;
    for (std::size_t w = 0; w < 3; ++w) {
      const std::size_t a = random.below(n);
      const std::size_t b = (a + 1 + random.below(n - 1)) % n;
      wishes.push_back(wish(std::to_string(w),
                            random.below(2) == 0 ? WishKind::kTogether : WishKind::kApart,
                            points.codes[a].text(), points.codes[b].text()));
      if (random.below(3) == 0) wishes[w] = soft(wishes[w], 500.0 * random.uniform() + 1.0);
    }
    const auto place = [&](const core::AreaCode& area) {
      return static_cast<std::size_t>(std::ranges::find(points.codes, area) - points.codes.begin());
    };
    double least = kInfinity;
    test::for_each_partition(n, k, [&](std::span<const std::uint32_t> types) {
      double cost = test::within_by_pairs(points.view(), types, k);
      for (const Wish& w : wishes) {
        const bool together = types[place(w.area)] == types[place(w.other)];
        if (together == (w.kind == WishKind::kTogether)) continue;
        cost += w.hard ? kInfinity : w.cost;
      }
      least = std::min(least, cost);
    });
    const auto prices = prices_of_wishes(points.view(), wishes, {.types = k, .starts = 3});
    for (const WishPrice& price : prices.alone) ASSERT_GE(price.price, 0.0) << number;
    if (least == kInfinity) {
      ASSERT_EQ(prices.together.price, kInfinity) << number;
      ASSERT_FALSE(prices.together.rules.empty()) << number;
      continue;
    }
    const auto found = kmeans_with_wishes(points.view(), wishes, {.types = k, .starts = 3});
    ASSERT_TRUE(found.proven) << number;
    ASSERT_NEAR(found.clustering.inertia + found.penalty, least, 1e-9 * (1.0 + least)) << number;
    ASSERT_TRUE(prices.together.proven) << number;
  }
}

TEST(Constraints, AboveThirtyAreasThePriceHasItsRange) {
  const auto points = test::guerry();
  const std::vector<Wish> wishes{
      wish("w", WishKind::kTogether, points.codes[0].text(), points.codes[44].text())};
  const auto prices = prices_of_wishes(points.view(), wishes, {.types = 4});
  EXPECT_FALSE(prices.alone[0].proven);
  EXPECT_GE(prices.alone[0].price, 0.0);
  EXPECT_LE(prices.alone[0].lowest, prices.alone[0].price);
  EXPECT_GE(prices.alone[0].highest, prices.alone[0].price);
  ASSERT_FALSE(prices.findings.empty());
  EXPECT_EQ(prices.findings.back().code, "not_proven");
  EXPECT_NEAR(prices.draft.clustering.inertia, 285.382745648, 1e-6);  // scikit-learn, 2,000 starts
}

TEST(Constraints, RefusesWishesThatAreNone) {
  const auto points = test::villages();
  const auto refusal = [&](const std::vector<Wish>& wishes) {
    return test::finding_of([&] { static_cast<void>(conflicts_of(points.view(), wishes)); }).code;
  };
  EXPECT_EQ(refusal({wish("1", WishKind::kApart, "Au", "Nirgends")}), "unknown_area");
  EXPECT_EQ(refusal({wish("1", WishKind::kApart, "Au", "Au")}), "invalid_argument");
  EXPECT_EQ(refusal({wish("", WishKind::kApart, "Au", "Berg")}), "invalid_argument");
  EXPECT_EQ(refusal({soft(wish("1", WishKind::kApart, "Au", "Berg"), 0.0)}), "invalid_argument");
  EXPECT_EQ(refusal({wish("1", WishKind::kApart, "Au", "Berg"),
                     wish("1", WishKind::kApart, "Au", "Cham")}),
            "duplicate_key");
}

}  // namespace
}  // namespace sozialraum::typology
