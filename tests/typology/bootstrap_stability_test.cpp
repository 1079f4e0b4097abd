#include "sozialraum/typology/bootstrap_stability.hpp"

#include <gtest/gtest.h>

#include "all_partitions.hpp"
#include "sozialraum/typology/kmeans.hpp"
#include "throws.hpp"
#include "typed_points.hpp"

namespace sozialraum::typology {
namespace {

TEST(BootstrapStability, TypesFarApartComeAgainInEverySample) {
  auto points = test::invented(40, 2, 9);
  for (std::size_t i = 0; i < 40; ++i) points.values[i * 2] += i % 2 == 0 ? 50.0 : -50.0;
  const auto types = kmeans(points.view(), {.types = 2});
  const auto found = bootstrap_stability(points.view(), types, {.samples = 30});
  EXPECT_EQ(found.jaccard, (std::vector<double>{1.0, 1.0}));
  EXPECT_EQ(found.dissolved, (std::vector<double>{0.0, 0.0}));
  EXPECT_EQ(found.samples, 30U);
  EXPECT_EQ(found.least, 1.0);
}

TEST(BootstrapStability, TypesOfACloudDoNot) {
  const auto points = test::invented(60, 5, 10);
  const auto types = kmeans(points.view(), {.types = 6});
  const auto found = bootstrap_stability(points.view(), types, {.samples = 30});
  EXPECT_LT(found.mean, 0.75);  // below "stable" in Hennig's reading
  EXPECT_GT(found.mean, 0.2);
  EXPECT_LE(found.least, found.mean);
}

TEST(BootstrapStability, IsTheSameForAnyOrderOfRowsAndThreads) {
  const auto points = test::guerry();
  const auto mixed = test::reordered(points, test::shuffled(85));
  const auto one = bootstrap_stability(points.view(), kmeans(points.view(), {.types = 3}),
                                       {.samples = 6, .execution = {.threads = 1}});
  const auto other = bootstrap_stability(mixed.view(), kmeans(mixed.view(), {.types = 3}),
                                         {.samples = 6, .execution = {.threads = 3}});
  for (std::size_t type = 0; type < 3; ++type) {
    EXPECT_NEAR(other.jaccard[type], one.jaccard[type], 1e-12);
  }
}

TEST(BootstrapStability, RefusesNoSamples) {
  const auto points = test::villages();
  const auto types = kmeans(points.view(), {.types = 2});
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(bootstrap_stability(points.view(), types, {.samples = 0}));
            }).place.argument,
            "samples");
}

}  // namespace
}  // namespace sozialraum::typology
