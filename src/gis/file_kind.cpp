#include "gis/file_kind.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

#include "gis/archive.hpp"
#include "gis/gdal_guard.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/core/nearest_name.hpp"

namespace sozialraum::gis {
namespace {

// ---- what the first bytes say
// ------------------------------------------------------------------------

std::string first_bytes(const std::string& path, std::size_t most = 512) {
  const GdalErrors quiet;
  VSILFILE* const file = VSIFOpenL(path.c_str(), "rb");
  if (file == nullptr) return {};
  std::string bytes(most, '\0');
  bytes.resize(VSIFReadL(bytes.data(), 1, most, file));
  VSIFCloseL(file);
  return bytes;
}

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

bool is_web_page(std::string_view bytes) {
  std::string start;
  for (const char c : bytes.substr(0, 100)) {
    if (start.empty() && static_cast<unsigned char>(c) <= ' ') continue;
    start += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return start.starts_with("<!doctype html") || start.starts_with("<html") ||
         start.starts_with("<table");
}

[[noreturn]] void unsupported(const std::string& shown, std::string_view what, std::string hint) {
  core::Finding finding =
      file_trouble("unsupported_format", shown, fmt::format("this is {}, which is not read", what),
                   std::move(hint));
  finding.details = {{"found", std::string(what)}};
  throw core::InvalidInput(std::move(finding));
}

/// Files that offices send as well, by their first bytes.
struct Foreign {
  std::string_view start;
  std::string_view name;
  std::string_view hint;
};
constexpr std::string_view kUnpack = "unpack it, and read what it holds";
constexpr std::string_view kAsTable = "ask for the table as .xlsx or CSV";
constexpr std::array<Foreign, 12> kForeign{{
    {"7z\xBC\xAF", "a 7-Zip archive", kUnpack},
    {"Rar!", "a RAR archive", kUnpack},
    {"BZh", "a bzip2 archive", kUnpack},
    {"\xFD"
     "7zXZ",
     "an xz archive", kUnpack},
    {"\x28\xB5\x2F\xFD", "a zstd archive", kUnpack},
    {"%PDF", "a PDF", kAsTable},
    {"PAR1", "a Parquet file", "read it with pandas.read_parquet and write it as CSV"},
    {"\x89PNG", "a picture", kAsTable},
    {"\xFF\xD8\xFF", "a picture", kAsTable},
    {"{\\rtf", "a text document", kAsTable},
    {"CHARSET=\"", "a PC-Axis file", kAsTable},
    {"version https://git-lfs", "a pointer of Git LFS, not the file it stands for",
     "fetch the file itself: git lfs pull"},
}};

/// Spreadsheets of other kinds, and what servers send instead of a file.
void refuse_by_name(const TableFile& file, std::string_view bytes) {
  const std::string as_xlsx =
      "open it in a spreadsheet program and save it as .xlsx without a password, or as CSV";
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) {
    unsupported(file.shown, "an old Excel file (.xls) or a spreadsheet with a password", as_xlsx);
  }
  for (const auto& [start, name, hint] : kForeign) {
    if (bytes.starts_with(start)) unsupported(file.shown, name, std::string(hint));
  }
  if (bytes.find("ExceptionReport") != bytes.npos && bytes.find('<') < 5) {
    unsupported(file.shown, "an error message of a map service, not its data",
                "open it in a text editor and read what it says");
  }
  if (bytes.find("schemas-microsoft-com:office:spreadsheet") != bytes.npos) {
    unsupported(file.shown, "an XML spreadsheet of Excel 2003", as_xlsx);
  }
  const std::string as_geopackage = "open it in QGIS and save it as GeoPackage";
  if (bytes.find("<kml") != bytes.npos) unsupported(file.shown, "a KML file", as_geopackage);
  if (bytes.substr(0, 262).ends_with("ustar")) {
    unsupported(file.shown, "a tar archive", std::string(kUnpack));
  }
  if (is_web_page(bytes)) {
    unsupported(file.shown, "a web page",
                "open it in a browser: it may be an error message of the server; a table in it can "
                "be opened in a spreadsheet program and saved as .xlsx or CSV");
  }
  if (!is_zip(bytes)) return;
  if (first_bytes(member_path(file.path, "mimetype")).find("opendocument") != std::string::npos) {
    unsupported(file.shown, "an OpenDocument file (.ods)", as_xlsx);
  }
  if (exists(member_path(file.path, "doc.kml"))) {
    unsupported(file.shown, "a KMZ file", as_geopackage);
  }
  if (exists(member_path(file.path, "word/document.xml"))) {
    unsupported(file.shown, "a text document (.docx)", std::string(kAsTable));
  }
  if (exists(member_path(file.path, "xl/workbook.bin"))) {
    unsupported(file.shown, "a binary Excel file (.xlsb)", as_xlsx);
  }
}

bool is_text_ending(std::string_view extension) {
  return extension == "csv" || extension == "txt" || extension == "tsv";
}

bool is_sheet_ending(std::string_view extension) {
  return extension == "xlsx" || extension == "xlsm" || extension == "xls" || extension == "ods" ||
         extension == "xlsb";
}

bool is_layer_ending(std::string_view extension) {
  return extension == "gpkg" || extension == "shp" || extension == "dbf" ||
         extension == "geojson" || extension == "json" || extension == "gml" ||
         extension == "xml" || extension == "fgb";
}

/// Text, but neither JSON nor XML: a table whatever its ending is (.dat, .asc, none).
bool is_plain_text(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos || std::string_view("{[<").find(bytes[first]) != bytes.npos) {
    return false;
  }
  return std::all_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || c == '\t' || c == '\r' || c == '\n';
  });
}

/// What a file that is no archive of files is read as.
FileKind kind_of(const TableFile& file, const std::string& extension, std::string_view bytes) {
  refuse_by_name(file, bytes);
  if (is_text_ending(extension)) return FileKind::kText;
  if (!is_sheet_ending(extension)) {
    return !is_layer_ending(extension) && is_plain_text(bytes) ? FileKind::kText : FileKind::kLayer;
  }
  if (!is_zip(bytes)) {
    unsupported(file.shown, fmt::format("no spreadsheet, though it is called .{}", extension),
                "if it opens in a text editor, give it the ending .csv");
  }
  return FileKind::kSpreadsheet;
}

// ---- archives
// -----------------------------------------------------------------------------------------

/// How likely a member holds the data: what has a lower rank is only looked at if nothing has a
/// higher one. Archives hold read-me texts and style files besides.
constexpr int kNoData = 9;

int rank_as_table(std::string_view extension) {
  if (extension == "csv" || extension == "tsv" || is_sheet_ending(extension)) return 0;
  if (extension == "gpkg" || extension == "shp" || extension == "geojson" || extension == "gml" ||
      extension == "fgb") {
    return 1;
  }
  if (extension == "dbf") return 2;
  return extension == "json" || extension == "txt" ? 3 : kNoData;
}

int rank_as_layer(std::string_view extension) {
  const int rank = rank_as_table(extension);
  return rank == 1 ? 1 : extension == "json" || extension == "xml" ? 2 : kNoData;
}

int rank_as_raster(std::string_view extension) {
  const bool raster = extension == "tif" || extension == "tiff" || extension == "asc" ||
                      extension == "xyz" || extension == "hgt";
  return raster ? 0 : kNoData;
}

int rank_as_archive(std::string_view extension) {
  return extension == "zip" || extension == "7z" || extension == "rar" || extension == "gz"
             ? 0
             : kNoData;
}

using Rank = int (*)(std::string_view extension);

/// The members that may hold the data, by name. What macOS and hidden folders leave is none.
std::vector<std::string> data_members(const TableFile& archive, Rank rank) {
  const GdalErrors quiet;
  const CPLStringList names(
      VSIReadDirRecursive(fmt::format("/vsizip/{{{}}}", archive.path).c_str()), TRUE);
  core::require_at_most(static_cast<std::uint64_t>(names.Count()), core::kLimits.members, "members",
                        archive.shown);
  std::vector<std::string> best;
  int best_rank = kNoData;
  for (int i = 0; i < names.Count(); ++i) {
    const std::string name = readable(names[i]);
    const std::string file = std::filesystem::path(name).filename().string();
    const int own = file.empty() || file.starts_with('.') || file.starts_with("~$") ||
                            name.starts_with("__MACOSX")
                        ? kNoData
                        : rank(extension_of(name));
    if (own < best_rank) best.clear();
    best_rank = std::min(best_rank, own);
    if (own == best_rank && own != kNoData) best.emplace_back(names[i]);
  }
  std::sort(best.begin(), best.end());
  return best;
}

/// The member that is called so: by its path, its name or its name without ending.
bool is_called(const std::string& member, const std::string& wanted) {
  const std::filesystem::path path(member);
  return member == wanted || path.filename() == wanted || path.stem() == wanted;
}

[[noreturn]] void which_member(const TableFile& archive, const std::vector<std::string>& members) {
  core::Finding finding = file_trouble("several_layers", archive.shown,
                                       fmt::format("the archive holds {} files with data: {}",
                                                   members.size(), fmt::join(members, ", ")),
                                       "say which one with layer=, by its name without ending");
  finding.details = {{"layers", fmt::format("{}", fmt::join(members, ", "))}};
  finding.place.argument = "layer";
  throw core::InvalidInput(std::move(finding));
}

TableFile member_of(TableFile archive, Rank rank) {
  const std::vector<std::string> members = data_members(archive, rank);
  if (members.empty()) {
    const std::vector<std::string> inner = data_members(archive, rank_as_archive);
    throw core::InvalidInput(file_trouble(
        "no_rows", archive.shown,
        inner.empty() ? "the archive holds no file with data"
                      : fmt::format("the archive holds another archive, {}, and no file "
                                    "with data",
                                    fmt::join(inner, ", ")),
        inner.empty() ? "unpack it and look what it holds"
                      : "unpack it, and read the archive that it holds"));
  }
  std::vector<std::string> called;
  for (const std::string& member : members) {
    if (is_called(member, archive.layer)) called.push_back(member);
  }
  if (called.size() != 1 && members.size() != 1) {
    if (archive.layer.empty() || called.size() > 1) which_member(archive, members);
    core::unknown_name("layer", archive.layer, members,
                       {.argument = "layer", .file = archive.shown});
  }
  const bool named = called.size() == 1;
  const std::string& member = named ? called.front() : members.front();
  TableFile result = archive;
  if (named) result.layer.clear();
  result.path = member_path(archive.path, member);
  if (member.find('/') != std::string::npos || members.size() > 1) {
    core::Finding finding{
        .code = "archive_member",
        .message = fmt::format("'{}' was read from the archive", readable(member)),
        .place = {.file = archive.shown},
        .details = {{"member", readable(member)}}};
    result.findings.push_back(std::move(finding));
  }
  return result;
}

TableFile find(const std::string& path, const std::string& layer, Rank rank) {
  require_file(path);
  TableFile file{.shown = path, .path = path, .layer = layer};
  if (extension_of(path) == "zip" && !path.starts_with("/vsi")) {
    require_sound_archive(path, path);
    file = member_of(file, rank);
  }
  if (extension_of(file.path) == "gz") {
    file.path = fmt::format("/vsigzip/{}", file.path);
  }
  return file;
}

/// GDAL does not heed the checksums of members that it opens itself: they are read once before.
void require_whole(const TableFile& file) {
  const std::string stem = file.path.substr(0, file.path.rfind('.'));
  for_each_block(file.path, file.shown, [](std::string_view) {});
  for (const std::string_view part : {".shx", ".dbf", ".prj", ".cpg", ".SHX", ".DBF", ".PRJ"}) {
    const std::string path = stem + std::string(part);
    if (path != file.path && exists(path)) {
      for_each_block(path, file.shown, [](std::string_view) {});
    }
  }
}

TableFile with_kind(TableFile file) {
  const std::string inner =
      file.path.ends_with(".gz") ? file.path.substr(0, file.path.size() - 3) : file.path;
  file.kind = kind_of(file, extension_of(inner), first_bytes(file.path));
  if (file.kind == FileKind::kSpreadsheet) require_sound_archive(file.path, file.shown);
  if (file.kind == FileKind::kLayer && file.path.starts_with("/vsizip/")) require_whole(file);
  return file;
}

}  // namespace

TableFile find_table(const std::string& path, const TableOptions& options) {
  return with_kind(find(path, options.layer, rank_as_table));
}

TableFile find_layer(const std::string& path, const std::string& layer) {
  return with_kind(find(path, layer, rank_as_layer));
}

TableFile find_raster(const std::string& path) { return find(path, {}, rank_as_raster); }

}  // namespace sozialraum::gis
