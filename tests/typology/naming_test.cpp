#include "sozialraum/typology/naming.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::typology {
namespace {

using Parts = std::vector<NamePart>;

const std::vector<std::string> kColumns{"Alte", "Kinder", "Leerstand", "Miete"};

TEST(NameParts, AreTheStrongestColumnsWithTheirDirection) {
  const std::vector<double> z{1.2,  0.1, -0.8, 0.4,  //
                              -0.6, 2.0, 0.7,  -3.0};
  const auto parts = name_parts(z, kColumns);
  EXPECT_EQ(parts[0], (Parts{{0, 1.2}, {2, -0.8}}));
  EXPECT_EQ(parts[1], (Parts{{3, -3.0}, {1, 2.0}, {2, 0.7}}));  // three at most
}

TEST(NameParts, AreNoneNearTheAverage) {
  EXPECT_EQ(name_parts(std::vector<double>{0.4, -0.49, 0.0, 0.2}, kColumns),
            std::vector<Parts>{{}});
}

TEST(NameParts, TakeOneColumnADimension) {
  const std::vector<std::string> dimensions{"Alter", "Alter", "Wohnen", "Wohnen"};
  const std::vector<double> z{1.0, -1.5, 0.9, 0.8};
  EXPECT_EQ(name_parts(z, kColumns, {.dimensions = dimensions})[0], (Parts{{1, -1.5}, {2, 0.9}}));
}

TEST(NameParts, PassOverWhatHasNoWordForItsDirection) {
  const std::vector<std::uint8_t> words{2, 3, 1, 0};  // Alte: only less; Leerstand: only more
  const std::vector<double> z{1.0, 0.9, -2.0, 3.0};
  EXPECT_EQ(name_parts(z, kColumns, {.words = words})[0], (Parts{{1, 0.9}}));
}

TEST(NameParts, OfEqualStrengthComeByTheNameOfTheColumn) {
  EXPECT_EQ(name_parts(std::vector<double>{0, 1, -1, 1}, kColumns, {.parts = 2})[0],
            (Parts{{1, 1.0}, {2, -1.0}}));
}

TEST(NameParts, RefuseListsOfAnotherLength) {
  const std::vector<double> z{1, 2, 3};
  EXPECT_EQ(test::finding_of([&] { static_cast<void>(name_parts(z, kColumns)); }).code,
            "length_mismatch");
  const std::vector<std::string> one{"Alter"};
  EXPECT_EQ(test::finding_of([&] {
              static_cast<void>(name_parts(std::vector<double>(4), kColumns, {.dimensions = one}));
            }).place.argument,
            "dimensions");
}

TEST(Naming, PassesOverNationalityMigrationAndBenefitsWhateverTheOptionsSay) {
  const std::vector<std::string> columns{"Anteil Ausländer", "sgb2", "Miete", "migration_rate"};
  const std::vector<std::uint8_t> words{3, 3, 3, 3};
  const std::vector<double> z{-2.0, 1.8, 0.6, 1.7};
  EXPECT_EQ(name_parts(z, columns)[0], (Parts{{2, 0.6}}));
  EXPECT_EQ(name_parts(z, columns, {.words = words})[0], (Parts{{2, 0.6}}));
}

}  // namespace
}  // namespace sozialraum::typology
