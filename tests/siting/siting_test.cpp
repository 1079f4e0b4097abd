#include "sozialraum/siting/siting.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "throws.hpp"

namespace sozialraum::siting {
namespace {

using Sites = std::vector<std::uint32_t>;

/// A, B, C… and after Z a, b, c…
std::string code(std::size_t number) {
  std::string text("A");
  text[0] = static_cast<char>((number < 26 ? 'A' : 'a' - 26) + static_cast<int>(number));
  return text;
}

/// One place a line: people, then the minutes to candidate A, B, C…; "-" = no way.
struct TextTable {
  std::vector<double> people;
  std::vector<std::size_t> begin{0};
  Sites candidate;
  std::vector<double> minutes;
  std::vector<std::string> codes;

  explicit TextTable(const std::string& text) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      double who = 0.0;
      if (!(words >> who)) continue;
      people.push_back(who);
      std::string time;
      for (std::uint32_t j = 0; words >> time; ++j) {
        while (codes.size() <= j) codes.push_back(code(codes.size()));
        if (time == "-") continue;
        candidate.push_back(j);
        minutes.push_back(std::stod(time));
      }
      begin.push_back(candidate.size());
    }
  }
  [[nodiscard]] SitingTable view() const {
    return {.people = people,
            .begin = begin,
            .candidate = candidate,
            .minutes = minutes,
            .codes = codes};
  }
};

// ---------------------------------------------------------------------------- with a pencil

// Four hamlets in a row, ten minutes apart, and one candidate in each.
const char* const kRow = R"(
  40   0 10 20 30
  10  10  0 10 20
  10  20 10  0 10
  30  30 20 10  0 )";

TEST(PMedian, OpensWherePeopleTravelLeast) {
  const TextTable table(kRow);
  // One site: A 100 + 200 + 900, B 400 + 100 + 600, C 800 + 100 + 300, D 1200 + 200 + 100.
  const Siting one = p_median(table.view());
  EXPECT_EQ(one.solutions[0].sites, (Sites{1}));
  EXPECT_EQ(one.solutions[0].objective, 1100.0);
  EXPECT_TRUE(one.proven);
  EXPECT_EQ(one.gap, 0.0);
  // Two sites: A and D, the hamlets between walk ten minutes.
  const Siting two = p_median(table.view(), {.new_sites = 2});
  EXPECT_EQ(two.solutions[0].sites, (Sites{0, 3}));
  EXPECT_EQ(two.solutions[0].objective, 200.0);
  EXPECT_EQ(two.site, (Sites{0, 0, 3, 3}));
  EXPECT_EQ(two.minutes, (std::vector<double>{0, 10, 10, 0}));
  EXPECT_EQ(two.people_of_site, (std::vector<double>{50, 0, 0, 40}));
}

TEST(PMedian, ListsTheNearOptimalChoicesBestFirst) {
  const TextTable table(kRow);
  const Siting all = p_median(table.view(), {.search = {.solutions = 9}});
  ASSERT_EQ(all.solutions.size(), 4U);
  EXPECT_TRUE(all.complete);
  EXPECT_EQ(all.solutions[1].sites, (Sites{0}));  // 1200, as C: the smaller code first
  EXPECT_EQ(all.solutions[2].sites, (Sites{2}));
  EXPECT_EQ(all.solutions[3].objective, 1500.0);
  const Siting near = p_median(table.view(), {.search = {.solutions = 9, .within = 0.1}});
  EXPECT_EQ(near.solutions.size(), 3U);  // 1200 is 9.1 % more than 1100
}

TEST(PMedian, KeepsExistingSites) {
  const TextTable table(kRow);
  const Siting more = p_median(table.view(), {.new_sites = 1, .existing = {2}});
  EXPECT_EQ(more.solutions[0].sites, (Sites{0, 2}));
  EXPECT_EQ(more.solutions[0].objective, 400.0);
  const Siting now = p_median(table.view(), {.new_sites = 0, .existing = {2}});
  EXPECT_EQ(now.solutions[0].objective, 1200.0);
}

TEST(PMedian, SendsPeopleOnWhereThereIsNoRoom) {
  const TextTable table(kRow);
  // All 90 need a place, B has room for 45 only and C for 45: the 5 of B's 50 who lose least (10
  // minutes more, from the second hamlet) go on to C.
  const Siting full =
      p_median(table.view(), {.new_sites = 0, .existing = {1, 2}, .capacity = {90, 45, 45, 90}});
  EXPECT_EQ(full.solutions[0].objective, 400.0 + 300.0 + 50.0);
  EXPECT_EQ(full.people_of_site, (std::vector<double>{0, 45, 45, 0}));
  EXPECT_EQ(full.people_unserved, 0.0);
  // With room for 20 each, 50 find none and count 30 minutes.
  const Siting small =
      p_median(table.view(), {.new_sites = 0, .existing = {1, 2}, .capacity = {90, 20, 20, 90}});
  EXPECT_EQ(small.people_unserved, 50.0);
  EXPECT_EQ(small.findings[0].code, "unserved_counted_as");
}

TEST(PMedian, SaysWhoIsUnservedAndWhatThatCounts) {
  const TextTable table(R"(
    10  5  -
     7  -  9
     3  -  - )");
  const Siting result = p_median(table.view());
  // A: 50 + (7 + 3) * 9 = 140; B: 63 + 13 * 9 = 180.
  EXPECT_EQ(result.solutions[0].sites, (Sites{0}));
  EXPECT_EQ(result.solutions[0].objective, 140.0);
  EXPECT_EQ(result.people_unserved, 10.0);
  EXPECT_EQ(result.people_hopeless, 3.0);
  EXPECT_EQ(result.site, (Sites{0, kNoSite, kNoSite}));
  EXPECT_TRUE(std::isnan(result.minutes[1]));
  ASSERT_EQ(result.findings.size(), 2U);
  EXPECT_EQ(result.findings[0].code, "people_hopeless");
  EXPECT_EQ(result.findings[1].code, "unserved_counted_as");
  EXPECT_EQ(p_median(table.view(), {.unserved = core::Minutes{60}}).solutions[0].objective, 650.0);
}

TEST(MaxCoverage, CoversMostPeople) {
  const TextTable table(kRow);
  const Siting one = max_coverage(table.view(), {.limit = core::Minutes{10}});
  EXPECT_EQ(one.solutions[0].sites, (Sites{1}));
  EXPECT_EQ(one.solutions[0].objective, 60.0);
  EXPECT_EQ(one.people_unserved, 30.0);
  const Siting two = max_coverage(table.view(), {.new_sites = 2, .limit = core::Minutes{10}});
  EXPECT_EQ(two.solutions[0].objective, 90.0);
  EXPECT_EQ(two.solutions[0].sites, (Sites{0, 2}));  // of several that cover all, the first codes
}

TEST(PCentre, ShortensTheLongestWay) {
  const TextTable table(kRow);
  const Siting one = p_centre(table.view());
  EXPECT_EQ(one.solutions[0].objective, 20.0);
  EXPECT_TRUE(one.proven);
  EXPECT_EQ(p_centre(table.view(), {.new_sites = 2}).solutions[0].objective, 10.0);
  EXPECT_EQ(p_centre(table.view(), {.new_sites = 4}).solutions[0].objective, 0.0);
}

TEST(PCentre, SaysIfTooFewSitesCannotServeAll) {
  const TextTable table("10 5 -\n 7 - 9");
  const Siting result = p_centre(table.view());
  EXPECT_TRUE(result.solutions.empty());
  EXPECT_TRUE(result.proven);
  EXPECT_EQ(result.findings[0].code, "too_few_sites");
}

TEST(FewestSites, CoverEverybody) {
  const TextTable table(kRow);
  EXPECT_EQ(fewest_sites(table.view(), {.limit = core::Minutes{10}}).solutions[0].objective, 2.0);
  EXPECT_EQ(fewest_sites(table.view(), {.limit = core::Minutes{20}}).solutions[0].objective, 1.0);
  EXPECT_EQ(fewest_sites(table.view(), {.limit = core::Minutes{5}}).solutions[0].objective, 4.0);
  const Siting all =
      fewest_sites(table.view(), {.limit = core::Minutes{10}, .search = {.solutions = 10}});
  // A or B for the first hamlet with C or D for the last, each pair covers the four but none less.
  EXPECT_EQ(all.solutions.size(), 4U);
  EXPECT_TRUE(all.complete);
}

TEST(FewestSites, LeaveOutWhoHasNoCandidate) {
  const TextTable table("10 5 -\n 7 - 30\n 3 - -");
  const Siting result = fewest_sites(table.view(), {.limit = core::Minutes{10}});
  EXPECT_EQ(result.solutions[0].sites, (Sites{0}));
  EXPECT_EQ(result.people_hopeless, 10.0);
  EXPECT_EQ(result.people_served, 10.0);
  EXPECT_EQ(result.findings[0].code, "people_hopeless");
}

// ---------------------------------------------------------------------------- against enumeration

/// Whole minutes, so that sums are exact and ties frequent.
TextTable random_table(std::mt19937& dice, std::size_t places, std::size_t candidates) {
  std::ostringstream text;
  for (std::size_t i = 0; i < places; ++i) {
    text << dice() % 20;
    for (std::size_t j = 0; j < candidates; ++j) {
      const bool no_way = dice() % 4 == 0;
      if (no_way) {
        text << " -";
      } else {
        text << ' ' << 1 + dice() % 30;
      }
    }
    text << '\n';
  }
  return TextTable(text.str());
}

struct Scored {
  double objective;
  Sites sites;
  friend auto operator<=>(const Scored&, const Scored&) = default;
};

/// Every choice of `count` candidates, scored; the smallest objective and codes first.
std::vector<Scored> enumerate(std::size_t candidates, std::size_t count,
                              const std::function<double(const Sites&)>& score) {
  std::vector<Scored> all;
  std::vector<bool> chosen(candidates, false);
  std::fill(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(count), true);
  do {
    Sites sites;
    for (std::uint32_t j = 0; j < candidates; ++j) {
      if (chosen[j]) sites.push_back(j);
    }
    all.push_back({score(sites), sites});
  } while (std::prev_permutation(chosen.begin(), chosen.end()));
  std::sort(all.begin(), all.end());
  return all;
}

double nearest_of(const TextTable& table, std::size_t place, const Sites& sites) {
  double nearest = HUGE_VAL;
  for (std::size_t i = table.begin[place]; i < table.begin[place + 1]; ++i) {
    const bool open = std::find(sites.begin(), sites.end(), table.candidate[i]) != sites.end();
    if (open) nearest = std::min(nearest, table.minutes[i]);
  }
  return nearest;
}

double cost_of(const TextTable& table, const Sites& sites, double unserved) {
  double cost = 0.0;
  for (std::size_t place = 0; place < table.people.size(); ++place) {
    cost += table.people[place] * std::min(unserved, nearest_of(table, place, sites));
  }
  return cost;
}

double covered_by(const TextTable& table, const Sites& sites, double limit) {
  double people = 0.0;
  for (std::size_t place = 0; place < table.people.size(); ++place) {
    if (nearest_of(table, place, sites) <= limit) people += table.people[place];
  }
  return people;
}

TEST(PMedian, IsTheBestOfAllChoicesAndListsTheNext) {
  std::mt19937 dice(1);
  for (int round = 0; round < 300; ++round) {
    const std::size_t candidates = 4 + dice() % 7;
    const std::size_t sites = 1 + dice() % 4;
    const TextTable table = random_table(dice, 5 + dice() % 25, candidates);
    const auto all =
        enumerate(candidates, sites, [&](const Sites& s) { return cost_of(table, s, 40.0); });
    const Siting result =
        p_median(table.view(),
                 {.new_sites = sites, .unserved = core::Minutes{40}, .search = {.solutions = 7}});
    ASSERT_TRUE(result.proven && result.complete);
    ASSERT_EQ(result.solutions.size(), std::min<std::size_t>(7, all.size()));
    for (std::size_t i = 0; i < result.solutions.size(); ++i) {
      ASSERT_EQ(result.solutions[i].objective, all[i].objective) << "round " << round;
      ASSERT_EQ(result.solutions[i].sites, all[i].sites) << "round " << round;
    }
  }
}

TEST(MaxCoverage, IsTheBestOfAllChoicesAndListsTheNext) {
  std::mt19937 dice(2);
  for (int round = 0; round < 300; ++round) {
    const std::size_t candidates = 4 + dice() % 7;
    const std::size_t sites = 1 + dice() % 4;
    const TextTable table = random_table(dice, 5 + dice() % 25, candidates);
    const auto all =
        enumerate(candidates, sites, [&](const Sites& s) { return -covered_by(table, s, 8.0); });
    const Siting result = max_coverage(
        table.view(), {.new_sites = sites, .limit = core::Minutes{8}, .search = {.solutions = 5}});
    ASSERT_TRUE(result.proven && result.complete);
    for (std::size_t i = 0; i < result.solutions.size(); ++i) {
      ASSERT_EQ(result.solutions[i].objective, -all[i].objective) << "round " << round;
      ASSERT_EQ(result.solutions[i].sites, all[i].sites) << "round " << round;
    }
  }
}

TEST(PMedian, ProvesLargerChoicesByBranchAndBound) {
  std::mt19937 dice(3);
  for (int round = 0; round < 3; ++round) {
    const TextTable table = random_table(dice, 60, 20);  // 38,760 choices of 6: no search for ties
    const auto all = enumerate(20, 6, [&](const Sites& s) { return cost_of(table, s, 30.0); });
    const Siting result = p_median(table.view(), {.new_sites = 6,
                                                  .unserved = core::Minutes{30},
                                                  .search = {.solutions = 10, .passes = 200'000}});
    ASSERT_TRUE(result.proven && result.complete);
    for (std::size_t i = 0; i < 10; ++i) {
      ASSERT_EQ(result.solutions[i].objective, all[i].objective) << "round " << round;
    }
  }
}

TEST(PCentre, IsTheBestOfAllChoices) {
  std::mt19937 dice(4);
  for (int round = 0; round < 300; ++round) {
    const std::size_t candidates = 4 + dice() % 7;
    const std::size_t sites = 1 + dice() % 4;
    const TextTable table = random_table(dice, 5 + dice() % 10, candidates);
    const auto all = enumerate(candidates, sites, [&](const Sites& s) {
      double longest = 0.0;
      for (std::size_t place = 0; place < table.people.size(); ++place) {
        if (table.people[place] == 0.0 || table.begin[place] == table.begin[place + 1]) continue;
        longest = std::max(longest, nearest_of(table, place, s));
      }
      return longest;
    });
    const Siting result = p_centre(table.view(), {.new_sites = sites});
    ASSERT_TRUE(result.proven);
    if (std::isinf(all[0].objective)) {
      ASSERT_TRUE(result.solutions.empty()) << "round " << round;
    } else {
      ASSERT_EQ(result.solutions.at(0).objective, all[0].objective) << "round " << round;
      ASSERT_EQ(result.bound, all[0].objective);
    }
  }
}

TEST(FewestSites, AreTheFewestAndAllSuchChoices) {
  std::mt19937 dice(5);
  for (int round = 0; round < 300; ++round) {
    const std::size_t candidates = 4 + dice() % 6;
    const TextTable table = random_table(dice, 5 + dice() % 15, candidates);
    double coverable = 0.0;
    Sites everything(candidates);
    std::iota(everything.begin(), everything.end(), 0U);
    coverable = covered_by(table, everything, 12.0);
    std::vector<Scored> best;
    for (std::size_t count = 0; count <= candidates && best.empty(); ++count) {
      for (const Scored& choice : enumerate(candidates, count, [&](const Sites& s) {
             return covered_by(table, s, 12.0) == coverable ? 0.0 : 1.0;
           })) {
        if (choice.objective == 0.0) best.push_back(choice);
      }
    }
    const Siting result =
        fewest_sites(table.view(), {.limit = core::Minutes{12}, .search = {.solutions = 1000}});
    ASSERT_TRUE(result.proven && result.complete);
    ASSERT_EQ(result.solutions.size(), best.size()) << "round " << round;
    for (std::size_t i = 0; i < best.size(); ++i) {
      ASSERT_EQ(result.solutions[i].sites, best[i].sites) << "round " << round;
    }
    const Siting first = fewest_sites(table.view(), {.limit = core::Minutes{12}});
    ASSERT_EQ(first.solutions[0].sites.size(), best[0].sites.size());
  }
}

/// Cheapest way to send single persons to sites with room, by trying every augmenting chain: a
/// min-cost flow on the full graph of persons and sites.
double cost_with_room(const TextTable& table, const Sites& sites, const std::vector<double>& room,
                      double unserved) {
  const std::size_t n = table.people.size();
  const std::size_t nodes = n + sites.size() + 2;
  std::vector<std::vector<double>> left(nodes, std::vector<double>(nodes, 0.0));
  std::vector<std::vector<double>> cost(nodes, std::vector<double>(nodes, 0.0));
  const std::size_t source = nodes - 2;
  const std::size_t sink = nodes - 1;
  double total = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    left[source][i] = table.people[i];
    left[i][sink] = 1e9;
    cost[i][sink] = unserved;
    cost[sink][i] = -unserved;
    for (std::size_t e = table.begin[i]; e < table.begin[i + 1]; ++e) {
      for (std::size_t s = 0; s < sites.size(); ++s) {
        if (sites[s] != table.candidate[e]) continue;
        left[i][n + s] = 1e9;
        cost[i][n + s] = table.minutes[e];
        cost[n + s][i] = -table.minutes[e];
      }
    }
  }
  for (std::size_t s = 0; s < sites.size(); ++s) left[n + s][sink] = room[sites[s]];
  while (true) {
    std::vector<double> far(nodes, HUGE_VAL);
    std::vector<std::size_t> before(nodes, nodes);
    far[source] = 0.0;
    for (std::size_t round = 0; round < nodes; ++round) {
      for (std::size_t a = 0; a < nodes; ++a) {
        for (std::size_t b = 0; b < nodes; ++b) {
          if (left[a][b] > 0.0 && far[a] + cost[a][b] < far[b]) {
            far[b] = far[a] + cost[a][b];
            before[b] = a;
          }
        }
      }
    }
    if (std::isinf(far[sink])) return total;
    double amount = 1e9;
    for (std::size_t b = sink; b != source; b = before[b]) {
      amount = std::min(amount, left[before[b]][b]);
    }
    for (std::size_t b = sink; b != source; b = before[b]) {
      left[before[b]][b] -= amount;
      left[b][before[b]] += amount;
    }
    total += amount * far[sink];
  }
}

TEST(PMedian, WithCapacitiesIsTheBestOfAllChoices) {
  std::mt19937 dice(6);
  for (int round = 0; round < 120; ++round) {
    const std::size_t candidates = 4 + dice() % 4;
    const std::size_t sites = 1 + dice() % 3;
    const TextTable table = random_table(dice, 4 + dice() % 6, candidates);
    std::vector<double> room;
    for (std::size_t j = 0; j < candidates; ++j) room.push_back(static_cast<double>(dice() % 50));
    const auto all = enumerate(
        candidates, sites, [&](const Sites& s) { return cost_with_room(table, s, room, 35.0); });
    const Siting result = p_median(table.view(), {.new_sites = sites,
                                                  .unserved = core::Minutes{35},
                                                  .capacity = room,
                                                  .search = {.solutions = 4}});
    ASSERT_TRUE(result.proven);
    for (std::size_t i = 0; i < result.solutions.size(); ++i) {
      ASSERT_NEAR(result.solutions[i].objective, all[i].objective, 1e-7) << "round " << round;
    }
    double served = 0.0;
    for (std::size_t j = 0; j < candidates; ++j) {
      ASSERT_LE(result.people_of_site[j], room[j] + 1e-9);
      served += result.people_of_site[j];
    }
    ASSERT_NEAR(served, result.people_served, 1e-9);
  }
}

// ---------------------------------------------------------------------------- invariants

TextTable shuffled(const TextTable& table, std::mt19937& dice) {
  std::vector<std::size_t> rows(table.people.size());
  std::iota(rows.begin(), rows.end(), 0);
  std::shuffle(rows.begin(), rows.end(), dice);
  TextTable result("");
  result.codes = table.codes;
  for (const std::size_t row : rows) {
    result.people.push_back(table.people[row]);
    for (std::size_t i = table.begin[row + 1]; i-- > table.begin[row];) {
      result.candidate.push_back(table.candidate[i]);
      result.minutes.push_back(table.minutes[i]);
    }
    result.begin.push_back(result.candidate.size());
  }
  return result;
}

void expect_same_bytes(const Siting& a, const Siting& b) {
  ASSERT_EQ(a.solutions.size(), b.solutions.size());
  for (std::size_t i = 0; i < a.solutions.size(); ++i) {
    EXPECT_EQ(a.solutions[i].sites, b.solutions[i].sites);
    EXPECT_EQ(a.solutions[i].objective, b.solutions[i].objective);
  }
  EXPECT_EQ(a.bound, b.bound);
  EXPECT_EQ(a.passes, b.passes);
  EXPECT_EQ(a.people_of_site, b.people_of_site);
}

TEST(Siting, DoesNotDependOnRowsNorThreads) {
  std::mt19937 dice(7);
  TextTable table = random_table(dice, 2500, 30);
  for (double& minutes : table.minutes) minutes *= 0.1;
  for (double& people : table.people) people *= 0.7;
  const auto median = [](const TextTable& t, unsigned threads) {
    return p_median(t.view(),
                    {.new_sites = 5,
                     .search = {.solutions = 3, .passes = 900, .execution = {.threads = threads}}});
  };
  const TextTable other = shuffled(table, dice);
  const Siting expected = median(table, 1);
  for (const unsigned threads : {2U, 3U, 8U}) expect_same_bytes(expected, median(table, threads));
  expect_same_bytes(expected, median(other, 2));
  expect_same_bytes(
      fewest_sites(table.view(), {.limit = core::Minutes{1.5}, .search = {.passes = 500}}),
      fewest_sites(other.view(), {.limit = core::Minutes{1.5}, .search = {.passes = 500}}));
}

TEST(Siting, TreatsAPlaceOfManyAsManyPlaces) {
  std::mt19937 dice(8);
  const TextTable table = random_table(dice, 20, 8);
  TextTable persons("");
  persons.codes = table.codes;
  for (std::size_t row = 0; row < 20; ++row) {
    for (int n = 0; n < static_cast<int>(table.people[row]); ++n) {
      persons.people.push_back(1.0);
      for (std::size_t i = table.begin[row]; i < table.begin[row + 1]; ++i) {
        persons.candidate.push_back(table.candidate[i]);
        persons.minutes.push_back(table.minutes[i]);
      }
      persons.begin.push_back(persons.candidate.size());
    }
  }
  expect_same_bytes(p_median(table.view(), {.new_sites = 3}),
                    p_median(persons.view(), {.new_sites = 3}));
}

TEST(Siting, GivesAGapIfTheEffortIsUsedUp) {
  std::mt19937 dice(9);
  const TextTable table = random_table(dice, 200, 50);
  const auto with = [&table](std::uint64_t passes) {
    return p_median(table.view(),
                    {.new_sites = 10, .unserved = core::Minutes{30}, .search = {.passes = passes}});
  };
  const Siting little = with(20);
  const Siting more = with(300);
  EXPECT_FALSE(little.proven);
  EXPECT_GT(little.gap, 0.0);
  EXPECT_EQ(little.findings.back().code, "not_proven");
  EXPECT_GE(more.bound, little.bound);
  EXPECT_LE(more.bound, more.solutions[0].objective);
  EXPECT_LE(more.solutions[0].objective, little.solutions[0].objective);
}

TEST(Siting, MoreSitesNeverHarm) {
  std::mt19937 dice(10);
  const TextTable table = random_table(dice, 40, 10);
  double before = HUGE_VAL;
  for (std::size_t sites = 1; sites <= 10; ++sites) {
    const double now = p_median(table.view(), {.new_sites = sites, .unserved = core::Minutes{30}})
                           .solutions[0]
                           .objective;
    EXPECT_LE(now, before);
    before = now;
  }
  const Siting all = p_median(table.view(), {.new_sites = 11});
  EXPECT_EQ(all.solutions[0].sites.size(), 10U);
  EXPECT_EQ(all.findings.front().code, "fewer_candidates_than_sites");
}

TEST(Siting, StopsWhenAsked) {
  std::mt19937 dice(11);
  const TextTable table = random_table(dice, 50, 10);
  core::Progress progress;
  progress.stop = true;
  const SitingSearch search{.execution = {.progress = &progress}};
  EXPECT_THROW((void)p_median(table.view(), {.search = search}), core::Cancelled);
  EXPECT_THROW((void)fewest_sites(table.view(), {.search = search}), core::Cancelled);
}

TEST(Siting, OfNobodyIsAChoiceWithoutCost) {
  const TextTable nobody("0 5 6\n0 7 -");
  EXPECT_EQ(p_median(nobody.view()).solutions[0].objective, 0.0);
  EXPECT_EQ(p_median(nobody.view()).solutions[0].sites, (Sites{0}));
  EXPECT_EQ(max_coverage(nobody.view()).solutions[0].objective, 0.0);
  EXPECT_EQ(p_centre(nobody.view()).solutions[0].objective, 0.0);
  EXPECT_EQ(fewest_sites(nobody.view()).solutions[0].objective, 0.0);
}

TEST(Siting, RefusesWhatIsNoTable) {
  const auto argument = [](TextTable table, const std::function<void(TextTable&)>& spoil) {
    spoil(table);
    return test::finding_of([&] { (void)p_median(table.view()); }).place.argument;
  };
  const TextTable good("10 5 6\n 7 8 9");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.codes = {"A", "A"}; }), "codes");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.codes.clear(); }), "codes");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.people.pop_back(); }), "begin");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.people[0] = -1; }), "people");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.minutes[0] = HUGE_VAL; }), "minutes");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.minutes.pop_back(); }), "minutes");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.candidate[1] = 0; }), "candidate");
  EXPECT_EQ(argument(good, [](TextTable& t) { t.candidate[1] = 2; }), "candidate");
}

TEST(Siting, RefusesOptionsThatMeanNothing) {
  const TextTable table("10 5 6");
  const auto argument = [&table](const MedianOptions& options) {
    return test::finding_of([&] { (void)p_median(table.view(), options); }).place.argument;
  };
  EXPECT_EQ(argument({.new_sites = 0}), "new_sites");
  EXPECT_EQ(argument({.existing = {2}}), "existing");
  EXPECT_EQ(argument({.existing = {1, 1}}), "existing");
  EXPECT_EQ(argument({.unserved = core::Minutes{5}}), "unserved");
  EXPECT_EQ(argument({.capacity = {1}}), "capacity");
  EXPECT_EQ(argument({.capacity = {1, -1}}), "capacity");
  EXPECT_EQ(argument({.search = {.solutions = 0}}), "solutions");
  EXPECT_EQ(argument({.search = {.within = -1}}), "within");
  EXPECT_EQ(test::finding_of([&] {
              (void)max_coverage(table.view(), {.limit = core::Minutes{-1}});
            }).place.argument,
            "limit");
}

}  // namespace
}  // namespace sozialraum::siting
