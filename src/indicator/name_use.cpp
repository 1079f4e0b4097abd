#include "sozialraum/indicator/name_use.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sozialraum::indicator {
namespace {

struct ThemeWords {
  NameTheme theme;
  std::vector<std::string_view> parts;
};

/// Parts of words as plain() writes them: small letters, umlauts as two letters, single blanks.
const std::vector<ThemeWords>& theme_words() {
  static const std::vector<ThemeWords> words{
      {NameTheme::kNationality,
       {"auslaend", "foreign", "staatsang", "staatsbuerg", "nationalit", "citizen", "nichtdeutsch",
        "nicht deutsch", "non german", "passdeutsch", "geburtsland", "country of birth",
        "birthplace", "drittstaat", "ethnic", "ethnisch"}},
      {NameTheme::kMigration,
       {"migra", "zuwander", "einwander", "gefluecht", "fluechtling", "refugee", "asyl", "aussiedl",
        "einbuerger", "naturalis", "naturaliz", "herkunft", "familiensprache", "family language",
        "muttersprach", "mother tongue", "deutschkenntnis"}},
      {NameTheme::kBenefits,
       {"sgb",           "grundsicherung",   "hartz",          "buergergeld",    "transferleist",
        "transferbez",   "transferempf",     "sozialhilfe",    "sozialgeld",     "sozialleist",
        "wohngeld",      "bedarfsgemeinsch", "leistungsber",   "leistungsbez",   "leistungsempf",
        "mindestsich",   "income support",   "social assist",  "welfare",        "benefit",
        "armut",         "poverty",          "kinderzuschlag", "unterhaltsvors", "aufstocker",
        "hilfe zum leb", "deprived",         "arbeitslos",     "erwerbslos",     "unemploy",
        "jobless"}},
      {NameTheme::kSingleParent,
       {"alleinerz", "allein erz", "single parent", "lone parent", "one parent", "single mother",
        "ein eltern", "eineltern"}},
      {NameTheme::kAbsence,
       {"absentis", "absence", "absent", "schulabwes", "abwesenh", "fehltag", "fehlzeit",
        "schulverweig", "schulmeid", "schulschwaen", "schulvers", "truan", "unentschuld"}},
  };
  return words;
}

/// Parts of words that tell of persons or of their ages.
constexpr std::array<std::string_view, 18> kPersons{
    "kind",    "child",    "jugend",     "young",   "mensch",    "person",
    "people",  "bewohner", "inhabitant", "einwohn", "residents", "jahren",
    "jaehrig", "years",    "aged",       "aelter",  "senior",    "hochalt"};

/// "Share_of-Ausländer" as "share of auslaender".
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kUmlauts{
      {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "ae"}, {"Ö", "oe"}, {"Ü", "ue"}, {"ß", "ss"}}};
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const auto umlaut = std::ranges::find_if(
        kUmlauts, [&](const auto& pair) { return text.substr(i).starts_with(pair.first); });
    if (umlaut != kUmlauts.end()) {
      result += umlaut->second;
      i += umlaut->first.size();
      continue;
    }
    const char c = text[i++];
    const bool gap = c == '_' || c == '-' || c == ' ' || c == '\t' || c == '\n';
    if (!gap) {
      result += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

bool holds_any(std::string_view plain_text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return plain_text.find(part) != plain_text.npos; });
}

/// All that a definition says, a line each, so that no word is made of two of them.
std::string all_texts(const Definition& definition) {
  std::string texts;
  for (const std::string& text : {definition.id, definition.name_de, definition.name_en,
                                  definition.note, definition.caveat_de, definition.caveat_en}) {
    texts += text + '|';
  }
  for (const auto* columns : {&definition.numerator, &definition.denominator, &definition.minus}) {
    for (const std::string& column : *columns) texts += column + '|';
  }
  return texts;
}

bool is_share_of_persons(const Definition& definition) {
  if (definition.kind == Kind::kShare) return true;
  if (definition.kind != Kind::kPercentage && definition.unit != "%") return false;
  return holds_any(plain(definition.name_de + '|' + definition.name_en), kPersons);
}

}  // namespace

std::string_view name(NameTheme theme) {
  constexpr std::array<std::string_view, 5> kNames{"nationality", "migration", "benefits",
                                                   "single_parent", "absence"};
  return kNames[static_cast<std::size_t>(theme)];
}

std::string_view name(NameUse use) {
  constexpr std::array<std::string_view, 3> kNames{"never", "more_only", "both"};
  return kNames[static_cast<std::size_t>(use)];
}

std::optional<NameTheme> name_theme(std::string_view text) {
  const std::string read = plain(text);
  for (const ThemeWords& words : theme_words()) {
    if (holds_any(read, words.parts)) return words.theme;
  }
  return std::nullopt;
}

NameUse name_use(const Definition& definition) {
  if (!definition.in_names || name_theme(all_texts(definition))) return NameUse::kNever;
  return is_share_of_persons(definition) ? NameUse::kMoreOnly : NameUse::kBoth;
}

}  // namespace sozialraum::indicator
