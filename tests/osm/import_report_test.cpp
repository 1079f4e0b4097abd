#include "sozialraum/osm/import_report.hpp"

#include <gtest/gtest.h>

namespace sozialraum::osm {
namespace {

TEST(ImportReport, AddsUpAndComesInAFixedOrder) {
  ImportReport report;
  report.count("way", "dropped", "access_tag", 2, "closed");
  report.count("node", "kept", "signals", 1, "lights");
  report.count("way", "read", "all", 9, "ways");
  report.count("way", "dropped", "access_tag", 3, "closed");
  report.count("way", "dropped", "area", 0, "never told");
  const auto rows = report.rows();
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].subject, "node");
  EXPECT_EQ(rows[1].effect, "read");
  EXPECT_EQ(rows[2], (ImportRow{"way", "dropped", "access_tag", 5, "closed"}));
  EXPECT_EQ(report.of("way", "dropped", "access_tag"), 5U);
  EXPECT_EQ(report.of("way", "dropped", "area"), 0U);
}

}  // namespace
}  // namespace sozialraum::osm
