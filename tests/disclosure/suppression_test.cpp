#include "sozialraum/disclosure/suppression.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "sozialraum/core/random.hpp"
#include "throws.hpp"

namespace sozialraum::disclosure {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kEndless = std::numeric_limits<double>::infinity();

struct Town {
  std::vector<double> count;
  std::vector<double> base;
  std::vector<std::uint32_t> total{};
  std::vector<std::uint8_t> secret{};
  std::vector<std::string> names{};

  [[nodiscard]] CellTable table() const { return {count, base, total, secret, names}; }
};

TEST(Suppression, HidesASecondCellThatTheTotalWouldGiveTheFirstBackBy) {
  // 72 - 30 - 40 = 2. With Berg hidden, too: 32 cases in Au and Berg, so Au has 0 to 32.
  const Town town{{2, 30, 40}, {100, 100, 100}, {}, {}, {"Au", "Berg", "Cham"}};
  const auto result = suppress(town.table());
  EXPECT_EQ(result.why, (std::vector{Why::kFew, Why::kProtects, Why::kTold}));
  EXPECT_TRUE(result.secret_totals.empty());
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "cells_not_told");
  EXPECT_EQ(result.findings[0].areas, (std::vector<std::string>{"Au", "Berg"}));
}

TEST(Suppression, TellsEverythingThatIsNotSecret) {
  const Town town{{5, 30, 95}, {100, 100, 100}};
  EXPECT_EQ(suppress(town.table()).why, std::vector(3, Why::kTold));
  EXPECT_TRUE(suppress(town.table()).findings.empty());
}

TEST(Suppression, KnowsEveryReasonForWhichACellIsSecret) {
  // Two hundred persons who are told leave room for all of them: nothing else is hidden.
  const Town town{{4, 96, 0, 100, 2, 50}, {100, 100, 100, 100, 4, 100}};
  EXPECT_EQ(suppress(town.table()).why,
            (std::vector{Why::kFew, Why::kAllButFew, Why::kNobody, Why::kEverybody, Why::kSmallBase,
                         Why::kTold}));
}

TEST(Suppression, MayTellThatNobodyOrEverybodyIsInAGroup) {
  const Town town{{0, 100, 50}, {100, 100, 100}};
  EXPECT_EQ(suppress(town.table(), {.tell_nobody = true, .tell_everybody = true}).why,
            std::vector(3, Why::kTold));
}

TEST(Suppression, TakesTheSmallestBaseAndOfEqualOnesTheFirstByName) {
  const Town town{{1, 20, 20, 20}, {90, 80, 60, 60}, {}, {}, {"Au", "Berg", "Dorf", "Cham"}};
  EXPECT_EQ(suppress(town.table()).why,
            (std::vector{Why::kFew, Why::kTold, Why::kTold, Why::kProtects}));
}

TEST(Suppression, TwoFewCellsThatAddUpToAFewDoNotProtectEachOther) {
  // 1 + 1 = 2: each would have 0 to 2 and be seen as few. 3 + 4 = 7 does: 0 to 7.
  const Town bare{{1, 1, 50}, {100, 100, 100}};
  EXPECT_EQ(suppress(bare.table()).why[2], Why::kProtects);
  const Town enough{{3, 4, 50}, {100, 100, 100}};
  EXPECT_EQ(suppress(enough.table()).why[2], Why::kTold);
}

TEST(Suppression, NobodyTwiceIsNotHiddenByATotalOfNobody) {
  const Town town{{0, 0, 50}, {100, 100, 100}};
  EXPECT_EQ(suppress(town.table()).why, (std::vector{Why::kNobody, Why::kNobody, Why::kProtects}));
}

TEST(Suppression, EachTotalIsProtectedByItsOwnCells) {
  const Town town{{2, 30, 40, 50}, {100, 100, 100, 90}, {1, 1, 2, 2}};
  EXPECT_EQ(suppress(town.table()).why,
            (std::vector{Why::kFew, Why::kProtects, Why::kTold, Why::kTold}));
}

TEST(Suppression, WhereNoCellIsLeftTheTotalIsSecret) {
  const Town town{{2, 1, 40, 50}, {100, 100, 100, 90}, {7, 7, 2, 2}};
  const auto result = suppress(town.table());
  EXPECT_EQ(result.secret_totals, std::vector<std::uint32_t>{7});
  EXPECT_EQ(result.findings.back().code, "totals_not_told");
}

TEST(Suppression, PeopleWithoutABaseAreProtectedByTheirNumber) {
  // A hamlet below the floor: the total would give its people back; the next smallest goes with it.
  const Town town{{7, 300, 120}, {kEndless, kEndless, kEndless}, {}, {1, 0, 0}};
  EXPECT_EQ(suppress(town.table()).why, (std::vector{Why::kGiven, Why::kTold, Why::kProtects}));
}

TEST(Suppression, AMissingCountIsInNoTotal) {
  const Town town{{2, kMissing, 30}, {100, 100, 100}};
  EXPECT_EQ(suppress(town.table()).why, (std::vector{Why::kFew, Why::kTold, Why::kProtects}));
  EXPECT_TRUE(suppress(Town{}.table()).why.empty());
}

// What an attacker can do, written anew: each hidden cell's least and greatest count, by trying all
// ways to share what the told cells leave.
struct Range {
  double least = 1e9;
  double most = -1;
};

void share(const std::vector<double>& bases, std::size_t cell, double left,
           std::vector<double>& taken, std::vector<Range>& ranges) {
  if (cell == bases.size()) {
    if (left != 0.0) return;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      ranges[i].least = std::min(ranges[i].least, taken[i]);
      ranges[i].most = std::max(ranges[i].most, taken[i]);
    }
    return;
  }
  for (double count = 0; count <= std::min(left, bases[cell]); ++count) {
    taken[cell] = count;
    share(bases, cell + 1, left - count, taken, ranges);
  }
}

TEST(Suppression, NoAttackerKnowsASecretCellMoreCloselyThanTheRule) {
  core::RandomStream dice(11, "towns");
  const auto roll = [&](double most) { return std::floor(dice.uniform() * (most + 1.0)); };
  const double least = 3.0;
  int hidden_cells = 0;
  for (int town = 0; town < 400; ++town) {
    Town made;
    for (int i = 0; i < 4; ++i) {
      made.base.push_back(roll(14));
      made.count.push_back(std::min(made.base.back(), roll(14)));
    }
    const auto result = suppress(made.table(), {.least_count = least});
    if (!result.secret_totals.empty()) continue;
    std::vector<double> bases;
    std::vector<Why> why;
    double left = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (result.why[i] == Why::kTold) continue;
      bases.push_back(made.base[i]);
      why.push_back(result.why[i]);
      left += made.count[i];
    }
    std::vector<double> taken(bases.size());
    std::vector<Range> ranges(bases.size());
    share(bases, 0, left, taken, ranges);
    for (std::size_t i = 0; i < bases.size(); ++i) {
      if (why[i] == Why::kProtects) continue;
      ++hidden_cells;
      EXPECT_GE(ranges[i].most - ranges[i].least, std::min(least, bases[i])) << "town " << town;
    }
    // No town of ours hides two cells more than it must: one protects whatever is secret.
    EXPECT_LE(std::ranges::count(why, Why::kProtects), 1);
  }
  EXPECT_GT(hidden_cells, 200);
}

TEST(Suppression, HidesNoCellThatNeedNotBe) {
  core::RandomStream dice(12, "towns");
  for (int town = 0; town < 300; ++town) {
    Town made;
    for (int i = 0; i < 6; ++i) {
      made.base.push_back(20.0 + std::floor(dice.uniform() * 30.0));
      made.count.push_back(std::floor(dice.uniform() * 20.0));
    }
    const auto result = suppress(made.table());
    for (std::size_t i = 0; i < 6; ++i) {
      if (result.why[i] != Why::kProtects) continue;
      // Without it, what is left of the secret cells is less than five wide.
      double cases = 0.0;
      double bases = 0.0;
      double narrowest = kEndless;
      for (std::size_t j = 0; j < 6; ++j) {
        if (j == i || result.why[j] == Why::kTold) continue;
        cases += made.count[j];
        bases += made.base[j];
      }
      for (std::size_t j = 0; j < 6; ++j) {
        if (j == i || result.why[j] == Why::kTold) continue;
        const double others = bases - made.base[j];
        narrowest =
            std::min(narrowest, std::min(made.base[j], cases) - std::max(0.0, cases - others));
      }
      EXPECT_LT(narrowest, 5.0) << "town " << town;
    }
  }
}

TEST(Suppression, RowOrderDoesNotMatter) {
  const Town town{{1, 20, 20, 0}, {90, 60, 60, 70}, {}, {}, {"Au", "Berg", "Cham", "Dorf"}};
  const Town turned{{0, 20, 20, 1}, {70, 60, 60, 90}, {}, {}, {"Dorf", "Cham", "Berg", "Au"}};
  auto why = suppress(turned.table()).why;
  std::ranges::reverse(why);
  EXPECT_EQ(suppress(town.table()).why, why);
}

TEST(Suppression, RefusesWhatIsNoTableOfPersons) {
  const auto code = [](const Town& town, const SuppressionRules& rules = {}) {
    return test::finding_of([&] { (void)suppress(town.table(), rules); }).code;
  };
  EXPECT_EQ(code({{1, 2}, {3}}), "length_mismatch");
  EXPECT_EQ(code({{1, 2}, {3, 3}, {0}}), "length_mismatch");
  EXPECT_EQ(code({{-1}, {3}}), "invalid_argument");
  EXPECT_EQ(code({{4}, {3}}), "invalid_argument");
  EXPECT_EQ(code({{4}, {kMissing}}), "invalid_argument");
  EXPECT_EQ(code({{1}, {3}}, {.least_count = 0.5}), "invalid_argument");
}

}  // namespace
}  // namespace sozialraum::disclosure
