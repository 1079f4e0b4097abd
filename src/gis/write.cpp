#include "sozialraum/gis/write.hpp"

#include <cpl_vsi.h>
#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>

#include "gis/gdal_guard.hpp"
#include "gis/wkb.hpp"
#include "sozialraum/core/atomic_file.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

using core::CellState;

/// A column to write: numbers or texts.
struct Field {
  std::string name{};
  const core::Column* numbers = nullptr;
  std::span<const std::string> texts{};
};

std::vector<Field> fields_of(const core::AreaTable& table, std::vector<std::string> order) {
  std::vector<std::string> names = table.text_names();
  for (const core::Column& column : table.columns()) names.push_back(column.name());
  if (order.empty()) order = names;
  const std::vector<std::string> texts = table.text_names();
  std::vector<Field> fields;
  for (const std::string& name : order) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      core::unknown_name("column", name, names, {.argument = "order"});
    }
    const bool is_text = std::find(texts.begin(), texts.end(), name) != texts.end();
    fields.push_back(is_text ? Field{.name = name, .texts = table.text(name)}
                             : Field{.name = name, .numbers = &table.column(name)});
  }
  return fields;
}

// ---- GeoPackage
// -----------------------------------------------------------------------------------

[[noreturn]] void cannot_write(const std::string& path, const std::string& reason) {
  throw core::InvalidInput(file_trouble("cannot_write", path,
                                        fmt::format("the file cannot be written: {}", reason),
                                        "check the names of the columns, and the memory"));
}

/// A file in memory: so that the one on disk is written in one go, crash-safe, without a journal.
class MemoryFile {
 public:
  MemoryFile() : name_(fmt::format("/vsimem/sozialraum-{}.gpkg", static_cast<void*>(this))) {}
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    vsi_l_offset size = 0;
    const GByte* const data = VSIGetMemFileBuffer(name_.c_str(), &size, FALSE);
    return std::as_bytes(std::span(data, static_cast<std::size_t>(size)));
  }

 private:
  std::string name_;
};

bool is_multi(WkbType type) {
  return type == WkbType::kMultiPoint || type == WkbType::kMultiLineString ||
         type == WkbType::kMultiPolygon;
}

/// The one type of all geometries, multi-part if one of them is; unknown if they differ.
OGRwkbGeometryType layer_type(const std::vector<Wkb>& wkb) {
  std::optional<int> base;
  bool multi = false;
  for (const Wkb& one : wkb) {
    const WkbType type = wkb_type(one);
    const int own = static_cast<int>(type) - (is_multi(type) ? 3 : 0);
    if (type == WkbType::kCollection || (base && *base != own)) return wkbUnknown;
    base = own;
    multi = multi || is_multi(type);
  }
  if (!base) return wkbUnknown;
  return static_cast<OGRwkbGeometryType>(*base + (multi ? 3 : 0));
}

OGRLayer* create_layer(GDALDataset& dataset, const AreaPolygons& areas,
                       const WriteAreasOptions& options) {
  OGRSpatialReference reference;
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  if (areas.crs.empty() || reference.SetFromUserInput(areas.crs.c_str()) != OGRERR_NONE) {
    core::invalid_argument("crs", "is no coordinate reference system", "set it before writing");
  }
  return dataset.CreateLayer(options.layer.c_str(), &reference, layer_type(areas.wkb), nullptr);
}

void create_fields(OGRLayer& layer, const std::vector<Field>& fields, const std::string& key) {
  OGRFieldDefn key_field(key.c_str(), OFTString);
  layer.CreateField(&key_field);
  for (const Field& field : fields) {
    OGRFieldDefn definition(field.name.c_str(), field.numbers != nullptr ? OFTReal : OFTString);
    layer.CreateField(&definition);
  }
}

OGRGeometryUniquePtr geometry_of(const Wkb& wkb, OGRwkbGeometryType type) {
  OGRGeometry* geometry = nullptr;
  OGRGeometryFactory::createFromWkb(wkb.data(), nullptr, &geometry, wkb.size());
  if (geometry != nullptr && type != wkbUnknown) {
    geometry = OGRGeometryFactory::forceTo(geometry, type, nullptr);
  }
  return OGRGeometryUniquePtr(geometry);
}

void write_features(OGRLayer& layer, const AreaPolygons& areas, const std::vector<Field>& fields) {
  const OGRwkbGeometryType type = layer.GetGeomType();
  for (std::size_t row = 0; row < areas.table.size(); ++row) {
    OGRFeature feature(layer.GetLayerDefn());
    feature.SetFID(static_cast<GIntBig>(row + 1));
    feature.SetField(0, areas.table.codes()[row].text().c_str());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const int at = static_cast<int>(i) + 1;
      if (fields[i].numbers == nullptr) {
        feature.SetField(at, fields[i].texts[row].c_str());
      } else if (core::has_value(fields[i].numbers->states()[row])) {
        feature.SetField(at, fields[i].numbers->values()[row]);
      } else {
        feature.SetFieldNull(at);
      }
    }
    feature.SetGeometryDirectly(geometry_of(areas.wkb[row], type).release());
    if (layer.CreateFeature(&feature) != OGRERR_NONE) return;  // the error handler has the reason
  }
}

std::string sql_text(std::string_view text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

/// The table in which QGIS looks for the style of a layer.
void write_style(GDALDataset& dataset, const WriteAreasOptions& options) {
  const auto run = [&](const std::string& sql) {
    dataset.ReleaseResultSet(dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr));
  };
  run("CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "
      "f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), "
      "f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, "
      "useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
      "update_time DATETIME)");
  run(fmt::format(
      "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
      "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
      "owner, ui, update_time) VALUES ('', '', {}, 'geom', {}, {}, '', 1, '', '', '', {})",
      sql_text(options.layer), sql_text(options.layer), sql_text(options.style_qml),
      sql_text(options.timestamp)));
  run(
      fmt::format("INSERT INTO gpkg_contents (table_name, data_type, identifier, description, "
                  "last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', {})",
                  sql_text(options.timestamp)));
}

void require_one_geometry_each(const AreaPolygons& areas) {
  if (areas.wkb.size() == areas.table.size()) return;
  throw core::InvalidInput(
      {.code = "length_mismatch",
       .severity = core::Severity::kWarning,
       .message = fmt::format("{} geometries, but {} areas", areas.wkb.size(), areas.table.size()),
       .place = {.argument = "areas"}});
}

void write_geopackage(const std::string& name, const AreaPolygons& areas,
                      const WriteAreasOptions& options, const std::vector<Field>& fields) {
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  if (driver == nullptr) return;
  const GDALDatasetUniquePtr dataset(driver->Create(name.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  if (!dataset) return;
  OGRLayer* const layer = create_layer(*dataset, areas, options);
  if (layer == nullptr) return;
  dataset->StartTransaction();
  create_fields(*layer, fields, options.key);
  write_features(*layer, areas, fields);
  if (!options.style_qml.empty()) write_style(*dataset, options);
  dataset->CommitTransaction();
}

// ---- CSV
// ------------------------------------------------------------------------------------------

/// 1-2, 1.2., 1/2/24, 3. Mai: spreadsheets make dates of them.
bool like_date(std::string_view text) {
  if (text.size() > 12 || text.empty() || std::isdigit(static_cast<unsigned char>(text[0])) == 0) {
    return false;
  }
  return text.find_first_of("-./ ") != std::string_view::npos;
}

/// True if a German spreadsheet would show something else than this text.
bool would_change(std::string_view text) {
  if (text.empty()) return false;
  const bool formula = std::string_view("=+-@").find(text[0]) != std::string_view::npos;
  if (formula) return text.size() > 1 || text[0] == '=';
  switch (number_shape(text)) {
    case NumberShape::kEmpty:
    case NumberShape::kSign:
      return false;
    case NumberShape::kText:
      return like_date(text);
    case NumberShape::kPlain:
      return text.size() > 11 || text.find_first_not_of("0123456789") != std::string_view::npos;
    default:
      return true;
  }
}

std::string doubled(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + "\"";
}

std::string text_cell(std::string_view text, const WriteTableOptions& options) {
  const bool special = text.find_first_of("\"\r\n") != std::string_view::npos ||
                       text.find(options.separator) != std::string_view::npos;
  if (options.protect_texts && would_change(text)) {
    const std::string formula = "=" + doubled(text);
    return special ? doubled(formula) : formula;
  }
  const bool blanks = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  return special || blanks ? doubled(text) : std::string(text);
}

std::string_view sign_of(CellState state) {
  switch (state) {
    case CellState::kNothing:
      return "-";
    case CellState::kSecret:
    case CellState::kSuppressed:
      return ".";
    case CellState::kLater:
      return "...";
    case CellState::kUnreliable:
      return "/";
    case CellState::kBlocked:
      return "x";
    default:
      return "";
  }
}

std::string number_cell(double value, CellState state, const WriteTableOptions& options) {
  if (state == CellState::kNothing || !core::has_value(state)) return std::string(sign_of(state));
  std::string text = fmt::format("{}", value == 0.0 ? 0.0 : value);  // no "-0"
  std::replace(text.begin(), text.end(), '.', options.decimal);
  return text.find(options.separator) == std::string::npos ? text : doubled(text);
}

void require_sound_options(const WriteTableOptions& options) {
  if (std::string_view(";,\t|").find(options.separator) == std::string_view::npos) {
    core::invalid_argument("separator", "must be one of ; , tab |");
  }
  if (options.decimal != '.' && options.decimal != ',') {
    core::invalid_argument("decimal", "must be '.' or ','");
  }
}

std::string csv_of(const core::AreaTable& table, const std::vector<Field>& fields,
                   const WriteTableOptions& options) {
  std::string csv = options.bom ? "\xEF\xBB\xBF" : "";
  csv += text_cell(options.key, options);
  for (const Field& field : fields) csv += options.separator + text_cell(field.name, options);
  csv += "\r\n";
  for (std::size_t row = 0; row < table.size(); ++row) {
    csv += text_cell(table.codes()[row].text(), options);
    for (const Field& field : fields) {
      csv += options.separator;
      csv += field.numbers == nullptr
                 ? text_cell(field.texts[row], options)
                 : number_cell(field.numbers->values()[row], field.numbers->states()[row], options);
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace

void write_areas(const std::string& path, const AreaPolygons& areas,
                 const WriteAreasOptions& options) {
  register_drivers();
  require_one_geometry_each(areas);
  const std::vector<Field> fields = fields_of(areas.table, options.order);
  core::AtomicFile file(path);
  const GdalConfig timestamp("OGR_CURRENT_DATE", options.timestamp);
  const MemoryFile memory;
  const GdalErrors errors;
  write_geopackage(memory.name(), areas, options, fields);
  const auto bytes = memory.bytes();
  if (!errors.empty() || bytes.empty()) cannot_write(path, errors.text("no GeoPackage driver"));
  file.write(bytes);
  file.commit();
}

void write_table(const std::string& path, const core::AreaTable& table,
                 const WriteTableOptions& options) {
  require_sound_options(options);
  const std::string csv = csv_of(table, fields_of(table, options.order), options);
  core::AtomicFile file(path);
  file.write(std::as_bytes(std::span(csv.data(), csv.size())));
  file.commit();
}

}  // namespace sozialraum::gis
