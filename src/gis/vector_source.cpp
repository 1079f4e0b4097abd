#include "gis/vector_source.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <set>

#include "gis/gdal_guard.hpp"
#include "gis/geojson_crs.hpp"
#include "gis/open_dataset.hpp"
#include "gis/sqlite_schema.hpp"
#include "sozialraum/core/limits.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/core/spelling.hpp"
#include "sozialraum/gis/crs.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

[[noreturn]] void cannot_read(const std::string& path, const GdalErrors& errors) {
  throw core::InvalidInput(file_trouble(
      "cannot_read", path, fmt::format("the layer cannot be read to its end: {}", errors.text()),
      "fetch or export the file again"));
}

bool is_gml(const std::string& path) {
  const std::string extension = extension_of(path);
  return extension == "gml" || extension == "xml";
}

/// A .gfs or .xsd beside the input types the fields on its own and may make numbers of keys: then
/// the GML is opened from memory, where nothing is beside it.
class GmlInMemory {
 public:
  GmlInMemory(const std::string& path, const std::string& shown) {
    namespace fs = std::filesystem;
    const bool schema = fs::exists(fs::path(path).replace_extension("gfs")) ||
                        fs::exists(fs::path(path).replace_extension("xsd"));
    if (!is_gml(path) || !schema) return;
    bytes_ = read_bytes(path, shown);
    name_ = fmt::format("/vsimem/sozialraum-{}.gml", static_cast<const void*>(this));
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), reinterpret_cast<GByte*>(bytes_.data()),
                                    bytes_.size(), FALSE));
  }
  ~GmlInMemory() {
    if (!name_.empty()) VSIUnlink(name_.c_str());
  }
  GmlInMemory(const GmlInMemory&) = delete;
  GmlInMemory& operator=(const GmlInMemory&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string bytes_{};
  std::string name_{};
};

/// QGIS keeps its styles in a layer of this name.
bool is_content(const std::string& layer) { return layer != "layer_styles"; }

[[noreturn]] void computed_layer(const std::string& path, const std::string& layer) {
  core::Finding finding = file_trouble(
      "computed_layer", path,
      fmt::format(
          "the layer '{}' is a view: it is computed anew by whoever reads it, and may never "
          "end",
          layer),
      "export it as a table (QGIS: Objekte speichern als)");
  finding.place.argument = "layer";
  throw core::InvalidInput(std::move(finding));
}

/// The layer that was asked for, or the only one. `computed` are never read.
OGRLayer* choose_layer(GDALDataset& dataset, const std::string& wanted, const std::string& path,
                       const std::set<std::string>& computed) {
  if (computed.contains(wanted)) computed_layer(path, wanted);
  std::vector<std::string> names;
  for (OGRLayer* const layer : dataset.GetLayers()) {
    const std::string name = layer->GetName();
    if (is_content(name) && !computed.contains(name)) names.push_back(name);
  }
  if (names.empty() && dataset.GetLayerCount() > 0 && !computed.empty()) {
    computed_layer(path, *computed.begin());
  }
  if (names.empty()) {
    throw core::InvalidInput(
        file_trouble("no_rows", path, "the file has no layer", "export it again"));
  }
  if (!wanted.empty()) {
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      core::unknown_name("layer", wanted, names, {.argument = "layer", .file = path});
    }
    return dataset.GetLayerByName(wanted.c_str());
  }
  if (names.size() > 1) {
    core::Finding finding = file_trouble(
        "several_layers", path,
        fmt::format("the file has {} layers: {}", names.size(), fmt::join(names, ", ")),
        "say which one with layer=");
    finding.details = {{"layers", fmt::format("{}", fmt::join(names, ", "))}};
    finding.place.argument = "layer";
    throw core::InvalidInput(std::move(finding));
  }
  return dataset.GetLayerByName(names.front().c_str());
}

bool is_numeric(OGRFieldType type) {
  return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

std::vector<RawColumn> columns_of(const OGRFeatureDefn& definition, const std::string& path) {
  core::require_at_most(static_cast<std::uint64_t>(definition.GetFieldCount()),
                        core::kLimits.columns, "columns", path);
  std::vector<RawColumn> columns;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const auto place = static_cast<std::uint32_t>(i);
    columns.push_back({.name = definition.GetFieldDefn(i)->GetNameRef(),
                       .position = place,
                       .file_position = place + 1,
                       .numeric = is_numeric(definition.GetFieldDefn(i)->GetType())});
  }
  return columns;
}

bool any_numeric(const OGRFeatureDefn& definition) {
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    if (is_numeric(definition.GetFieldDefn(i)->GetType())) return true;
  }
  return false;
}

/// Appends the cells of a feature; numbers only if the layer has columns of numbers.
void append_fields(Sheet& sheet, OGRFeature& feature, bool typed) {
  const OGRFeatureDefn& definition = *feature.GetDefnRef();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const bool given = feature.IsFieldSetAndNotNull(i) != 0;
    const bool numeric = is_numeric(definition.GetFieldDefn(i)->GetType());
    const double number =
        given && numeric ? feature.GetFieldAsDouble(i) : std::numeric_limits<double>::quiet_NaN();
    if (typed) sheet.numbers.push_back(number);
    if (given && !numeric) {
      sheet.add(feature.GetFieldAsString(i));
    } else {
      sheet.cells.emplace_back();
    }
  }
}

[[noreturn]] void bad_geometry(const std::string& path, std::uint64_t row,
                               const std::string& reason) {
  core::Finding finding =
      file_trouble("bad_geometry", path, fmt::format("the geometry cannot be used: {}", reason),
                   "export the layer again");
  finding.place.row = row;
  throw core::InvalidInput(std::move(finding));
}

/// Two-dimensional, without curves, little endian.
std::uint64_t rings_of(const OGRGeometry& geometry) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    return 1 + static_cast<std::uint64_t>(geometry.toPolygon()->getNumInteriorRings());
  }
  if (!OGR_GT_IsSubClassOf(type, wkbGeometryCollection)) return 0;
  std::uint64_t rings = 0;
  for (const OGRGeometry* const part : *geometry.toGeometryCollection()) rings += rings_of(*part);
  return rings;
}

Wkb wkb_of(OGRFeature& feature, const std::string& path, std::uint64_t row) {
  OGRGeometryUniquePtr geometry(feature.StealGeometry());
  if (!geometry || geometry->IsEmpty()) return {};
  const GdalErrors errors;
  if (geometry->hasCurveGeometry() != 0) geometry.reset(geometry->getLinearGeometry());
  if (!geometry) bad_geometry(path, row, errors.text("curves"));
  // Whether rings cross is asked of every two of one geometry.
  core::require_at_most(rings_of(*geometry), core::kLimits.rings, "rings in one geometry", path);
  geometry->flattenTo2D();
  Wkb wkb(geometry->WkbSize());
  if (geometry->exportToWkb(wkbNDR, reinterpret_cast<unsigned char*>(wkb.data()), wkbVariantIso) !=
      OGRERR_NONE) {
    bad_geometry(path, row, errors.text());
  }
  return wkb;
}

std::string wkt_of(OGRLayer& layer) {
  const OGRSpatialReference* const reference = layer.GetSpatialRef();
  if (reference == nullptr || reference->IsEmpty()) return {};
  const char* const name = reference->GetName();
  if (name != nullptr && std::string_view(name).starts_with("Undefined")) return {};
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  char* wkt = nullptr;
  const OGRErr error = reference->exportToWkt(&wkt, options);
  std::string text = error == OGRERR_NONE && wkt != nullptr ? wkt : "";
  CPLFree(wkt);
  return text;
}

/// GDAL takes degrees where it does not know the system that a GeoJSON file names.
void heed_declared_crs(RawLayer& layer, const TableFile& file) {
  const auto declared = geojson_crs(file);
  if (!declared) return;
  if (declared->id.empty()) {
    layer.crs_wkt.clear();
    layer.unknown_crs = declared->text;
    return;
  }
  const bool degrees = declared->id == "EPSG:4326" || declared->id == "OGC:CRS84";
  if (!degrees) layer.crs_wkt = declared->id;
}

/// What the files beside a shapefile say about its encoding; empty if nothing.
std::string declared_encoding(OGRLayer& layer) {
  for (const char* const source : {"ENCODING_FROM_CPG", "ENCODING_FROM_LDID"}) {
    const char* const declared = layer.GetMetadataItem(source, "SHAPEFILE");
    if (declared != nullptr && *declared != '\0') return declared;
  }
  return {};
}

/// All texts of the layer, joined, tell the encoding better than one cell.
std::string all_texts(const RawTable& table, const Sheet& sheet) {
  std::string all;
  for (const RawColumn& column : table.columns) all += column.name + "\n";
  return all + sheet.text;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool same_encoding(const std::string& declared, const std::string& found) {
  try {
    const std::string name = decode("", declared).encoding;
    return name == found || (name == "latin-1" && found == "cp1252");
  } catch (const core::InvalidInput&) {
    return false;
  }
}

/// The declared encoding is believed only if it is neither UTF-8 nor Latin: those two are decided
/// by the bytes, since offices mix them up.
std::string believed_encoding(const std::string& declared, const std::string& detected) {
  if (declared.empty() || detected == "utf-8") return detected;
  const bool usual = same_encoding(declared, "utf-8") || same_encoding(declared, "cp1252");
  return usual ? detected : declared;
}

void report_encoding(RawTable& table, const std::string& declared, const std::string& found,
                     bool asked) {
  core::Finding finding = file_note(
      "encoding", table.file,
      fmt::format("the texts were read as {} ({})", found, asked ? "as asked" : "detected"));
  if (!declared.empty() && !same_encoding(declared, found)) {
    finding.severity = core::Severity::kWarning;
    finding.message += fmt::format("; the file itself says {}", declared);
    finding.hint = "look at the umlauts; if they are wrong, say encoding=";
  } else if (found == "cp1252" && !asked) {
    finding.severity = core::Severity::kWarning;
    finding.hint = "look at the umlauts; if they are wrong, say encoding=";
  }
  finding.details = {{"encoding", found}, {"declared", declared}};
  table.findings.push_back(std::move(finding));
}

void decode_texts(RawTable& table, Sheet& sheet, const std::string& declared,
                  const std::string& asked) {
  const std::string all = all_texts(table, sheet);
  if (is_ascii(all)) return;
  const std::string encoding =
      asked.empty() ? believed_encoding(declared, decode(all).encoding) : asked;
  for (RawColumn& column : table.columns) column.name = decode(column.name, encoding).text;
  const std::string raw = std::move(sheet.text);
  sheet.text = {};
  for (TextPiece& cell : sheet.cells) {
    const std::string_view bytes = cell.in(raw);
    cell = is_ascii(bytes) ? sheet.add_text(bytes) : sheet.add_text(decode(bytes, encoding).text);
  }
  report_encoding(table, declared, encoding, !asked.empty());
}

/// The format keeps 10 bytes of a name: 10 letters of Windows-1252, fewer of UTF-8. `full` are the
/// columns whose names fill them, found before they were decoded.
std::vector<std::size_t> full_names(const RawTable& table) {
  std::vector<std::size_t> full;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].name.size() == 10) full.push_back(i);
  }
  return full;
}

void report_cut_names(RawTable& table, const std::vector<std::size_t>& full) {
  std::vector<std::string> cut;
  for (const std::size_t i : full) cut.push_back(table.columns[i].name);
  if (cut.empty()) return;
  core::Finding finding =
      file_note("names_may_be_cut", table.file,
                fmt::format("shapefiles cut names after 10 letters; these may be cut: {}",
                            fmt::join(cut, ", ")));
  finding.hint = "ask for a GeoPackage";
  finding.details = {{"columns", fmt::format("{}", fmt::join(cut, ", "))}};
  table.findings.push_back(std::move(finding));
}

[[noreturn]] void not_utf8(const RawTable& table, const std::string& column) {
  core::Finding finding = file_trouble(
      "bad_encoding", table.file, "the file holds a text that is not UTF-8", "export it again");
  finding.place.column = readable(column);
  throw core::InvalidInput(std::move(finding));
}

void require_valid_utf8(const RawTable& table, const Sheet& sheet) {
  for (const RawColumn& column : table.columns) {
    if (first_invalid_utf8(column.name) != std::string_view::npos) not_utf8(table, column.name);
  }
  if (first_invalid_utf8(sheet.text) == std::string_view::npos) return;
  for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
    if (first_invalid_utf8(sheet.cells[i].in(sheet.text)) != std::string_view::npos) {
      not_utf8(table, table.columns[i % table.columns.size()].name);
    }
  }
}

/// Names in one spelling: composed letters, without signs of no width.
void spell_names(RawTable& table) {
  for (RawColumn& column : table.columns) column.name = core::one_spelling(column.name);
}

}  // namespace

RawLayer read_layer(const TableFile& file, const TableOptions& options, bool with_geometry) {
  if (file.kind != FileKind::kLayer) {
    throw core::InvalidInput(file_trouble(
        "cannot_read", file.shown, "this is a table, and holds no geometries",
        "read it with read_table, or with read_points if it holds coordinates in two columns"));
  }
  const GdalConfig config("GML_FIELDTYPES", "ALWAYS_STRING");
  const GmlInMemory memory(file.path, file.shown);
  const std::set<std::string> computed = computed_layers(file.path, file.shown);
  const GDALDatasetUniquePtr dataset =
      open_vector(memory.name().empty() ? file.path : memory.name(), file.shown);
  OGRLayer* const layer = choose_layer(*dataset, file.layer, file.shown, computed);

  RawLayer result{.table = {.file = file.shown}};
  RawTable& table = result.table;
  table.columns = columns_of(*layer->GetLayerDefn(), file.shown);
  const auto width = static_cast<std::uint32_t>(table.columns.size());
  const bool typed = any_numeric(*layer->GetLayerDefn());
  auto sheet = std::make_shared<Sheet>();
  std::uint64_t vertices = 0;
  if (!with_geometry) {
    const char* const ignored[] = {"OGR_GEOMETRY", nullptr};
    layer->SetIgnoredFields(const_cast<const char**>(ignored));
  }
  const GdalErrors errors;
  while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
    const std::uint64_t row = table.size() + 1;
    core::require_at_most(row, core::kLimits.rows, "rows", file.shown);
    table.rows.push_back({.line = row, .first = sheet->cells.size(), .count = width});
    append_fields(*sheet, *feature, typed);
    if (!with_geometry) continue;
    result.wkb.push_back(wkb_of(*feature, file.shown, row));
    vertices += result.wkb.back().size() / 16;
    core::require_at_most(vertices, core::kLimits.vertices, "vertices", file.shown);
  }
  if (!errors.empty()) cannot_read(file.shown, errors);
  if (table.rows.empty()) {
    throw core::InvalidInput(
        file_trouble("no_rows", file.shown, "the layer has no features", "export it again"));
  }
  result.crs_wkt = wkt_of(*layer);
  if (with_geometry && std::string_view(dataset->GetDriverName()) == "GeoJSON") {
    heed_declared_crs(result, file);
  }
  if (std::string_view(dataset->GetDriverName()) == "ESRI Shapefile") {
    const std::vector<std::size_t> full = full_names(table);
    decode_texts(table, *sheet, declared_encoding(*layer), options.encoding);
    report_cut_names(table, full);
  }
  require_valid_utf8(table, *sheet);
  spell_names(table);
  table.sheet = std::move(sheet);
  return result;
}

std::string crs_of(RawLayer& layer, const std::string& asked) {
  const std::string& file = layer.table.file;
  if (!layer.unknown_crs.empty()) {
    core::Finding finding = file_trouble(
        "unknown_crs", file,
        fmt::format(
            "the file says that its coordinate reference system is '{}', which is not known",
            layer.unknown_crs),
        "ask the office which it is, and say it: crs='EPSG:25832', for example");
    finding.place.argument = "crs";
    finding.details = {{"found", layer.unknown_crs}};
    if (asked.empty()) throw core::InvalidInput(std::move(finding));
    finding.code = "crs_overruled";
    finding.message += fmt::format("; {} was taken, as asked", asked);
    layer.table.findings.push_back(std::move(finding));
  }
  if (layer.crs_wkt.empty() && asked.empty()) {
    core::Finding finding =
        file_trouble("no_crs", file, "the file does not say its coordinate reference system",
                     "say it, for example crs='EPSG:25832'");
    finding.place.argument = "crs";
    throw core::InvalidInput(std::move(finding));
  }
  if (asked.empty()) return describe_crs(layer.crs_wkt).id;
  const CrsInfo said = describe_crs(asked);
  if (layer.crs_wkt.empty()) return said.id;
  const CrsInfo found = describe_crs(layer.crs_wkt);
  if (found.id != said.id) {
    core::Finding finding =
        file_trouble("crs_overruled", file,
                     fmt::format("the file says {}, the caller {}; the caller was believed",
                                 found.name, said.id),
                     "leave crs= out if the file is right");
    finding.details = {{"found", found.id}, {"used", said.id}};
    layer.table.findings.push_back(std::move(finding));
  }
  return said.id;
}

}  // namespace sozialraum::gis
