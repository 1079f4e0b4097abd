#include "sozialraum/core/record_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <numeric>

#include "sealed_records.hpp"
#include "throws.hpp"

namespace sozialraum::core {
namespace {

namespace fs = std::filesystem;

const RecordFormat kFormat{
    .magic = {'s', 'o', 'z', 'i', 'a', 'l', 'r', 'a', 'u', 'm', '-', 't', 's', 't', '\x1a', '\n'},
    .version = 7,
    .thing = "model",
    .code = "not_a_model",
    .giver = "a file of a test",
    .remedy = "make it again"};

class RecordFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              (std::string("record_file_") +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    path_ = folder_ / "some.model";
  }
  void TearDown() override { fs::remove_all(folder_); }

  void save_some() const {
    RecordWriter writer(kFormat);
    writer.add(1, std::span<const double>(kCentres));
    writer.add(2, kNames);
    writer.add(3, std::span<const std::uint32_t>());
    writer.save(path_);
  }
  std::string read() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const std::string& bytes) const { std::ofstream(path_, std::ios::binary) << bytes; }
  std::string trouble(const RecordFileOptions& options = {}) const {
    return test::finding_of([&] { (void)RecordFile::open(path_, kFormat, options); }).code;
  }

  inline static const std::vector<double> kCentres{1.5, -2.0, 1e300};
  inline static const std::vector<std::string> kNames{"Dorf", "", "Straße\n"};
  fs::path folder_;
  fs::path path_;
};

TEST_F(RecordFileTest, GivesArraysAndTextsBack) {
  save_some();
  for (const bool mapped : {false, true}) {
    for (const bool check : {false, true}) {
      const auto file =
          RecordFile::open(path_, kFormat, {.check_content = check, .mapped = mapped});
      SharedArray<double> centres;
      SharedArray<std::uint32_t> none;
      SharedArray<std::uint32_t> absent;
      file.get(1, centres);
      file.get(3, none);
      file.get(4, absent);
      EXPECT_EQ(std::vector(centres.begin(), centres.end()), kCentres);
      EXPECT_TRUE(none.empty());
      EXPECT_TRUE(absent.empty());
      EXPECT_EQ(file.texts(2), kNames);
      EXPECT_EQ(file.count(1), 3U);
      EXPECT_FALSE(file.has(4));
      EXPECT_EQ(file.bytes(), fs::file_size(path_));
    }
  }
}

TEST_F(RecordFileTest, TheArraysOutliveTheFile) {
  save_some();
  SharedArray<double> centres;
  RecordFile::open(path_, kFormat).get(1, centres);
  fs::remove(path_);
  EXPECT_EQ(centres[2], 1e300);
}

TEST_F(RecordFileTest, APeekReadsTheSectionAskedForAlone) {
  save_some();
  std::string bytes = read();
  bytes[test::rows_of(bytes)[0].offset] ^= 1;
  write(bytes);
  EXPECT_EQ(trouble(), "damaged");
  const auto file = RecordFile::peek(path_, kFormat);
  EXPECT_EQ(file.texts(2), kNames);
  SharedArray<double> centres;
  EXPECT_EQ(test::finding_of([&] { file.get(1, centres); }).code, "damaged");
}

TEST_F(RecordFileTest, LongSectionsAreCheckedInPieces) {
  std::vector<std::uint64_t> numbers(1'000'000);
  std::iota(numbers.begin(), numbers.end(), 0U);
  RecordWriter writer(kFormat);
  writer.add(1, std::span<const std::uint64_t>(numbers));
  writer.save(path_);
  SharedArray<std::uint64_t> back;
  RecordFile::open(path_, kFormat).get(1, back);
  ASSERT_EQ(back.size(), numbers.size());
  EXPECT_TRUE(std::equal(back.begin(), back.end(), numbers.begin()));
  std::string bytes = read();
  for (const std::size_t at : {std::size_t{200}, bytes.size() / 2, bytes.size() - 1}) {
    bytes[at] ^= 8;
    write(bytes);
    EXPECT_EQ(trouble(), "damaged") << at;
    EXPECT_EQ(trouble({.mapped = true}), "damaged") << at;
    bytes[at] ^= 8;
  }
}

TEST_F(RecordFileTest, AFileReadPrivatelyMayBeOverwritten) {
  save_some();
  SharedArray<double> centres;
  const auto file = RecordFile::open(path_, kFormat);
  write("short");
  file.get(1, centres);
  EXPECT_EQ(centres[0], 1.5);
}

TEST_F(RecordFileTest, OtherFilesAreNamedAfterTheFormat) {
  write("Name;Einwohner\nHafen;30\n");
  const Finding finding = test::finding_of([&] { (void)RecordFile::open(path_, kFormat); });
  EXPECT_EQ(finding.code, "not_a_model");
  EXPECT_EQ(finding.message, "the file is not a model");
  EXPECT_EQ(finding.place.file, path_.string());
  write("");
  EXPECT_EQ(trouble(), "not_a_model");
}

TEST_F(RecordFileTest, AnotherVersionIsTold) {
  save_some();
  RecordFormat next = kFormat;
  next.version = 8;
  EXPECT_EQ(test::finding_of([&] { (void)RecordFile::open(path_, next); }).code, "other_version");
}

// ---- with right checksums, wrong all the same

TEST_F(RecordFileTest, ASectionMustLieInsideOfTheFile) {
  save_some();
  const std::string good = read();
  const auto change = [&](std::size_t at, std::uint64_t number) {
    std::string bytes = good;
    test::put_at(bytes, 64 + at, number);
    test::seal_head(bytes);
    write(bytes);
    return trouble({.check_content = false});
  };
  EXPECT_EQ(change(8, 0), "damaged");            // offset: inside of the head
  EXPECT_EQ(change(8, 200), "damaged");          // no multiple of 64
  EXPECT_EQ(change(8, good.size()), "damaged");  // beyond the end
  EXPECT_EQ(change(8, ~std::uint64_t{63}), "damaged");
  EXPECT_EQ(change(16, 1000), "damaged");  // rows
  EXPECT_EQ(change(16, ~std::uint64_t{0}), "damaged");
  EXPECT_EQ(change(16, std::uint64_t{1} << 61U), "damaged");        // times 8 it is 0 again
  EXPECT_EQ(change(0, 1), "damaged");                               // rows of 0 bytes
  EXPECT_EQ(change(0, (std::uint64_t{8} << 32U) | 2U), "damaged");  // the number of another section
}

TEST_F(RecordFileTest, AFileMayEndInsideOfTheFillingButNotBeRead) {
  save_some();
  std::string bytes = read();
  const test::RecordRow names = test::rows_of(bytes)[1];
  bytes.resize(names.offset + names.size);  // the zeros after the last row are gone
  test::put_at(bytes, 32, std::uint32_t{2});
  test::put_at(bytes, 24, std::uint64_t{bytes.size()});
  test::seal_head(bytes);
  write(bytes);
  for (const bool mapped : {false, true}) EXPECT_EQ(trouble({.mapped = mapped}), "damaged");
}

TEST_F(RecordFileTest, NoSectionsAreNone) {
  RecordWriter(kFormat).save(path_);
  const auto file = RecordFile::open(path_, kFormat);
  EXPECT_FALSE(file.has(1));
  EXPECT_TRUE(file.texts(2).empty());
}

TEST_F(RecordFileTest, ATextIsNotLongerThanItsSection) {
  save_some();
  std::string bytes = read();
  test::put_at(bytes, test::rows_of(bytes)[1].offset, std::uint32_t{0xffffffff});
  test::seal(bytes);
  write(bytes);
  const auto file = RecordFile::open(path_, kFormat);
  EXPECT_EQ(test::finding_of([&] { (void)file.texts(2); }).code, "damaged");
}

TEST_F(RecordFileTest, RowsOfAnotherSizeAreRefused) {
  save_some();
  SharedArray<float> centres;
  const auto file = RecordFile::open(path_, kFormat);
  EXPECT_EQ(test::finding_of([&] { file.get(1, centres); }).code, "damaged");
}

TEST(Crc32, HasTheCheckValueOfTheStandard) {
  const std::string text = "123456789";  // ISO 3309, in every catalogue
  const auto bytes = std::as_bytes(std::span(text));
  EXPECT_EQ(crc32_of(bytes), 0xcbf43926U);
  EXPECT_EQ(crc32_of(bytes.subspan(4), crc32_of(bytes.first(4))), 0xcbf43926U);
}

/// Bit by bit, as ISO 3309 says.
std::uint32_t crc_bit_by_bit(std::span<const std::byte> bytes, std::uint32_t before) {
  std::uint32_t rest = ~before;
  for (const std::byte byte : bytes) {
    rest ^= static_cast<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1U ^ (rest & 1U ? 0xEDB88320U : 0U);
  }
  return ~rest;
}

TEST(RecordFile, GivesOneChecksumForEveryLengthAndBeginning) {
  std::vector<std::byte> made(700);
  std::uint32_t dice = 1;
  for (std::byte& byte : made) byte = static_cast<std::byte>((dice = dice * 69069U + 1U) >> 24U);
  const std::span<const std::byte> bytes = made;
  for (std::size_t size = 0; size <= 330; ++size) {
    for (const std::size_t begin : {0U, 1U, 7U, 320U}) {
      const auto some = bytes.subspan(begin, size);
      EXPECT_EQ(crc32_of(some), crc_bit_by_bit(some, 0)) << begin << " " << size;
      EXPECT_EQ(crc32_of(some, 0x12345678U), crc_bit_by_bit(some, 0x12345678U));
    }
  }
}

}  // namespace
}  // namespace sozialraum::core
