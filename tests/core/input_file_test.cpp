#include "sozialraum/core/input_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

namespace fs = std::filesystem;

class InputFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / "input_file_test";
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    std::ofstream(folder_ / "a.txt") << "0123456789";
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(InputFileTest, ReadsFromAnyPlace) {
  const InputFile file(folder_ / "a.txt");
  EXPECT_EQ(file.size(), 10U);
  std::array<char, 3> three{};
  file.read(4, std::as_writable_bytes(std::span(three)));
  EXPECT_EQ(std::string(three.begin(), three.end()), "456");
}

TEST_F(InputFileTest, TellsAFileThatWasCutOffMeanwhile) {
  const InputFile file(folder_ / "a.txt");
  fs::resize_file(folder_ / "a.txt", 5);
  std::array<std::byte, 3> three{};
  EXPECT_EQ(test::finding_of([&] { file.read(4, three); }).code, "truncated");
}

TEST_F(InputFileTest, OpensNothingButOrdinaryFiles) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  for (const fs::path& path :
       {folder_, folder_ / "pipe", folder_ / "none", fs::path("/dev/zero"), fs::path()}) {
    const Finding finding = test::finding_of([&] { const InputFile file(path); });
    EXPECT_EQ(finding.code, "cannot_read") << path;
    EXPECT_EQ(finding.place.file, path.string());
  }
}

}  // namespace
}  // namespace sozialraum::core
