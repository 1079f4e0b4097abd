#include "gis/geojson_crs.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string_view>
#include <utility>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/crs.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::size_t kLongest = 4096;  // of a member

/// Walks over a JSON text byte by byte and keeps the value of the first member that names a system:
/// of the file (depth 1), or of a feature in its list (depth 3). Properties lie deeper.
class Finder {
 public:
  void take(std::string_view block) {
    for (const char c : block) {
      if (done_) return;
      if (capturing_) {
        capture(c);
      } else {
        seek(c);
      }
    }
  }

  [[nodiscard]] bool found() const { return done_ || capturing_; }
  [[nodiscard]] const std::string& value() const { return value_; }

 private:
  /// True while a text goes on.
  bool in_text(char c) {
    if (text_) {
      if (!escaped_ && c == '"') text_ = false;
      escaped_ = !escaped_ && c == '\\';
      return true;
    }
    if (c == '"') text_ = true;
    return c == '"';
  }

  void seek(char c) {
    if (in_text(c)) {
      if (c == '"' && text_) {
        last_.clear();
      } else if (text_ && last_.size() < 16) {
        last_ += c;
      }
      return;
    }
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    const bool level = depth_ == 1 || depth_ == 3;
    if (c == ':' && level && (last_ == "crs" || last_ == "coordRefSys")) {
      capturing_ = true;
      inner_ = 0;
    }
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') last_.clear();
  }

  void capture(char c) {
    if (!in_text(c)) {
      const bool closes = c == '}' || c == ']';
      if (inner_ == 0 && (closes || c == ',')) {
        done_ = true;
        return;
      }
      inner_ += c == '{' || c == '[' ? 1 : closes ? -1 : 0;
    }
    if (value_.size() < kLongest) value_ += c;
  }

  int depth_ = 0;
  int inner_ = 0;
  bool text_ = false;
  bool escaped_ = false;
  bool capturing_ = false;
  bool done_ = false;
  std::string last_{};
  std::string value_{};
};

std::string first_group(const std::string& text, const std::regex& pattern) {
  std::smatch match;
  return std::regex_search(text, match, pattern) ? match[1].str() : std::string();
}

/// The name of the system in a member of any of the usual forms; empty if it has none.
std::string name_in(const std::string& value) {
  static const std::regex kText(R"rx(^\s*"([^"]*)"\s*$)rx");
  static const std::regex kName(R"rx("name"\s*:\s*"([^"]*)")rx");
  static const std::regex kCode(R"rx("code"\s*:\s*"?(\d+))rx");
  static const std::regex kLink(R"rx("href"\s*:\s*"([^"]*)")rx");
  for (const std::regex* const pattern : {&kText, &kName, &kCode, &kLink}) {
    const std::string name = first_group(value, *pattern);
    if (!name.empty()) return name;
  }
  return {};
}

/// Names of the surveying offices of the Länder (AdV) that are used in Germany.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kAdv{{
    {"urn:adv:crs:ETRS89_UTM31", "EPSG:25831"},
    {"urn:adv:crs:ETRS89_UTM32", "EPSG:25832"},
    {"urn:adv:crs:ETRS89_UTM33", "EPSG:25833"},
    {"urn:adv:crs:ETRS89_Lat-Lon", "EPSG:4258"},
    {"urn:adv:crs:DE_DHDN_3GK2", "EPSG:31466"},
    {"urn:adv:crs:DE_DHDN_3GK3", "EPSG:31467"},
    {"urn:adv:crs:DE_DHDN_3GK4", "EPSG:31468"},
    {"urn:adv:crs:DE_DHDN_3GK5", "EPSG:31469"},
}};

std::string id_of(const std::string& name) {
  std::string wanted = name.substr(0, name.find('*'));  // heights stand behind the star
  for (const auto& [adv, epsg] : kAdv) {
    if (wanted == adv) wanted = epsg;
  }
  const bool number =
      !wanted.empty() && wanted.find_first_not_of("0123456789") == std::string::npos;
  try {
    return describe_crs(number ? "EPSG:" + wanted : wanted).id;
  } catch (const core::InvalidInput&) {
    return {};
  }
}

std::string trimmed(const std::string& value) {
  const std::size_t first = value.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return value.substr(first, value.find_last_not_of(" \t\r\n") - first + 1).substr(0, 120);
}

}  // namespace

std::optional<DeclaredCrs> geojson_crs(const TableFile& file) {
  Finder finder;
  for_each_block(file.path, file.shown, [&](std::string_view block) { finder.take(block); });
  if (!finder.found()) return std::nullopt;
  const std::string name = name_in(finder.value());
  if (name.empty()) return DeclaredCrs{.text = trimmed(finder.value())};
  return DeclaredCrs{.text = name, .id = id_of(name)};
}

}  // namespace sozialraum::gis
