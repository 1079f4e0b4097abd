#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sozialraum/osm/tags.hpp"

namespace sozialraum::test {

/// Tags written as text: "highway=track tracktype=grade1". Keeps the text alive.
class TagText {
 public:
  explicit TagText(const std::string& text) {
    std::istringstream words(text);
    for (std::string word; words >> word;) words_.push_back(word);
    for (const std::string& word : words_) {
      const std::size_t equals = word.find('=');
      list_.push_back(
          {std::string_view(word).substr(0, equals), std::string_view(word).substr(equals + 1)});
    }
  }
  [[nodiscard]] osm::Tags tags() const { return osm::Tags(list_); }

 private:
  std::vector<std::string> words_;
  std::vector<osm::Tag> list_;
};

/// An OpenStreetMap file written as lines, one an object:
///
///     n 1 49.00 9.00                     node, latitude, longitude, then tags
///     w 10 1,2,3 highway=primary         way, node ids, then tags
///     r 20 w10:from,n2:via,w11:to type=restriction restriction=no_left_turn
///
/// Removed again when the object goes.
class OsmText {
 public:
  explicit OsmText(const std::string& text, const std::string& name = "roads.osm") {
    static int count = 0;
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              ("sozialraum-osm-" + std::string(test->test_suite_name()) + "-" + test->name() + "-" +
               std::to_string(count++));
    std::filesystem::create_directories(folder_);
    path_ = folder_ / name;
    std::ofstream(path_) << xml(text);
  }
  ~OsmText() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  OsmText(const OsmText&) = delete;
  OsmText& operator=(const OsmText&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  static std::string xml(const std::string& text) {
    std::string result = "<?xml version='1.0'?>\n<osm version='0.6'>\n";
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) result += object(line);
    return result + "</osm>\n";
  }

 private:
  static std::string object(const std::string& line) {
    std::istringstream words(line);
    std::string kind;
    std::string id;
    if (!(words >> kind >> id)) return "";
    std::string text;
    if (kind == "n") {
      std::string lat;
      std::string lon;
      words >> lat >> lon;
      text = "<node id='" + id + "' lat='" + lat + "' lon='" + lon + "'>";
    } else {
      std::string parts;
      words >> parts;
      text = kind == "w" ? "<way id='" + id + "'>" : "<relation id='" + id + "'>";
      std::istringstream list(parts);
      for (std::string part; std::getline(list, part, ',');) {
        text += kind == "w" ? "<nd ref='" + part + "'/>" : member(part);
      }
    }
    for (std::string tag; words >> tag;) {
      const std::size_t equals = tag.find('=');
      text += "<tag k='" + tag.substr(0, equals) + "' v='" + tag.substr(equals + 1) + "'/>";
    }
    return text + (kind == "n" ? "</node>\n" : kind == "w" ? "</way>\n" : "</relation>\n");
  }

  static std::string member(const std::string& part) {
    const std::size_t colon = part.find(':');
    const std::string type = part[0] == 'n' ? "node" : part[0] == 'w' ? "way" : "relation";
    return "<member type='" + type + "' ref='" + part.substr(1, colon - 1) + "' role='" +
           (colon == std::string::npos ? "" : part.substr(colon + 1)) + "'/>";
  }

  std::filesystem::path folder_;
  std::filesystem::path path_;
};

}  // namespace sozialraum::test
