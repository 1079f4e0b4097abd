#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sozialraum/osm/access.hpp"
#include "sozialraum/osm/maxspeed.hpp"
#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {

/// A pair of km/h: outside and inside built-up areas.
struct SpeedPair {
  double rural = 0.0;
  double built_up = 0.0;

  [[nodiscard]] double at(Settlement settlement) const {
    return settlement == Settlement::kBuiltUp ? built_up : rural;
  }
  friend bool operator==(const SpeedPair&, const SpeedPair&) = default;
};

/// One line of a speed table, as it stands in its file.
struct SpeedRow {
  std::string kind;   ///< "class", "legal", "cap" or "setting"
  std::string key;    ///< "tertiary", "surface=gravel", "signal_seconds"
  SpeedPair value{};  ///< a setting has the same value in both columns
  std::string note;   ///< where the number comes from

  friend bool operator==(const SpeedRow&, const SpeedRow&) = default;
};

/// How fast is a mode on a class of road, inside and outside built-up areas?
///
/// Data, not code: a CSV file with the columns kind, key, rural, built_up, note. `class` rows are
/// free-flow speeds; `legal` rows the limit where no tag says one (none = no limit); `cap` rows
/// bound the speed where a tag is present; `setting` rows hold limit_factor, junction_seconds,
/// signal_seconds, barrier_seconds, ferry_kmh and ferry_wait_seconds.
///
///     speed = min(class, limit_factor * limit, caps)
class SpeedTable {
 public:
  /// The table the library ships for a mode (data/speeds/<mode>.csv, compiled in).
  [[nodiscard]] static const SpeedTable& built_in(Mode mode);

  /// Reads a table; InvalidInput ("bad_speed_table", "missing_file") with file and line.
  [[nodiscard]] static SpeedTable read(const std::filesystem::path& path);
  [[nodiscard]] static SpeedTable parse(std::string_view text, const std::string& file = "");

  /// The name that every result carries, such as "car-rural-de-1".
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Mode mode() const { return mode_; }
  [[nodiscard]] const std::vector<SpeedRow>& rows() const { return rows_; }

  /// The table as the text of its file: parse(text()) gives the same table.
  [[nodiscard]] std::string text() const;

  /// A copy with one row replaced, or added; its name ends in "+" to show that it was changed.
  [[nodiscard]] SpeedTable with(const SpeedRow& row) const;

  /// Classes in the order of the file; their numbers are the rows of class_speed.
  [[nodiscard]] const std::vector<std::string>& classes() const { return classes_; }
  [[nodiscard]] std::optional<std::size_t> find_class(std::string_view highway) const;
  [[nodiscard]] SpeedPair class_speed(std::size_t row) const { return class_speed_[row]; }
  /// The limit that holds on a class where no tag says one; kNoLimit where there is none.
  [[nodiscard]] SpeedPair legal_limit(std::size_t row) const { return legal_[row]; }
  /// The lowest of the caps that the tags call for; no limit if none does.
  [[nodiscard]] SpeedPair cap(const Tags& tags) const;

  /// Speed in km/h on a class of road under a limit (0 = no tag: the legal one) and a cap.
  [[nodiscard]] double speed(std::size_t row, double limit, SpeedPair cap, Settlement where) const;

  /// A setting by name; UnknownName otherwise.
  [[nodiscard]] double setting(std::string_view key) const;

 private:
  struct Cap {
    std::string key;
    std::string value;
    SpeedPair speed;
  };
  void index_rows(const std::string& file);

  std::string name_;
  Mode mode_ = Mode::kCar;
  std::vector<SpeedRow> rows_;
  std::vector<std::string> classes_;
  std::vector<SpeedPair> class_speed_;
  std::vector<SpeedPair> legal_;
  std::vector<Cap> caps_;
  std::vector<std::string> cap_keys_;
  double limit_factor_ = 1.0;
};

}  // namespace sozialraum::osm
