#include "sozialraum/osm/facility_reader.hpp"

#include <gtest/gtest.h>

#include "osm_text.hpp"
#include "throws.hpp"

namespace sozialraum::osm {
namespace {

const std::string kVillage = R"(
  n 1 50.00 9.00
  n 2 50.00 9.02
  n 3 50.02 9.02
  n 4 50.02 9.00
  n 5 50.001 9.01
  n 6 50.0 9.01
  n 7 50.1 9.1 amenity=kindergarten name=Hort
  n 8 50.2 9.2 amenity=pub;school
  n 9 50.3 9.3 shop=bakery
  w 20 1,2,3,4,1 amenity=school
  w 21 1,2,3 highway=platform
  w 22 1,2,5,3,4,1 amenity=hospital
  w 23 1,2
  w 24 2,3,4,1
  w 25 98,99 amenity=school
  r 30 w23:outer,w24:outer type=multipolygon amenity=college
  r 31 n1:stop,n2:stop type=public_transport highway=stop_area
)";

TEST(ReadFacilities, FindsNodesWaysAndRelations) {
  const test::OsmText file(kVillage);
  const auto found =
      read_facilities(file.path(), {{"amenity", {"school", "kindergarten", "college"}}}).facilities;
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].osm_id, 7);
  EXPECT_EQ(found[0].osm_type, 'n');
  EXPECT_EQ(found[0].tags.back(), (std::pair<std::string, std::string>{"name", "Hort"}));
  EXPECT_EQ(found[1].osm_id, 8);  // "pub;school": any part counts
  EXPECT_EQ(found[2].osm_type, 'w');
  EXPECT_NEAR(found[2].position.lon, 9.01, 1e-9);  // middle of the square
  EXPECT_NEAR(found[2].position.lat, 50.01, 1e-9);
  EXPECT_EQ(found[3].osm_type, 'r');
  EXPECT_NEAR(found[3].position.lon, 9.01, 1e-9);  // the ring joined of two ways
}

TEST(ReadFacilities, AnEmptyListOfValuesMeansAny) {
  const test::OsmText file(kVillage);
  EXPECT_EQ(read_facilities(file.path(), {{"shop", {}}}).facilities.size(), 1U);
  EXPECT_EQ(read_facilities(file.path(), {{"amenity", {}}, {"shop", {}}}).facilities.size(), 6U);
}

TEST(ReadFacilities, ThePointOfAHorseshoeIsInsideOfIt) {
  // A U open to the north: the centroid lies in the gap.
  const test::OsmText file(R"(
    n 1 50.00 9.00
    n 2 50.00 9.10
    n 3 50.10 9.10
    n 4 50.10 9.09
    n 5 50.01 9.09
    n 6 50.01 9.01
    n 7 50.10 9.01
    n 8 50.10 9.00
    w 1 1,2,3,4,5,6,7,8,1 amenity=school
  )");
  const auto point = read_facilities(file.path(), {{"amenity", {}}}).facilities.at(0).position;
  const bool left = point.lon > 9.0 && point.lon < 9.01;
  const bool right = point.lon > 9.09 && point.lon < 9.10;
  const bool bottom = point.lat > 50.0 && point.lat < 50.01;
  EXPECT_TRUE(left || right || bottom) << point.lon << " " << point.lat;
}

TEST(ReadFacilities, AnOpenLineStandsForItsMiddleAndOtherRelationsForTheirMean) {
  const test::OsmText file(kVillage);
  const auto found = read_facilities(file.path(), {{"highway", {}}}).facilities;
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].position.lon, 9.02, 1e-9);  // two legs of 0.02 degrees: the corner
  EXPECT_NEAR(found[0].position.lat, 50.0, 1e-9);
  EXPECT_NEAR(found[1].position.lon, 9.01, 1e-9);
}

TEST(ReadFacilities, CountsWhatHasNoPosition) {
  const test::OsmText file(kVillage);
  const auto result = read_facilities(file.path(), {{"amenity", {"school"}}});
  EXPECT_EQ(result.report.of("way", "dropped", "nodes_not_in_file"), 1U);  // way 25
  EXPECT_EQ(result.report.of("way", "kept", "facility"), 1U);
}

TEST(ReadFacilities, NoMatchIsAFindingNotAnError) {
  const test::OsmText file(kVillage);
  const auto result = read_facilities(file.path(), {{"amenity", {"shool"}}});
  EXPECT_TRUE(result.facilities.empty());
  ASSERT_EQ(result.findings.size(), 1U);
  EXPECT_EQ(result.findings[0].code, "no_facility");
  EXPECT_EQ(result.findings[0].message, "the file has no object with amenity=shool");
}

/// Schools of a square of 200 m, and what became of them: those left, pairs told, pairs merged.
struct Campus {
  std::vector<std::string> names;
  std::size_t told = 0;
  std::size_t merged = 0;
};

Campus campus(const std::string& objects, bool merge,
              const std::vector<TagFilter>& filters = {{"amenity", {"school"}}}) {
  const test::OsmText file("n 1 50 9\nn 2 50 9.0028\nn 3 50.0018 9.0028\nn 4 50.0018 9\n" +
                           objects);
  const auto found = read_facilities(file.path(), filters, {.merge_doubles = merge});
  Campus campus;
  for (const Facility& one : found.facilities) {
    std::string name;
    for (const auto& [key, value] : one.tags) name = key == "name" ? value : name;
    campus.names.push_back(name);
  }
  for (const auto& finding : found.findings) {
    (finding.code == "merged_facilities" ? campus.merged : campus.told) += finding.areas.size();
  }
  return campus;
}

using Names = std::vector<std::string>;

TEST(ReadFacilities, TwoSchoolsOfOneCampusStayTwoThoughItsAreaHasNoName) {
  const std::string text =
      "n 8 50.0005 9.0005 amenity=school name=Grundschule\n"
      "n 9 50.0015 9.0020 amenity=school name=Gymnasium\n"
      "w 20 1,2,3,4,1 amenity=school\n";
  EXPECT_EQ(campus(text, false).told, 2U);
  const Campus merged = campus(text, true);
  EXPECT_EQ(merged.names, (Names{"Gymnasium", "Grundschule"}));  // nodes come first
  EXPECT_EQ(merged.merged, 1U);
  EXPECT_EQ(merged.told, 1U);
}

TEST(ReadFacilities, NamesDifferNeitherByCaseNorByHyphens) {
  const std::string text =
      "n 8 50.0005 9.0005 amenity=school name=ÄPPEL-HOF\n"
      "w 20 1,2,3,4,1 amenity=school name=Äppel_hof\n";
  EXPECT_EQ(campus(text, true).names.size(), 1U);
}

TEST(ReadFacilities, SimilarNamesAreToldAndNeverMerged) {
  const auto both = [](const std::string& a, const std::string& b, bool merge) {
    return campus("n 8 50.0005 9.0005 amenity=school name=" + a +
                      "\nw 20 1,2,3,4,1 amenity=school name=" + b + "\n",
                  merge);
  };
  for (const auto& [a, b] :
       std::vector<std::pair<std::string, std::string>>{{"GS-Hafen", "Grundschule-Hafen"},
                                                        {"St.-Georg", "Sankt-Georg"},
                                                        {"Hafen", "Hafen-West"}}) {
    EXPECT_EQ(both(a, b, false).told, 1U) << a;
    EXPECT_EQ(both(a, b, true).names.size(), 2U) << a;
    EXPECT_EQ(both(a, b, true).told, 1U) << a;
  }
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"Grundschule", "Gymnasium"}, {"Hort-1", "Hort-11"}, {"Nord", "West"}}) {
    EXPECT_EQ(both(a, b, false).told, 0U) << a;
  }
}

TEST(ReadFacilities, OneKindMayBeToldByTwoKeys) {
  const auto doctors = campus(
      "n 8 50.0005 9.0005 amenity=doctors name=Meer\nn 9 50.0006 9.0005 healthcare=doctor "
      "name=Meer\n",
      false, {{"amenity", {"doctors"}}, {"healthcare", {"doctor"}}});
  EXPECT_EQ(doctors.told, 1U);
  const std::string school = "w 20 1,2,3,4,1 amenity=school name=A\nw 21 1,2,3,1 building=school\n";
  EXPECT_EQ(campus(school, true, {{"amenity", {"school"}}, {"building", {"school"}}}).names,
            Names{"A"});
  const auto yes = campus("n 8 50.0005 9.0005 shop=yes\nn 9 50.0006 9.0005 office=yes\n", false,
                          {{"shop", {}}, {"office", {}}});
  EXPECT_EQ(yes.told, 0U);
}

TEST(ReadFacilities, NeedsAFilter) {
  const test::OsmText file(kVillage);
  EXPECT_EQ(test::finding_of([&] { (void)read_facilities(file.path(), {}); }).place.argument,
            "filters");
}

TEST(ReadFacilities, FindsWhatIsMappedNorthOfBayreuth) {
  // Counted in the XML file with a plain text search.
  const std::string path = std::string(SOZIALRAUM_DATA_DIR) + "/roads_osm/north-bayreuth.osm.gz";
  const auto count = [&](const std::string& key, const std::string& value) {
    return read_facilities(path, {{key, {value}}}).facilities.size();
  };
  EXPECT_EQ(count("amenity", "kindergarten"), 3U);
  EXPECT_EQ(count("highway", "bus_stop"), 16U);
  EXPECT_EQ(count("shop", "supermarket"), 2U);
  EXPECT_EQ(count("leisure", "playground"), 7U);
  EXPECT_EQ(count("amenity", "fire_station"), 7U);
  EXPECT_EQ(count("amenity", "school"), 0U);
}

}  // namespace
}  // namespace sozialraum::osm
