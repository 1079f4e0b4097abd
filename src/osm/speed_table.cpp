#include "sozialraum/osm/speed_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "osm/built_in_speeds.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::osm {
namespace {

constexpr std::string_view kHeader = "kind,key,rural,built_up,note";
constexpr std::array<std::string_view, 6> kSettings{"limit_factor",   "junction_seconds",
                                                    "signal_seconds", "barrier_seconds",
                                                    "ferry_kmh",      "ferry_wait_seconds"};

/// One line while it is read: where it stands, for the error.
struct Line {
  std::string_view text{};
  std::uint64_t number = 0;
  const std::string* file = nullptr;
};

[[noreturn]] void bad_table(const Line& line, std::string message, std::string hint) {
  throw core::InvalidInput({.code = "bad_speed_table",
                            .severity = core::Severity::kWarning,
                            .message = std::move(message),
                            .place = {.argument = "speeds", .file = *line.file, .row = line.number},
                            .hint = std::move(hint)});
}

/// Splits at commas; a field may stand in quotes.
std::vector<std::string> fields(std::string_view text) {
  std::vector<std::string> result(1);
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
      result.back().push_back('"');
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      result.emplace_back();
    } else {
      result.back().push_back(c);
    }
  }
  return result;
}

double parse_speed(const std::string& field, const Line& line) {
  if (field == "none") return kNoLimit;
  double number = 0.0;
  const char* const last = field.data() + field.size();
  const auto [end, error] = std::from_chars(field.data(), last, number);
  if (error != std::errc{} || end != last || !(number >= 0.0) || !(number <= 10000.0)) {
    bad_table(line, fmt::format("'{}' is not a number of 0 or more", field),
              "write 80 or 7.5, or none for no limit");
  }
  return number;
}

SpeedRow parse_row(const Line& line) {
  const auto parts = fields(line.text);
  if (parts.size() != 4 && parts.size() != 5) {
    bad_table(line, fmt::format("has {} fields instead of 5", parts.size()),
              fmt::format("the columns are {}; quote a note that has commas", kHeader));
  }
  if (parts[0] != "class" && parts[0] != "legal" && parts[0] != "cap" && parts[0] != "setting") {
    bad_table(line, fmt::format("there is no kind '{}'", parts[0]),
              "use class, legal, cap or setting");
  }
  return {.kind = parts[0],
          .key = parts[1],
          .value = {parse_speed(parts[2], line), parse_speed(parts[3], line)},
          .note = parts.size() == 5 ? parts[4] : std::string{}};
}

std::string_view after_label(std::string_view text, std::string_view label) {
  if (!text.starts_with(label)) return {};
  text.remove_prefix(label.size());
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view{} : text.substr(begin);
}

std::string number_text(double value) {
  return std::isinf(value) ? "none" : fmt::format("{}", value);
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos) return text;
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + "\"";
}

}  // namespace

const SpeedTable& SpeedTable::built_in(Mode mode) {
  static const std::array<SpeedTable, 3> tables{parse(kBuiltInCarSpeeds, "car.csv"),
                                                parse(kBuiltInBicycleSpeeds, "bicycle.csv"),
                                                parse(kBuiltInFootSpeeds, "foot.csv")};
  return tables[static_cast<std::size_t>(mode)];
}

SpeedTable SpeedTable::read(const std::filesystem::path& path) {
  std::error_code trouble;  // a pipe or a device might never end
  const bool plain = std::filesystem::is_regular_file(path, trouble);
  std::ifstream file;
  if (plain) file.open(path, std::ios::binary);
  if (!plain || !file) {
    throw core::InvalidInput({.code = "missing_file",
                              .severity = core::Severity::kWarning,
                              .message = "the speed table cannot be opened",
                              .place = {.argument = "speeds", .file = path.string()},
                              .hint = "check the path; the shipped tables stand in data/speeds"});
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return parse(text, path.string());
}

SpeedTable SpeedTable::parse(std::string_view text, const std::string& file) {
  SpeedTable table;
  Line line{.file = &file};
  bool header = false;
  bool has_mode = false;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line.text = text.substr(0, end);
    if (line.text.ends_with('\r')) line.text.remove_suffix(1);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line.number;
    if (line.text.empty()) continue;
    if (line.text.starts_with('#')) {
      if (const auto label = after_label(line.text, "# name:"); !label.empty()) table.name_ = label;
      if (const auto label = after_label(line.text, "# mode:"); !label.empty()) {
        table.mode_ = parse_mode(label);
        has_mode = true;
      }
    } else if (!header) {
      if (line.text != kHeader) {
        bad_table(line, "the header line is missing", fmt::format("write {}", kHeader));
      }
      header = true;
    } else {
      table.rows_.push_back(parse_row(line));
    }
  }
  if (table.name_.empty() || !has_mode) {
    bad_table(line, "the table does not say its name and mode",
              "begin with the lines '# name: my-table' and '# mode: car'");
  }
  table.index_rows(file);
  return table;
}

std::string SpeedTable::text() const {
  std::string result =
      fmt::format("# name: {}\n# mode: {}\n{}\n", name_, osm::name(mode_), kHeader);
  for (const SpeedRow& row : rows_) {
    result += fmt::format("{},{},{},{},{}\n", row.kind, row.key, number_text(row.value.rural),
                          number_text(row.value.built_up), quoted(row.note));
  }
  return result;
}

SpeedTable SpeedTable::with(const SpeedRow& row) const {
  SpeedTable changed = *this;
  const auto found = std::find_if(
      changed.rows_.begin(), changed.rows_.end(),
      [&row](const SpeedRow& old) { return old.kind == row.kind && old.key == row.key; });
  if (found == changed.rows_.end()) {
    changed.rows_.push_back(row);
  } else {
    *found = row;
  }
  if (!changed.name_.ends_with('+')) changed.name_ += '+';
  changed.index_rows("");
  return changed;
}

/// Builds the look-ups and checks what the formula needs: positive speeds, all settings.
void SpeedTable::index_rows(const std::string& file) {
  classes_.clear();
  class_speed_.clear();
  legal_.clear();
  caps_.clear();
  cap_keys_.clear();
  const Line whole{.file = &file};
  SpeedPair default_limit{kNoLimit, kNoLimit};
  for (const SpeedRow& row : rows_) {
    const bool speed = row.kind != "setting";
    if (speed && !(row.value.rural > 0.0 && row.value.built_up > 0.0)) {
      bad_table(whole, fmt::format("{} {} is not above 0", row.kind, row.key),
                "a road that is closed is closed by its tags, not by its speed");
    }
    if (row.kind == "class") {
      if (find_class(row.key)) bad_table(whole, fmt::format("class {} stands twice", row.key), "");
      classes_.push_back(row.key);
      class_speed_.push_back(row.value);
    } else if (row.kind == "cap") {
      const std::size_t equals = row.key.find('=');
      if (equals == std::string::npos) {
        bad_table(whole, fmt::format("cap {} names no tag", row.key), "write key=value");
      }
      caps_.push_back({row.key.substr(0, equals), row.key.substr(equals + 1), row.value});
      if (std::find(cap_keys_.begin(), cap_keys_.end(), caps_.back().key) == cap_keys_.end()) {
        cap_keys_.push_back(caps_.back().key);
      }
    } else if (row.kind == "legal" && row.key == "default") {
      default_limit = row.value;
    }
  }
  legal_.assign(classes_.size(), default_limit);
  for (const SpeedRow& row : rows_) {
    const auto found = row.kind == "legal" ? find_class(row.key) : std::nullopt;
    if (found) legal_[*found] = row.value;
  }
  for (const std::string_view needed : kSettings) {
    const bool there = std::any_of(rows_.begin(), rows_.end(), [needed](const SpeedRow& row) {
      return row.kind == "setting" && row.key == needed && std::isfinite(row.value.rural);
    });
    if (!there) bad_table(whole, fmt::format("the setting {} is missing", needed), "");
  }
  limit_factor_ = setting("limit_factor");
  if (!(limit_factor_ > 0.0) || !(setting("ferry_kmh") > 0.0)) {
    bad_table(whole, "limit_factor and ferry_kmh must be above 0", "");
  }
}

std::optional<std::size_t> SpeedTable::find_class(std::string_view highway) const {
  const auto found = std::find(classes_.begin(), classes_.end(), highway);
  if (found == classes_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - classes_.begin());
}

SpeedPair SpeedTable::cap(const Tags& tags) const {
  SpeedPair lowest{kNoLimit, kNoLimit};
  for (const std::string& key : cap_keys_) {
    const std::string_view value = tags[key];
    if (value.empty()) continue;
    for (const Cap& cap : caps_) {
      if (cap.key != key || cap.value != value) continue;
      lowest.rural = std::min(lowest.rural, cap.speed.rural);
      lowest.built_up = std::min(lowest.built_up, cap.speed.built_up);
    }
  }
  return lowest;
}

double SpeedTable::speed(std::size_t row, double limit, SpeedPair cap, Settlement where) const {
  const double holds = limit > 0.0 ? limit : legal_[row].at(where);
  // Nobody drives 0.85 of walking pace; the factor is about roads with a margin below the limit.
  const double under_limit = holds <= 10.0 ? holds : limit_factor_ * holds;
  return std::min({class_speed_[row].at(where), under_limit, cap.at(where)});
}

double SpeedTable::setting(std::string_view key) const {
  std::vector<std::string> names;
  for (const SpeedRow& row : rows_) {
    if (row.kind != "setting") continue;
    if (row.key == key) return row.value.rural;
    names.push_back(row.key);
  }
  core::unknown_name("setting", key, names, {.argument = "speeds"});
}

}  // namespace sozialraum::osm
