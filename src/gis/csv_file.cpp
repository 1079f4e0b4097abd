#include "gis/csv_file.hpp"

#include <fmt/format.h>

#include "gis/gdal_guard.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

void require_text(const TableFile& file, std::string_view bytes) {
  const bool archive = bytes.starts_with("PK\x03\x04");
  const bool utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  if (!archive && (utf16 || bytes.find('\0') == std::string_view::npos)) return;
  throw core::InvalidInput(
      file_trouble("not_text", file.shown, "this is not a text table",
                   archive ? "it looks like a spreadsheet or an archive: give it its right ending, "
                             ".xlsx or .zip"
                           : "export it again as CSV"));
}

std::string decoded(RawTable& table, std::string bytes, const TableOptions& options) {
  try {
    DecodedText text = decode_all(std::move(bytes), options.encoding);
    core::Finding finding = file_note("encoding", table.file,
                                      fmt::format("the text was read as {} ({})", text.encoding,
                                                  text.detected ? "detected" : "as asked"));
    if (text.encoding == "cp1252" && text.detected) {
      finding.severity = core::Severity::kWarning;
      finding.message =
          "the text is not UTF-8; it was read as cp1252, the encoding of Windows offices";
      finding.hint = "look at the umlauts; if they are wrong, say encoding=";
    }
    finding.details = {{"encoding", text.encoding}};
    table.findings.push_back(std::move(finding));
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
  const bool stated = text.size() > 5 && text.starts_with("sep=") &&
                      std::string_view(";,\t|").find(text[4]) != std::string_view::npos &&
                      (text[5] == '\r' || text[5] == '\n');
  return stated ? text[4] : '\0';
}

char separator_of(RawTable& table, std::string_view text, const TableOptions& options) {
  if (const char stated = stated_separator(text)) {
    report_separator(table, stated, "the first line says so");
    return options.separator == '\0' ? stated : options.separator;
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
  Records records = cut(table, sheet.text, separator);
  if (separator_line) records.rows.erase(records.rows.begin());
  sheet.cells = std::move(records.cells);
  table.sheet = std::make_shared<const Sheet>(std::move(sheet));
  arrange(table, std::move(records.rows), options);
  return table;
}

}  // namespace sozialraum::gis
