#include "sozialraum/smallarea/pooled_years.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "throws.hpp"

namespace sozialraum::smallarea {
namespace {

const double kNan = std::nan("");
const std::vector<double> kYears{2019, 2020, 2021};

TEST(PooledYears, SpeakOfTheYearAskedIfRatesGrow) {
  // Two villages whose rates grow by a tenth a year, exactly.
  const std::vector<double> count{10, 11, 12.1, 20, 44, 24.2};
  const std::vector<double> base{100, 100, 100, 400, 800, 400};
  const auto last = pooled_years({count, base, kYears, {}});
  EXPECT_NEAR(last.trend, std::log(1.1), 1e-12);
  EXPECT_EQ(last.year, 2021);
  EXPECT_NEAR(last.count[0] / last.base[0], .121, 1e-12);
  EXPECT_NEAR(last.count[1] / last.base[1], .0605, 1e-12);
  const auto first = pooled_years({count, base, kYears, {}}, {.year = 2019});
  EXPECT_NEAR(first.count[0] / first.base[0], .1, 1e-12);
  const auto flat = pooled_years({count, base, kYears, {}}, {.trend = false});
  EXPECT_EQ(flat.trend, 0);
  EXPECT_DOUBLE_EQ(flat.base[0], 300);
}

/// One area, base 1 in two years: cases fall on the second with the chance p = e^b / (1 + e^b). 10
/// and 30 cases: b = log 3, information 40 * 1/4 * 3/4.
TEST(PooledYears, TellHowSureTheTrendIs) {
  const std::vector<double> count{10, 30};
  const std::vector<double> base{1, 1};
  const std::vector<double> years{2020, 2021};
  const auto result = pooled_years({count, base, years, {}});
  EXPECT_NEAR(result.trend, std::log(3), 1e-12);
  EXPECT_NEAR(result.standard_error, 1 / std::sqrt(7.5), 1e-10);
}

TEST(PooledYears, LeaveMissingYearsOut) {
  const std::vector<double> count{10, kNan, 12.1, 20, 22, 24.2, kNan, kNan, kNan};
  const std::vector<double> base{100, 100, 100, 400, 400, 400, 5, 5, 5};
  const auto result = pooled_years({count, base, kYears, {}});
  EXPECT_NEAR(result.trend, std::log(1.1), 1e-12);
  EXPECT_NEAR(result.count[0], 22.1, 1e-12);
  EXPECT_NEAR(result.count[0] / result.base[0], .121, 1e-12);
  EXPECT_TRUE(std::isnan(result.count[2]));
}

TEST(PooledYears, TellThatThereIsNoTrend) {
  const std::vector<double> none{0, 0, 0};
  const std::vector<double> once{0, 0, 4};
  const std::vector<double> base{10, 10, 10};
  for (const auto& count : {none, once}) {
    const auto result = pooled_years({count, base, kYears, {}});
    EXPECT_EQ(result.findings[0].code, "no_trend");
    EXPECT_EQ(result.trend, 0);
    EXPECT_DOUBLE_EQ(result.base[0], 30);
  }
}

TEST(PooledYears, RefuseWhatDoesNotFit) {
  const std::vector<double> three{1, 2, 3};
  const std::vector<double> negative{1, -2, 3};
  const std::vector<double> doubled{2019, 2019, 2021};
  const auto code = [&](const YearlyCounts& counts) {
    return test::finding_of([&] { static_cast<void>(pooled_years(counts)); }).code;
  };
  EXPECT_EQ(code({negative, three, kYears, {}}), "negative_count");
  EXPECT_EQ(code({three, negative, kYears, {}}), "negative_base");
  EXPECT_EQ(code({three, three, doubled, {}}), "invalid_argument");
  EXPECT_EQ(code({three, three, {}, {}}), "length_mismatch");
}

}  // namespace
}  // namespace sozialraum::smallarea
