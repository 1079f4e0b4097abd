#include "sozialraum/indicator/name_use.hpp"

#include <gtest/gtest.h>

namespace sozialraum::indicator {
namespace {

TEST(NameTheme, IsFoundInGermanAndEnglishHoweverItIsSpelt) {
  EXPECT_EQ(name_theme("Anteil AUSLÄNDISCHER Einwohner"), NameTheme::kNationality);
  EXPECT_EQ(name_theme("share_foreign_census22"), NameTheme::kNationality);
  EXPECT_EQ(name_theme("Auslaender_A"), NameTheme::kNationality);
  EXPECT_EQ(name_theme("Geflüchtete je 1.000"), NameTheme::kMigration);
  EXPECT_EQ(name_theme("Migrationshintergrund"), NameTheme::kMigration);
  EXPECT_EQ(name_theme("Menschen in Bedarfsgemeinschaften"), NameTheme::kBenefits);
  EXPECT_EQ(name_theme("Kinderarmut"), NameTheme::kBenefits);
  EXPECT_EQ(name_theme("Arbeitslose an den 15- bis unter 65-Jährigen"), NameTheme::kBenefits);
  EXPECT_EQ(name_theme("lone-parent households"), NameTheme::kSingleParent);
  EXPECT_EQ(name_theme("Haushalte Alleinerziehender"), NameTheme::kSingleParent);
  EXPECT_EQ(name_theme("unentschuldigte Fehltage"), NameTheme::kAbsence);
  EXPECT_EQ(name_theme("School absence"), NameTheme::kAbsence);
}

TEST(NameTheme, IsNotFoundInHousingWaysAndAges) {
  for (const char* text :
       {"Leer stehende Wohnungen", "Anteil unter 18 Jahren", "Minutes by car to a supermarket",
        "Einwohnerdichte", "Steuereinnahmekraft je Einwohner", "Von Eigentümern bewohnte Wohnungen",
        "Miete je Quadratmeter (Bestand, netto kalt)", "Beschäftigungsquote", ""}) {
    EXPECT_FALSE(name_theme(text)) << text;
  }
}

TEST(NameUse, NeverRestsOnAThemeEvenIfNoFlagWasSet) {
  EXPECT_EQ(name_use({.id = "a", .name_de = "Anteil mit ausländischer Staatsangehörigkeit"}),
            NameUse::kNever);
  // The name is silent, the column or the note speaks.
  EXPECT_EQ(name_use({.id = "a", .name_de = "Hilfequote", .numerator = {"personen_sgb2"}}),
            NameUse::kNever);
  EXPECT_EQ(name_use({.id = "a", .name_de = "Hilfequote", .note = "Empfänger von Wohngeld"}),
            NameUse::kNever);
  // Two texts side by side make no word: "... s" and "gb ..." are not "sgb".
  EXPECT_EQ(name_use({.id = "s", .name_de = "gb", .kind = Kind::kValue}), NameUse::kBoth);
}

TEST(NameUse, AFlagTakesOutButLetsNothingIn) {
  EXPECT_EQ(name_use({.id = "rent", .kind = Kind::kValue, .in_names = false}), NameUse::kNever);
  EXPECT_EQ(name_use({.id = "migration", .kind = Kind::kValue, .in_names = true}), NameUse::kNever);
}

TEST(NameUse, CallsNoPlaceAfterThePeopleItLacks) {
  EXPECT_EQ(name_use({.id = "u18", .kind = Kind::kShare}), NameUse::kMoreOnly);
  EXPECT_EQ(name_use({.id = "u18", .name_de = "Anteil unter 18 Jahren", .kind = Kind::kPercentage}),
            NameUse::kMoreOnly);
  EXPECT_EQ(
      name_use(
          {.id = "old", .name_de = "Menschen ab 65 Jahren", .kind = Kind::kValue, .unit = "%"}),
      NameUse::kMoreOnly);
  // Things are said both ways: dwellings, square metres a person, households of a hundred people.
  EXPECT_EQ(name_use({.id = "v", .name_de = "Leer stehende Wohnungen", .kind = Kind::kPercentage}),
            NameUse::kBoth);
  EXPECT_EQ(name_use({.id = "owner",
                      .name_de = "Von Eigentümern bewohnte Wohnungen",
                      .name_en = "Owner-occupied dwellings",
                      .kind = Kind::kPercentage}),
            NameUse::kBoth);
  EXPECT_EQ(
      name_use(
          {.id = "space", .name_de = "Wohnfläche je Person", .kind = Kind::kValue, .unit = "m²"}),
      NameUse::kBoth);
  EXPECT_EQ(name_use({.id = "h", .name_de = "Haushalte je 100 Einwohner", .kind = Kind::kRate}),
            NameUse::kBoth);
}

TEST(NameUse, HasNames) {
  EXPECT_EQ(name(NameUse::kMoreOnly), "more_only");
  EXPECT_EQ(name(NameTheme::kSingleParent), "single_parent");
}

}  // namespace
}  // namespace sozialraum::indicator
