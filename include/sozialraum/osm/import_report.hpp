#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace sozialraum::osm {

/// One line of an import report: 12 ways were dropped because of an access tag.
struct ImportRow {
  std::string subject;      ///< "way", "node", "relation", "area", "edge", "file"
  std::string effect;       ///< "read", "kept", "dropped", "repaired", "noted"
  std::string reason;       ///< stable name, such as "access_tag"
  std::uint64_t count = 0;  ///< how many
  std::string meaning;      ///< one English sentence
  friend bool operator==(const ImportRow&, const ImportRow&) = default;
};

/// What was read, kept, dropped and repaired, and why?
///
/// Every object of the file that could have mattered is counted here; nothing disappears in
/// silence. Rows come in a fixed order, whatever the order of counting.
class ImportReport {
 public:
  /// Counts; the meaning is told with the first count of a (subject, effect, reason).
  void count(const std::string& subject, const std::string& effect, const std::string& reason,
             std::uint64_t times, const std::string& meaning);

  /// Sorted by subject, then effect (read, kept, repaired, dropped, noted), then reason.
  [[nodiscard]] std::vector<ImportRow> rows() const;
  [[nodiscard]] std::uint64_t of(const std::string& subject, const std::string& effect,
                                 const std::string& reason) const;

 private:
  std::map<std::pair<std::pair<std::string, int>, std::string>, ImportRow> rows_;
};

}  // namespace sozialraum::osm
