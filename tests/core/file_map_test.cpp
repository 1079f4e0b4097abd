#include "sozialraum/core/file_map.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace sozialraum::core {
namespace {

TEST(FileMap, HoldsTheBytesEvenWhenTheFileIsGone) {
  const auto path = std::filesystem::path(testing::TempDir()) / "file_map_test.txt";
  std::ofstream(path) << "Hafen;30";
  std::shared_ptr<const FileMap> map;
  {
    const InputFile file(path);
    map = FileMap::of(file);
  }
  std::filesystem::remove(path);
  const auto bytes = map->bytes();
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()), "Hafen;30");
}

TEST(FileMap, OfAnEmptyFileIsEmpty) {
  const auto path = std::filesystem::path(testing::TempDir()) / "file_map_empty.txt";
  std::ofstream(path).flush();
  EXPECT_TRUE(FileMap::of(InputFile(path))->bytes().empty());
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace sozialraum::core
