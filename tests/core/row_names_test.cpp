#include "sozialraum/core/row_names.hpp"

#include <gtest/gtest.h>

#include "throws.hpp"

namespace sozialraum::core {
namespace {

TEST(RowNames, AreTheCodesOrTheRowsCountedFromOne) {
  const std::vector<std::string> names{"Hafen", "Wald"};
  const std::vector<AreaCode> codes{AreaCode::parse("03252007", CodeKind::kAgs)};
  EXPECT_EQ(RowNames(names)[1], "Wald");
  EXPECT_EQ(RowNames(codes)[0], "03252007");
  EXPECT_EQ(RowNames()[3], "row 4");
  EXPECT_EQ(RowNames(names).of(std::vector<std::size_t>{1, 0}),
            (std::vector<std::string>{"Wald", "Hafen"}));
}

TEST(RowNames, AreToldOnDemandAlone) {
  int asked = 0;
  const RowNames names(1000, [&](std::size_t row) {
    ++asked;
    return "area " + std::to_string(row);
  });
  const RowNames copy = names;  // a view
  copy.require_rows(1000);
  EXPECT_EQ(asked, 0);
  EXPECT_EQ(copy[7], "area 7");
  EXPECT_EQ(asked, 1);
}

TEST(RowNames, MustBeOneARowOrNone) {
  const std::vector<std::string> names{"Hafen", "Wald"};
  EXPECT_NO_THROW(RowNames().require_rows(5));
  EXPECT_NO_THROW(RowNames(names).require_rows(2));
  const Finding finding = test::finding_of([&] { RowNames(names).require_rows(3, "codes"); });
  EXPECT_EQ(finding.code, "length_mismatch");
  EXPECT_EQ(finding.place.argument, "codes");
}

}  // namespace
}  // namespace sozialraum::core
