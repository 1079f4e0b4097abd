#include "gis/csv_file.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gis/gdal_guard.hpp"
#include "gis/letters.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

void require_text(const TableFile& file, std::string_view bytes) {
  const bool archive = bytes.starts_with("PK\x03\x04");
  const std::size_t zero = wide_encoding(bytes).empty() ? bytes.find('\0') : std::string_view::npos;
  if (!archive && zero == std::string_view::npos) return;
  const bool cut_off = !archive && bytes.find_first_not_of('\0', zero) == std::string_view::npos;
  throw core::InvalidInput(
      file_trouble("not_text", file.shown,
                   cut_off ? "the file ends with bytes of zero: it was not written to its end"
                           : "this is not a text table",
                   archive ? "it looks like a spreadsheet or an archive: give it its right ending, "
                             ".xlsx or .zip"
                           : "export it again as CSV"));
}

std::string decoded(RawTable& table, std::string bytes, const TableOptions& options) {
  try {
    if (bytes.ends_with('\x1A')) bytes.pop_back();  // the end of a file of DOS
    const bool utf8 =
        wide_encoding(bytes).empty() && first_invalid_utf8(bytes) == std::string::npos;
    DecodedText text = decode_all(utf8 ? std::move(bytes) : bytes, options.encoding);
    core::Finding finding = file_note("encoding", table.file,
                                      fmt::format("the text was read as {} ({})", text.encoding,
                                                  text.detected ? "detected" : "as asked"));
    if (text.encoding == "cp1252" && text.detected) {
      require_windows_letters(bytes);
      finding.severity = core::Severity::kWarning;
      finding.message =
          "the text is not UTF-8; it was read as cp1252, the encoding of Windows offices";
      finding.hint = "look at the umlauts; if they are wrong, say encoding=";
    }
    finding.details = {{"encoding", text.encoding}};
    table.findings.push_back(std::move(finding));
    if (text.detected) require_encoded_once(text.text);
    settle_letters(table, text.text);
    return std::move(text.text);
  } catch (const core::InvalidInput& error) {
    core::Finding finding = error.finding();
    finding.place.file = table.file;
    throw core::InvalidInput(std::move(finding));
  }
}

std::string shown_separator(char separator) {
  return separator == '\t' ? "tab" : std::string(1, separator);
}

void report_separator(RawTable& table, char separator, const char* how) {
  core::Finding finding = file_note(
      "separator", table.file,
      separator == '\0' ? "no separator was found: the table has one column"
                        : fmt::format("the separator is {} ({})", shown_separator(separator), how));
  finding.details = {{"separator", separator == '\0' ? "" : shown_separator(separator)}};
  table.findings.push_back(std::move(finding));
}

/// The line "sep=;" above the table, by which spreadsheets know the separator; '\0' if there is
/// none.
char stated_separator(std::string_view text) {
  const std::size_t end = text.find_first_of("\r\n");
  if (end == std::string_view::npos || end > 8) return '\0';
  std::string_view line = text.substr(0, end);
  if (line.size() == 7 && line.starts_with('"') && line.ends_with('"')) line = line.substr(1, 5);
  const bool stated =
      line.size() == 5 &&
      (line.starts_with("sep=") || line.starts_with("SEP=") || line.starts_with("Sep=")) &&
      std::string_view(";,\t|").find(line[4]) != std::string_view::npos;
  return stated ? line[4] : '\0';
}

std::string_view below_first_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
}

/// The stated separator, unless it cuts nothing and another one does: exports add the line by rote.
char checked_separator(RawTable& table, std::string_view text, char stated) {
  const std::string_view rows = below_first_line(text);
  const bool cuts = rows.substr(0, rows.find('\n')).find(stated) != std::string_view::npos;
  const char found = cuts ? stated : detect_separator(rows, 1);
  if (found == stated || found == '\0') {
    report_separator(table, stated, "the first line says so");
    return stated;
  }
  core::Finding finding = file_trouble(
      "separator_overruled", table.file,
      fmt::format(
          "the first line says that the separator is {}, but the cells are separated by {}, "
          "which was used",
          shown_separator(stated), shown_separator(found)),
      "say separator= if that is wrong");
  finding.details = {{"separator", shown_separator(found)}};
  table.findings.push_back(std::move(finding));
  return found;
}

char separator_of(RawTable& table, std::string_view text, const TableOptions& options) {
  if (const char stated = stated_separator(text)) {
    return options.separator == '\0' ? checked_separator(table, text, stated) : options.separator;
  }
  if (options.separator != '\0') return options.separator;
  const char found = detect_separator(text, options.header);
  report_separator(table, found, "detected");
  return found == '\0' ? ';' : found;
}

[[noreturn]] void at_line(const RawTable& table, std::uint64_t line, core::Finding finding) {
  finding.place.file = table.file;
  finding.place.row = line;
  throw core::InvalidInput(std::move(finding));
}

/// Lines of nothing, or of nothing but separators, take more memory than they take in the file.
void require_filled_lines(const RawTable& table, std::string_view text, char separator) {
  const auto count = [&](char c) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), c));
  };
  const std::uint64_t lines = count('\n') + 1;
  core::require_at_most(count(separator) / lines, core::kLimits.columns, "columns", table.file);
  if (lines <= core::kLimits.empty_lines || text.size() > 4 * lines) return;
  std::uint64_t empty = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] == '\n' && (text[i + 1] == '\n' || text[i + 1] == '\r')) ++empty;
  }
  core::require_at_most(empty, core::kLimits.empty_lines, "empty lines", table.file);
}

Records cut(const RawTable& table, std::string& text, char separator) {
  Records records = cut_records(text, separator);
  if (records.open_quote_line != 0) {
    at_line(table, records.open_quote_line,
            file_trouble("open_quote", table.file, "a quote is opened and never closed",
                         "close it, or double it if it is meant as a quote"));
  }
  if (records.long_cell_line != 0) {
    at_line(table, records.long_cell_line,
            file_trouble("too_large", table.file, "a cell holds more than 16 MiB of text",
                         "check the separator and the quotes"));
  }
  return records;
}

}  // namespace

RawTable read_raw_csv(const TableFile& file, const TableOptions& options) {
  if (!options.sheet.empty()) {
    core::invalid_argument("sheet", "is given, but a text table has no sheets", "leave it out");
  }
  if (!file.layer.empty()) {
    core::invalid_argument("layer", "is given, but a text table has no layers", "leave it out");
  }
  RawTable table{.file = file.shown};
  std::string bytes = read_bytes(file.path, file.shown);
  require_text(file, bytes);
  Sheet sheet{.text = decoded(table, std::move(bytes), options)};
  const bool separator_line = stated_separator(sheet.text) != '\0';
  const char separator = separator_of(table, sheet.text, options);
  require_filled_lines(table, sheet.text, separator);
  Records records = cut(table, sheet.text, separator);
  if (separator_line) records.rows.erase(records.rows.begin());
  sheet.cells = std::move(records.cells);
  table.sheet = std::make_shared<const Sheet>(std::move(sheet));
  arrange(table, std::move(records.rows), options);
  return table;
}

}  // namespace sozialraum::gis
