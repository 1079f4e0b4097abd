#include "sozialraum/core/atomic_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

class AtomicFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static std::string read(const std::filesystem::path& path) {
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t files_in_folder() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder_)) ++count;
    return count;
  }

  std::filesystem::path folder_;
};

std::span<const std::byte> bytes(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

TEST_F(AtomicFileTest, ShowsTheOldFileUntilTheNewOneIsWhole) {
  const auto target = folder_ / "a.txt";
  std::ofstream(target) << "old";
  AtomicFile file(target);
  file.write(bytes("new "));
  file.write(bytes("text"));
  EXPECT_EQ(read(target), "old");
  file.commit();
  EXPECT_EQ(read(target), "new text");
  EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(AtomicFileTest, LeavesNothingBehindWithoutCommit) {
  {
    AtomicFile(folder_ / "a.txt").write(bytes("half"));
  }
  EXPECT_EQ(files_in_folder(), 0U);
}

TEST_F(AtomicFileTest, TakesAFileThatALibraryWrote) {
  AtomicFile file(folder_ / "a.gpkg");
  EXPECT_EQ(file.temporary().extension(), ".gpkg");
  std::ofstream(file.temporary()) << "layer";
  file.commit();
  EXPECT_EQ(read(folder_ / "a.gpkg"), "layer");
}

TEST_F(AtomicFileTest, NamesTheFileThatCannotBeWritten) {
  const auto missing = folder_ / "no" / "a.txt";
  const auto finding = test::finding_of([&] { AtomicFile file(missing); });
  EXPECT_EQ(finding.code, "cannot_write");
  EXPECT_EQ(finding.place.file, missing.string());
}

}  // namespace
}  // namespace sozialraum::core
