#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "gis/file_kind.hpp"
#include "gis/number_format.hpp"

// What stands around the sheets of a spreadsheet: their names, shared texts and formats.
namespace sozialraum::gis {

struct SheetEntry {
  std::string name{};
  std::string part{};  ///< of the archive
  bool hidden = false;
  bool picture = false;  ///< a sheet of a chart or a dialog: it has no cells
};

/// A text that many cells may share.
struct SharedText {
  std::string text{};
  bool footnote = false;  ///< a raised mark was taken off
};

struct Workbook {
  std::vector<SheetEntry> sheets{};
  std::vector<SharedText> strings{};
  bool has_strings = false;
  std::vector<NumberFormat> formats{};  ///< distinct ones
  std::vector<std::uint32_t> styles{};  ///< the format of each cell style, kGeneral if it has none
  bool from_1904 = false;               ///< how days are counted
  bool to_be_calculated = false;        ///< the program that wrote it did not calculate

  static constexpr std::uint32_t kGeneral = 0xFFFFFFFF;
};

/// Throws InvalidInput "cannot_read" if a part is damaged or missing.
[[nodiscard]] Workbook read_workbook(const TableFile& file);

/// Throws InvalidInput "empty_sheet" that names the other sheets of the file; returns if it has
/// none.
void refuse_empty_sheet(const std::string& shown, const std::string& sheet,
                        const std::vector<SheetEntry>& sheets);

/// "1" and "true".
[[nodiscard]] bool is_true(std::string_view value);

[[noreturn]] void damaged_spreadsheet(const std::string& shown, const std::string& what);

/// A text of runs, some of which may be raised: marks of footnotes go, the 2 of km² stays.
class RichText {
 public:
  void add(std::string_view run, bool raised);
  [[nodiscard]] SharedText finish();

 private:
  SharedText result_{};
};

/// Characters that XML cannot hold stand as _x000D_ (ECMA-376, ST_Xstring).
[[nodiscard]] std::string without_escapes(std::string_view text);

}  // namespace sozialraum::gis
