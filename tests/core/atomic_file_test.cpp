#include "sozialraum/core/atomic_file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

std::span<const std::byte> bytes(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

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

  static void replace(const std::filesystem::path& target, const std::string& text) {
    AtomicFile file(target);
    file.write(bytes(text));
    file.commit();
  }

  std::filesystem::path folder_;
};

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

TEST_F(AtomicFileTest, ThrowsAwayWhatALibraryLeavesBesideIt) {
  AtomicFile file(folder_ / "a.tif");
  std::ofstream(file.temporary()) << "raster";
  std::ofstream(file.temporary().string() + ".aux.xml") << "statistics";
  file.commit();
  EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(AtomicFileTest, MakesAnEmptyFileOfNothing) {
  AtomicFile(folder_ / "a.txt").commit();
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "a.txt"));
}

TEST_F(AtomicFileTest, KeepsThePermissionsOfTheOldFile) {
  const auto target = folder_ / "a.txt";
  for (const unsigned mode : {0600U, 0640U, 0664U}) {
    std::ofstream(target) << "old";
    std::filesystem::permissions(target, static_cast<std::filesystem::perms>(mode));
    replace(target, "new");
    EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(target).permissions()), mode);
  }
}

TEST_F(AtomicFileTest, GivesANewFileWhatTheUmaskLeaves) {
  const mode_t before = ::umask(027);
  replace(folder_ / "a.txt", "new");
  ::umask(before);
  EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(folder_ / "a.txt").permissions()), 0640U);
}

TEST_F(AtomicFileTest, HidesWhatIsNotYetWhole) {
  AtomicFile file(folder_ / "a.txt");
  file.write(bytes("secret"));
  const auto own_folder = file.temporary().parent_path();
  EXPECT_EQ(own_folder.filename().string().front(), '.');
  EXPECT_EQ(static_cast<unsigned>(std::filesystem::status(own_folder).permissions()), 0700U);
}

TEST_F(AtomicFileTest, FollowsLinks) {
  std::filesystem::create_directory(folder_ / "b");
  std::ofstream(folder_ / "b" / "true.txt") << "old";
  std::filesystem::create_symlink("b/true.txt", folder_ / "near.txt");
  std::filesystem::create_symlink("near.txt", folder_ / "far.txt");
  replace(folder_ / "far.txt", "new");
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "far.txt"));
  EXPECT_TRUE(std::filesystem::is_symlink(folder_ / "near.txt"));
  EXPECT_EQ(read(folder_ / "b" / "true.txt"), "new");
  std::filesystem::create_symlink("b/later.txt", folder_ / "dangling.txt");
  replace(folder_ / "dangling.txt", "first");
  EXPECT_EQ(read(folder_ / "b" / "later.txt"), "first");
}

TEST_F(AtomicFileTest, RefusesWhatARenameWouldDestroy) {
  std::filesystem::create_directory(folder_ / "folder");
  std::filesystem::create_symlink("round", folder_ / "round");
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  for (const auto& target :
       {folder_ / "folder", folder_ / "folder" / "", folder_ / "round", folder_ / "pipe",
        std::filesystem::path("/dev/null"), std::filesystem::path()}) {
    const auto finding = test::finding_of([&] { AtomicFile file(target); });
    EXPECT_EQ(finding.code, "cannot_write") << target;
  }
  EXPECT_EQ(files_in_folder(), 3U);
}

TEST_F(AtomicFileTest, TakesTheLongestNameThereIs) {
  const auto target = folder_ / (std::string(251, 'n') + ".txt");
  replace(target, "new");
  EXPECT_EQ(read(target), "new");
}

TEST_F(AtomicFileTest, RemovesWhatAKilledProcessLeft) {
  const auto target = folder_ / "a.txt";
  const pid_t child = ::fork();
  if (child == 0) {
    AtomicFile file(target);
    file.write(bytes("half"));
    ::_exit(0);  // as a kill: no destructor runs
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  ASSERT_EQ(files_in_folder(), 1U);
  std::ofstream(folder_ / ".a.txt.part-notes") << "of somebody else";
  replace(target, "new");
  EXPECT_EQ(read(target), "new");
  EXPECT_EQ(files_in_folder(), 2U);
}

TEST_F(AtomicFileTest, LeavesWhatAnotherIsStillWriting) {
  AtomicFile slow(folder_ / "a.txt");
  slow.write(bytes("slow"));
  replace(folder_ / "a.txt", "fast");
  EXPECT_EQ(read(folder_ / "a.txt"), "fast");
  slow.commit();
  EXPECT_EQ(read(folder_ / "a.txt"), "slow");
}

TEST_F(AtomicFileTest, SavesOfSeveralThreadsUnderOneNameAreAllWhole) {
  const auto target = folder_ / "a.txt";
  replace(target, "start");
  std::atomic<bool> stop{false};
  std::atomic<int> halves{0};
  std::thread reader([&] {
    while (!stop) {
      const std::string text = read(target);
      if (text != "start" && text != std::string(100000, text.empty() ? '?' : text[0])) ++halves;
    }
  });
  std::vector<std::thread> writers;
  for (char letter = 'a'; letter < 'e'; ++letter) {
    writers.emplace_back([&target, letter] {
      for (int i = 0; i < 25; ++i) replace(target, std::string(100000, letter));
    });
  }
  for (std::thread& writer : writers) writer.join();
  stop = true;
  reader.join();
  EXPECT_EQ(halves, 0);
  EXPECT_EQ(files_in_folder(), 1U);
}

TEST_F(AtomicFileTest, NamesTheFileThatCannotBeWritten) {
  const auto missing = folder_ / "no" / "a.txt";
  const auto finding = test::finding_of([&] { AtomicFile file(missing); });
  EXPECT_EQ(finding.code, "cannot_write");
  EXPECT_EQ(finding.place.file, missing.string());
}

}  // namespace
}  // namespace sozialraum::core
