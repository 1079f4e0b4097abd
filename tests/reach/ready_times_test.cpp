#include "sozialraum/reach/ready_times.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "throws.hpp"

namespace sozialraum::reach {
namespace {

using core::Standing;

const std::vector<std::string> kHomes{"Aue", "Berg", "Hallig"};
const std::vector<std::string> kDoctors{"Nord", "Sued"};
const TablePlaces kPlaces{
    .origins = 3, .facilities = 2, .origin_names = kHomes, .facility_names = kDoctors};

struct Columns {
  std::vector<std::uint32_t> origin;
  std::vector<std::uint32_t> facility;
  std::vector<double> minutes;

  [[nodiscard]] TimesColumns view() const {
    return {.origin = origin, .facility = facility, .minutes = minutes};
  }
};

TEST(ReadyTimes, OfALongTableInAnyOrder) {
  const Columns columns{{1, 0, 0}, {1, 1, 0}, {8.0, 25.0, 5.05}};
  const auto times = times_of_columns(columns.view(), kPlaces);
  EXPECT_EQ(times.begin, (std::vector<std::size_t>{0, 2, 3, 3}));
  EXPECT_EQ(times.pairs, (std::vector<Reached>{{0, 3030}, {1, 15'000}, {1, 4800}}));
  EXPECT_EQ(times.facility_count, 2U);
  EXPECT_EQ(times.standing,
            (std::vector{Standing::kOnNetwork, Standing::kOnNetwork, Standing::kBeyondLimit}));
  ASSERT_EQ(times.findings.size(), 1U);
  EXPECT_EQ(times.findings[0].code, "origin_without_pair");
  EXPECT_EQ(times.findings[0].areas, std::vector<std::string>{"Hallig"});
}

TEST(ReadyTimes, OfAMatrixAreThoseOfTheLongTable) {
  const double none = std::nan("");
  const std::vector<double> dense{5.05, 25.0, none, 8.0, none, none};
  const Columns columns{{1, 0, 0}, {1, 1, 0}, {8.0, 25.0, 5.05}};
  const auto a = times_of_matrix(dense, kPlaces);
  const auto b = times_of_columns(columns.view(), kPlaces);
  EXPECT_EQ(a.begin, b.begin);
  EXPECT_EQ(a.pairs, b.pairs);
  EXPECT_EQ(a.standing, b.standing);
  EXPECT_EQ(a.findings, b.findings);
}

TEST(ReadyTimes, RefuseByNameWhatIsNoTime) {
  const auto finding = [](const Columns& columns) {
    return test::finding_of([&] { (void)times_of_columns(columns.view(), kPlaces); });
  };
  const auto twice = finding({{0, 1, 0}, {1, 1, 1}, {5, 6, 7}});
  EXPECT_EQ(twice.place.argument, "minutes");
  EXPECT_EQ(twice.message, "stand twice, in rows 0 and 2, from 'Aue' to 'Sued'");
  EXPECT_EQ(finding({{0, 1}, {1, 1}, {5, -6}}).message, "are -6 in row 1, from 'Berg' to 'Sued'");
  EXPECT_EQ(finding({{0}, {1}, {std::nan("")}}).hint, "leave out pairs without a way");
  EXPECT_EQ(finding({{0}, {1}, {std::numeric_limits<double>::infinity()}}).place.argument,
            "minutes");
  EXPECT_EQ(finding({{3}, {1}, {5}}).place.argument, "origin");
  EXPECT_EQ(finding({{0}, {2}, {5}}).place.argument, "facility");
  EXPECT_EQ(finding({{0}, {1, 0}, {5}}).place.argument, "facility");
  EXPECT_EQ(finding({{0}, {1}, {}}).place.argument, "minutes");
  const auto dense = [](std::vector<double> minutes) {
    return test::finding_of([&] { (void)times_of_matrix(minutes, kPlaces); }).place.argument;
  };
  EXPECT_EQ(dense({1, 2, 3}), "minutes");
  EXPECT_EQ(dense({1, 2, 3, -4, 5, 6}), "minutes");
}

}  // namespace
}  // namespace sozialraum::reach
