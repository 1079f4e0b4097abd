#include "gis/workbook.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "gis/archive.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/xml_reader.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

void read_part(const TableFile& file, const std::string& part, const XmlHandler& handler) {
  const std::string path = member_path(file.path, part);
  if (!exists(path)) damaged_spreadsheet(file.shown, fmt::format("it has no part {}", part));
  read_xml(path, file.shown, handler);
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The parts a workbook refers to, by the names of their relations and by their kinds.
struct Relations {
  std::map<std::string, std::string, std::less<>> by_id{};
  std::map<std::string, std::string, std::less<>> by_kind{};
  std::map<std::string, std::string, std::less<>> kinds{};  ///< by the names of the relations
};

std::string folder_of(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

/// The part that a relation names, as seen from the folder: "../xl/a.xml", "./a.xml", "/xl/a.xml".
std::string target_part(const std::string& folder, std::string_view target) {
  std::string path = target.starts_with('/') ? std::string(target) : folder + std::string(target);
  std::replace(path.begin(), path.end(), '\\', '/');
  path = std::filesystem::path("/" + path).lexically_normal().generic_string();
  return path.substr(std::min(path.find_first_not_of('/'), path.size()));
}

/// The part of a kind: what the workbook refers to, else where it usually lies; empty if there is
/// none.
std::string part_of_kind(const TableFile& file, const Relations& relations, std::string_view kind) {
  const auto found = relations.by_kind.find(kind);
  if (found != relations.by_kind.end()) return found->second;
  std::string usual = fmt::format("xl/{}.xml", kind);
  return exists(member_path(file.path, usual)) ? usual : std::string();
}

/// The member of the archive: names of parts do not tell capital letters from small ones.
std::string stored_name(const TableFile& file, const std::string& part) {
  if (exists(member_path(file.path, part))) return part;
  const auto lower = [](std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return name;
  };
  for (const ArchiveMember& member : directory_of(file.path)) {
    if (lower(member.name) == lower(part)) return member.name;
  }
  return part;
}

Relations read_relations(const TableFile& file, const std::string& part) {
  Relations relations;
  const std::string folder = folder_of(part);
  const std::string path =
      fmt::format("{}_rels/{}.rels", folder, std::string_view(part).substr(folder.size()));
  read_part(file, path, {.open = [&](std::string_view name, const XmlAttributes& attributes) {
              if (name != "Relationship" || attributes["TargetMode"] == "External") return;
              const std::string target =
                  stored_name(file, target_part(folder, attributes["Target"]));
              const std::string_view type = attributes["Type"];
              const std::string_view kind = type.substr(type.rfind('/') + 1);
              relations.by_id.emplace(attributes["Id"], target);
              relations.by_kind.emplace(kind, target);
              relations.kinds.emplace(attributes["Id"], kind);
            }});
  return relations;
}

/// xl/workbook.xml, or what the archive itself calls its document (xl/workbook22.xml).
std::string workbook_part(const TableFile& file) {
  std::string usual = "xl/workbook.xml";
  if (exists(member_path(file.path, usual)) || !exists(member_path(file.path, "_rels/.rels"))) {
    return usual;
  }
  const Relations relations = read_relations(file, "");
  const auto found = relations.by_kind.find("officeDocument");
  return found == relations.by_kind.end() ? usual : found->second;
}

void read_sheets(const TableFile& file, const std::string& workbook, const Relations& relations,
                 Workbook& book) {
  read_part(file, workbook, {.open = [&](std::string_view name, const XmlAttributes& attributes) {
              if (name == "workbookPr") book.from_1904 = is_true(attributes["date1904"]);
              if (name == "calcPr") book.to_be_calculated = is_true(attributes["fullCalcOnLoad"]);
              if (name != "sheet") return;
              const auto part = relations.by_id.find(attributes["id"]);
              const auto kind = relations.kinds.find(attributes["id"]);
              const std::string_view state = attributes["state"];
              book.sheets.push_back(
                  {.name = std::string(attributes["name"]),
                   .part = part == relations.by_id.end() ? "" : part->second,
                   .hidden = !state.empty() && state != "visible",
                   .picture = kind != relations.kinds.end() &&
                              (kind->second == "chartsheet" || kind->second == "dialogsheet")});
            }});
  if (book.sheets.empty()) damaged_spreadsheet(file.shown, "it has no sheet");
  std::set<std::string_view> names;
  for (const SheetEntry& sheet : book.sheets) {
    if (!names.insert(sheet.name).second) {
      damaged_spreadsheet(file.shown, fmt::format("two sheets are called '{}'", sheet.name));
    }
  }
}

/// Texts that cells share. What stands in rPh are readings of Japanese texts, not part of them.
void read_strings(const TableFile& file, const std::string& part, Workbook& book) {
  book.has_strings = true;
  RichText text;
  std::string run;
  bool raised = false;
  bool in_text = false;
  bool reading = false;
  read_part(file, part,
            {.open =
                 [&](std::string_view name, const XmlAttributes& attributes) {
                   if (name == "r") raised = false;
                   if (name == "vertAlign") raised = attributes["val"] == "superscript";
                   if (name == "rPh") reading = true;
                   in_text = name == "t" && !reading;
                 },
             .close =
                 [&](std::string_view name) {
                   if (name == "t" && in_text) {
                     text.add(run, raised);
                     run.clear();
                   }
                   in_text = false;
                   if (name == "r") raised = false;
                   if (name == "rPh") reading = false;
                   if (name == "si") book.strings.push_back(text.finish());
                 },
             .text =
                 [&](std::string_view piece) {
                   if (in_text) run += piece;
                 }});
}

/// The formats of a file, and which of them each style of cells has.
struct Styles {
  std::map<std::uint32_t, std::string> codes{};    ///< formats of the file by number
  std::vector<std::uint32_t> formats_of_styles{};  ///< their number for each style
};

Styles read_styles(const TableFile& file, const std::string& part) {
  Styles styles;
  bool in_cell_styles = false;
  read_part(file, part,
            {.open =
                 [&](std::string_view name, const XmlAttributes& attributes) {
                   if (name == "cellXfs") in_cell_styles = true;
                   const auto id = whole_number(attributes["numFmtId"]).value_or(0);
                   if (name == "numFmt") styles.codes[id] = attributes["formatCode"];
                   if (name == "xf" && in_cell_styles) styles.formats_of_styles.push_back(id);
                 },
             .close =
                 [&](std::string_view name) {
                   if (name == "cellXfs") in_cell_styles = false;
                 }});
  return styles;
}

void put_formats(const Styles& styles, Workbook& book) {
  std::map<std::uint32_t, std::uint32_t> known;
  for (const std::uint32_t id : styles.formats_of_styles) {
    const auto own = styles.codes.find(id);
    const std::string code = own != styles.codes.end()
                                 ? own->second
                                 : std::string(built_in_format(static_cast<int>(id)));
    if (code.empty()) {
      book.styles.push_back(Workbook::kGeneral);
      continue;
    }
    const auto [place, is_new] = known.emplace(id, static_cast<std::uint32_t>(book.formats.size()));
    if (is_new) book.formats.emplace_back(code);
    book.styles.push_back(place->second);
  }
}

bool is_footnote_mark(std::string_view text) {
  text = trim(text);
  return !text.empty() && text.size() <= 8 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == ')' || c == '(' || c == '*' ||
           c == ',' || c == ' ';
  });
}

/// km², m³: a raised 2 or 3 behind the letter m belongs to a unit.
bool is_power_of_unit(std::string_view before, std::string_view raised) {
  return (raised == "2" || raised == "3") && before.ends_with('m');
}

}  // namespace

void RichText::add(std::string_view run, bool raised) {
  if (raised && is_footnote_mark(run) && !result_.text.empty() &&
      !is_power_of_unit(result_.text, run)) {
    result_.footnote = true;
    return;
  }
  result_.text += run;
}

SharedText RichText::finish() {
  SharedText finished = std::move(result_);
  finished.text = without_escapes(finished.text);
  result_ = {};
  return finished;
}

namespace {

/// In UTF-8.
void add_letter(std::string& text, unsigned code) {
  const auto rest = [&](unsigned shift) {
    return static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
  };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    (text += static_cast<char>(0xC0U | code >> 6U)) += rest(0);
  } else {
    ((text += static_cast<char>(0xE0U | code >> 12U)) += rest(6)) += rest(0);
  }
}

}  // namespace

std::string without_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool framed =
        text.size() >= i + 7 && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
    const char* const first = text.data() + i + 2;
    const bool escape = framed && std::from_chars(first, first + 4, code, 16).ptr == first + 4;
    const bool half = code >= 0xD800 && code <= 0xDFFF;  // of a letter beyond 16 bits
    if (!escape || half) {
      plain += text[i];
      continue;
    }
    if (code != '\r' && code != 0) add_letter(plain, code);
    i += 6;
  }
  return plain;
}

void refuse_empty_sheet(const std::string& shown, const std::string& sheet,
                        const std::vector<SheetEntry>& sheets) {
  std::vector<std::string> others;
  for (const SheetEntry& entry : sheets) {
    if (entry.name != sheet) others.push_back(entry.name);
  }
  if (others.empty()) return;
  const std::string names = fmt::format("{}", fmt::join(others, ", "));
  core::Finding finding =
      file_trouble("empty_sheet", shown, fmt::format("the sheet '{}' holds no table", sheet),
                   fmt::format("the file has other sheets: {}; say sheet= for one of them", names));
  finding.place.argument = "sheet";
  finding.details = {{"sheet", sheet}, {"sheets", names}};
  throw core::InvalidInput(std::move(finding));
}

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }

void damaged_spreadsheet(const std::string& shown, const std::string& what) {
  throw core::InvalidInput(file_trouble("cannot_read", shown,
                                        fmt::format("the spreadsheet cannot be read: {}", what),
                                        "open and save it again as .xlsx, without a password"));
}

Workbook read_workbook(const TableFile& file) {
  Workbook book;
  const std::string workbook = workbook_part(file);
  const Relations relations = read_relations(file, workbook);
  read_sheets(file, workbook, relations, book);
  const std::string strings = part_of_kind(file, relations, "sharedStrings");
  if (!strings.empty()) read_strings(file, strings, book);
  const std::string styles = part_of_kind(file, relations, "styles");
  if (!styles.empty()) put_formats(read_styles(file, styles), book);
  return book;
}

}  // namespace sozialraum::gis
