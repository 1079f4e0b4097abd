// Files that mean the same and are written otherwise: packed in parts, in several states, as
// servers and editors write them.

#include <bzlib.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "osm_text.hpp"
#include "sozialraum/osm/facility_reader.hpp"
#include "sozialraum/osm/road_reader.hpp"
#include "throws.hpp"

namespace sozialraum::osm {
namespace {

using Path = std::filesystem::path;

/// A file of these bytes, gone again with the object.
class Bytes {
 public:
  explicit Bytes(const std::string& bytes) : place_("n 1 50 9") {
    std::ofstream(path(), std::ios::binary) << bytes;
  }
  [[nodiscard]] Path path() const { return place_.path().parent_path() / "given"; }

 private:
  test::OsmText place_;
};

std::string osm(const std::string& objects) { return "<osm version='0.6'>" + objects + "</osm>"; }

std::string node(int id, double lat, double lon, const std::string& more = "",
                 const std::string& tags = "") {
  return "<node id='" + std::to_string(id) + "' lat='" + std::to_string(lat) + "' lon='" +
         std::to_string(lon) + "' " + more + ">" + tags + "</node>";
}

std::string tag(const std::string& key, const std::string& value) {
  return "<tag k='" + key + "' v='" + value + "'/>";
}

std::string way(int id, const std::vector<int>& nodes, const std::string& more,
                const std::string& tags) {
  std::string text = "<way id='" + std::to_string(id) + "' " + more + ">";
  for (const int n : nodes) text += "<nd ref='" + std::to_string(n) + "'/>";
  return text + tags + "</way>";
}

const std::string kNodes = node(1, 50.0, 9.0) + node(2, 50.0, 9.01) + node(3, 50.0, 9.02);
const std::string kRoad = tag("highway", "tertiary");

std::string gzip(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(text.size() + 1000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  const std::size_t size = stream.total_out;
  deflateEnd(&stream);
  return packed.substr(0, size);
}

std::string bzip2(std::string text) {
  std::string packed(text.size() + 1000, '\0');
  auto size = static_cast<unsigned>(packed.size());
  BZ2_bzBuffToBuffCompress(packed.data(), &size, text.data(), static_cast<unsigned>(text.size()), 9,
                           0, 0);
  return packed.substr(0, size);
}

std::size_t edges(const std::string& bytes) {
  const Bytes file(bytes);
  return read_roads(file.path()).graph.edge_count();
}

std::string code_of(const std::string& bytes) {
  const Bytes file(bytes);
  return test::finding_of([&] { (void)read_roads(file.path()); }).code;
}

TEST(OsmDialects, PackedTextMayComeInSeveralParts) {
  const std::string text = osm(kNodes + way(1, {1, 2, 3}, "", kRoad));
  const std::string a = text.substr(0, 100);
  const std::string b = text.substr(100);
  EXPECT_EQ(edges(gzip(a) + gzip(b)), 1U);
  EXPECT_EQ(edges(bzip2(a) + bzip2(b)), 1U);
  EXPECT_EQ(edges(gzip(text) + std::string(512, '\0')), 1U);  // a tape block filled up
  EXPECT_EQ(code_of(gzip(a) + gzip(b).substr(0, 30)), "damaged_file");
  EXPECT_EQ(code_of(bzip2(a) + bzip2(b).substr(0, 30)), "damaged_file");
  EXPECT_EQ(code_of(gzip(text) + "something else"), "damaged_file");
}

TEST(OsmDialects, OfSeveralStatesTheHighestVersionStandsWhole) {
  const std::string old = way(1, {1, 2}, "version='1'", kRoad);
  const std::string now = way(1, {1, 2, 3}, "version='2'", kRoad + tag("oneway", "yes"));
  for (const std::string& both : {old + now, now + old}) {
    const Bytes file(osm(kNodes + both));
    const auto roads = read_roads(file.path());
    ASSERT_EQ(roads.graph.edge_count(), 1U);
    EXPECT_GT(roads.kilometres, 1.3);
    EXPECT_EQ(roads.graph.edge(network::EdgeId{0}).backward, network::kClosed);
    EXPECT_EQ(roads.report.of("way", "repaired", "duplicate_way"), 1U);
  }
  // A road that became a path, one that was deleted, a gate that was opened, a ban that was lifted.
  const std::string other = way(2, {2, 3}, "", kRoad);
  EXPECT_EQ(
      edges(osm(kNodes + old + way(1, {1, 2}, "version='2'", tag("highway", "path")) + other)), 1U);
  EXPECT_EQ(edges(osm(kNodes + way(1, {}, "version='2' visible='false'", "") + old + other)), 1U);
  EXPECT_EQ(edges(osm(kNodes + way(1, {1, 2}, "version='1' action='delete'", kRoad) + other)), 1U);
  const std::string shut = node(2, 50.0, 9.01, "version='1'", tag("barrier", "bollard"));
  const std::string open = node(2, 50.0, 9.01, "version='2'");
  const std::string ends = node(1, 50.0, 9.0) + node(3, 50.0, 9.02);
  const std::string whole = way(1, {1, 2, 3}, "", kRoad);
  const Bytes gate(osm(ends + open + shut + whole));
  EXPECT_EQ(read_roads(gate.path()).report.of("node", "kept", "barrier_closed"), 0U);
  const std::string ban =
      "<member type='way' ref='1' role='from'/><member type='node' ref='2' "
      "role='via'/><member type='way' ref='2' role='to'/>" +
      tag("type", "restriction") + tag("restriction", "no_straight_on");
  const std::string roads = way(1, {1, 2}, "", kRoad) + other;
  const Bytes lifted(osm(kNodes + roads + "<relation id='1' version='1'>" + ban + "</relation>" +
                         "<relation id='1' version='2' visible='false'/>"));
  EXPECT_EQ(read_roads(lifted.path()).report.of("relation", "kept", "turn_applied"), 0U);
}

TEST(OsmDialects, FacilitiesKeepToTheSameRule) {
  const std::string school = tag("amenity", "school");
  const auto count = [](const std::string& objects) {
    const Bytes file(osm(objects));
    return read_facilities(file.path(), {{"amenity", {"school"}}}).facilities.size();
  };
  EXPECT_EQ(count(node(1, 50, 9, "version='1'", school)), 1U);
  EXPECT_EQ(count(node(1, 50, 9, "version='1' action='delete'", school)), 0U);
  EXPECT_EQ(count(node(1, 50, 9, "version='2'", tag("amenity", "pub")) +
                  node(1, 50, 9, "version='1'", school)),
            0U);
}

TEST(OsmDialects, OverpassNamesCentresAndTellsPositionsInPlace) {
  const std::string school = tag("amenity", "school");
  const Bytes file(osm("<way id='1'><center lat='50.5' lon='9.5'/><nd ref='8'/>" + school +
                       "</way><way id='2'><nd ref='1' lat='50' lon='9'/><nd ref='2' lat='50' "
                       "lon='9.02'/><nd ref='3' lat='50.02' lon='9.02'/><nd ref='1' lat='50' "
                       "lon='9'/>" +
                       school +
                       "</way><relation id='3'><member type='way' ref='9' role='outer'><nd "
                       "lat='50' lon='9'/><nd lat='50' lon='9.02'/><nd lat='50.02' "
                       "lon='9.02'/><nd lat='50' lon='9'/></member>" +
                       school + tag("type", "multipolygon") + "</relation>"));
  const auto found = read_facilities(file.path(), {{"amenity", {}}}).facilities;
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NEAR(found[0].position.lat, 50.5, 1e-7);
  for (const Facility* place : {&found[1], &found[2]}) {  // the centroid of the same triangle
    EXPECT_NEAR(place->position.lon, 9.0 + 0.04 / 3.0, 1e-6);
    EXPECT_NEAR(place->position.lat, 50.0 + 0.02 / 3.0, 1e-6);
  }
  EXPECT_EQ(
      edges(osm("<way id='1'><nd ref='1' lat='50' lon='9'/><nd ref='2' lat='50' lon='9.01'/>" +
                kRoad + "</way>")),
      1U);
  const Bytes bare(
      osm("<way id='1'><center lat='50' lon='9'/><nd ref='1'/><nd ref='2'/>" + kRoad + "</way>"));
  const auto refused = test::finding_of([&] { (void)read_roads(bare.path()); });
  EXPECT_EQ(refused.code, "no_road");
  EXPECT_NE(refused.hint.find("out skel"), std::string::npos) << refused.hint;
}

TEST(OsmDialects, AnAnswerThatWasBrokenOffIsRefusedAndAnyOtherRemarkKept) {
  const std::string road = kNodes + way(1, {1, 2, 3}, "", kRoad);
  EXPECT_EQ(code_of(osm(road + "<remark> runtime error: Query timed out in \"query\" </remark>")),
            "incomplete_answer");
  EXPECT_EQ(code_of(osm(road + "<remark>Query run out of memory using about 2048 MB.</remark>")),
            "incomplete_answer");
  EXPECT_EQ(edges(osm("<remark>Timeout is 180</remark>" + road)), 1U);
  EXPECT_EQ(edges(osm("<note>The data is from OpenStreetMap.</note><meta osm_base='x'/>" + road)),
            1U);
  EXPECT_EQ(code_of("<osm><action type='modify'><old/><new/></action></osm>"), "history_file");
  EXPECT_EQ(code_of("<?xml version='1.0'?><!DOCTYPE osm [<!ENTITY a 'aa'>]>" + osm(road)),
            "damaged_file");
}

TEST(OsmDialects, WhatWasPackedMayBeNoMapAndUtf16IsOne) {
  const std::string map = osm(kNodes + way(1, {1, 2, 3}, "", kRoad));
  EXPECT_EQ(code_of(gzip("{\"elements\": []}")), "not_an_osm_file");
  EXPECT_EQ(code_of(bzip2("The server is probably too busy")), "not_an_osm_file");
  EXPECT_EQ(code_of(gzip(bzip2(map))), "not_an_osm_file");
  std::string wide = "\xff\xfe";
  for (const char c : map) wide += std::string{c, '\0'};
  EXPECT_EQ(edges(wide), 1U);
}

}  // namespace
}  // namespace sozialraum::osm
