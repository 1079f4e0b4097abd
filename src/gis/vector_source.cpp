#include "gis/vector_source.hpp"

#include <cpl_string.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

#include "gis/gdal_guard.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/encoding.hpp"

namespace sozialraum::gis {
namespace {

constexpr std::array<const char*, 7> kDrivers{
    "GPKG", "ESRI Shapefile", "GeoJSON", "GML", "FlatGeobuf", "CSV", nullptr};

[[noreturn]] void cannot_open(const std::string& path, const GdalErrors& errors) {
  throw core::InvalidInput(file_trouble(
      "cannot_read", path,
      fmt::format("the file cannot be read as GeoPackage, Shapefile, GeoJSON or GML: {}",
                  errors.text("unknown or damaged format")),
      "check that it is complete, and that all parts of a shapefile (.shp, .shx, .dbf, .prj) are "
      "there"));
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

GDALDatasetUniquePtr open(const std::string& path, const std::string& shown) {
  CPLStringList options;
  if (is_gml(path)) {
    options.SetNameValue("WRITE_GFS", "NO");
    options.SetNameValue("DOWNLOAD_SCHEMA", "NO");
  }
  const std::string extension = extension_of(shown);
  if (extension == "geojson" || extension == "json") options.SetNameValue("DATE_AS_STRING", "YES");
  if (extension == "shp" || extension == "dbf" || extension == "zip") {
    options.SetNameValue("ENCODING", "");  // raw bytes: they are decoded here
  }
  const GdalErrors errors;
  GDALDatasetUniquePtr dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                                 kDrivers.data(), options.List(), nullptr));
  if (!dataset) cannot_open(shown, errors);
  return dataset;
}

/// QGIS keeps its styles in a layer of this name.
bool is_content(const std::string& layer) { return layer != "layer_styles"; }

OGRLayer* choose_layer(GDALDataset& dataset, const std::string& wanted, const std::string& path) {
  std::vector<std::string> names;
  for (OGRLayer* const layer : dataset.GetLayers()) {
    if (is_content(layer->GetName())) names.emplace_back(layer->GetName());
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
    finding.place.argument = "layer";
    throw core::InvalidInput(std::move(finding));
  }
  return dataset.GetLayerByName(names.front().c_str());
}

bool is_numeric(OGRFieldType type) {
  return type == OFTInteger || type == OFTInteger64 || type == OFTReal;
}

std::vector<RawColumn> columns_of(const OGRFeatureDefn& definition) {
  std::vector<RawColumn> columns;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    columns.push_back({.name = definition.GetFieldDefn(i)->GetNameRef()});
  }
  return columns;
}

double number_of(const OGRFeature& feature, int field) {
  if (feature.IsFieldSetAndNotNull(field) == 0) return std::numeric_limits<double>::quiet_NaN();
  return const_cast<OGRFeature&>(feature).GetFieldAsDouble(field);
}

void append_fields(RawTable& table, OGRFeature& feature) {
  const OGRFeatureDefn& definition = *feature.GetDefnRef();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    RawColumn& column = table.columns[static_cast<std::size_t>(i)];
    const bool numeric = is_numeric(definition.GetFieldDefn(i)->GetType());
    if (numeric) column.numbers.push_back(number_of(feature, i));
    const bool has_text = !numeric && feature.IsFieldSetAndNotNull(i) != 0;
    column.cells.push_back(has_text ? table.pool.emplace_back(feature.GetFieldAsString(i))
                                    : std::string_view());
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
Wkb wkb_of(OGRFeature& feature, const std::string& path, std::uint64_t row) {
  OGRGeometryUniquePtr geometry(feature.StealGeometry());
  if (!geometry || geometry->IsEmpty()) return {};
  const GdalErrors errors;
  if (geometry->hasCurveGeometry() != 0) geometry.reset(geometry->getLinearGeometry());
  if (!geometry) bad_geometry(path, row, errors.text("curves"));
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
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  char* wkt = nullptr;
  const OGRErr error = reference->exportToWkt(&wkt, options);
  std::string text = error == OGRERR_NONE && wkt != nullptr ? wkt : "";
  CPLFree(wkt);
  return text;
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
std::string all_texts(const RawTable& table) {
  std::string all;
  for (const RawColumn& column : table.columns) all += column.name + "\n";
  for (const std::string& text : table.pool) all += text + "\n";
  return all;
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

void decode_texts(RawTable& table, const std::string& declared, const std::string& asked) {
  const std::string all = all_texts(table);
  if (is_ascii(all)) return;
  const std::string encoding =
      asked.empty() ? believed_encoding(declared, decode(all).encoding) : asked;
  for (RawColumn& column : table.columns) {
    column.name = decode(column.name, encoding).text;
    for (std::string_view& cell : column.cells) {
      if (!is_ascii(cell)) cell = table.pool.emplace_back(decode(cell, encoding).text);
    }
  }
  report_encoding(table, declared, encoding, !asked.empty());
}

/// The format keeps 10 letters of a name.
void report_cut_names(RawTable& table) {
  std::vector<std::string> cut;
  for (const RawColumn& column : table.columns) {
    if (column.name.size() == 10) cut.push_back(column.name);
  }
  if (cut.empty()) return;
  core::Finding finding =
      file_note("names_may_be_cut", table.file,
                fmt::format("shapefiles cut names after 10 letters; these may be cut: {}",
                            fmt::join(cut, ", ")));
  finding.hint = "ask for a GeoPackage";
  finding.details = {{"columns", fmt::format("{}", fmt::join(cut, ", "))}};
  table.findings.push_back(std::move(finding));
}

void require_valid_utf8(const RawTable& table) {
  for (const RawColumn& column : table.columns) {
    for (std::size_t row = 0; row < column.cells.size(); ++row) {
      if (first_invalid_utf8(column.cells[row]) == std::string_view::npos) continue;
      core::Finding finding = file_trouble(
          "bad_encoding", table.file, "the file holds a text that is not UTF-8", "export it again");
      finding.place.row = table.lines[row];
      finding.place.column = column.name;
      throw core::InvalidInput(std::move(finding));
    }
  }
}

}  // namespace

RawLayer read_layer(const std::string& path, const TableOptions& options, bool with_geometry) {
  register_drivers();
  require_file(path);
  const GdalConfig config("GML_FIELDTYPES", "ALWAYS_STRING");
  const GmlInMemory memory(path, path);
  const GDALDatasetUniquePtr dataset =
      open(memory.name().empty() ? gdal_path(path) : memory.name(), path);
  OGRLayer* const layer = choose_layer(*dataset, options.layer, path);

  RawLayer result{.table = {.file = path}};
  result.table.columns = columns_of(*layer->GetLayerDefn());
  const GdalErrors errors;
  while (const OGRFeatureUniquePtr feature{layer->GetNextFeature()}) {
    result.table.lines.push_back(result.table.lines.size() + 1);
    append_fields(result.table, *feature);
    if (with_geometry) result.wkb.push_back(wkb_of(*feature, path, result.table.lines.back()));
  }
  if (!errors.empty()) cannot_open(path, errors);
  if (result.table.rows() == 0) {
    throw core::InvalidInput(
        file_trouble("no_rows", path, "the layer has no features", "export it again"));
  }
  result.crs_wkt = wkt_of(*layer);
  if (std::string_view(dataset->GetDriverName()) == "ESRI Shapefile") {
    report_cut_names(result.table);
    decode_texts(result.table, declared_encoding(*layer), options.encoding);
  }
  require_valid_utf8(result.table);
  return result;
}

RawTable read_raw_layer(const std::string& path, const TableOptions& options) {
  return read_layer(path, options, false).table;
}

}  // namespace sozialraum::gis
