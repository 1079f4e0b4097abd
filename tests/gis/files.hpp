#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::gis {

/// A folder of its own for each test, gone afterwards.
class FilesTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* const info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(testing::TempDir()) /
              (std::string(info->test_suite_name()) + "." + info->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(std::string_view name) const { return (folder_ / name).string(); }

  std::string write(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
    return path(name);
  }

  static std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  [[nodiscard]] std::vector<std::string> names_in_folder() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      names.push_back(entry.path().filename().string());
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  std::filesystem::path folder_;
};

/// The first finding of this code; fails the test if there is none.
inline core::Finding finding_with(const std::vector<core::Finding>& findings,
                                  std::string_view code) {
  for (const core::Finding& finding : findings) {
    if (finding.code == code) return finding;
  }
  ADD_FAILURE() << "no finding '" << code << "'";
  return {};
}

/// A named fact of a finding; empty if it is not told.
inline std::string detail(const core::Finding& finding, std::string_view name) {
  for (const auto& [key, value] : finding.details) {
    if (key == name) return value;
  }
  return {};
}

inline bool has_finding(const std::vector<core::Finding>& findings, std::string_view code) {
  for (const core::Finding& finding : findings) {
    if (finding.code == code) return true;
  }
  return false;
}

inline std::string data_file(std::string_view name) {
  return std::string(SOZIALRAUM_DATA_DIR) + "/" + std::string(name);
}

}  // namespace sozialraum::gis
