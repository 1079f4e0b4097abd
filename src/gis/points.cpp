#include "sozialraum/gis/points.hpp"

#include <fmt/format.h>

#include <cmath>

#include "gis/file_kind.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/outliers.hpp"
#include "gis/raw_table.hpp"
#include "gis/table_keys.hpp"
#include "gis/vector_source.hpp"
#include "gis/wkb.hpp"
#include "sozialraum/gis/crs.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

bool from_geometry(const PointOptions& options) { return options.x.empty() && options.y.empty(); }

/// The coordinates as a little table of their own: same rows, same rules of reading.
TableOptions coordinate_options(const PointOptions& options) {
  TableOptions coordinates = options.table;
  coordinates.columns = {options.x, options.y};
  coordinates.text_columns.clear();
  return coordinates;
}

void require_columns(const PointOptions& options) {
  if (options.x.empty()) core::invalid_argument("x", "is empty", "name the column of the easting");
  if (options.y.empty()) core::invalid_argument("y", "is empty", "name the column of the northing");
  if (options.x == options.y) core::invalid_argument("y", "is the same column as 'x'");
  if (options.crs.empty()) {
    throw core::InvalidInput({.code = "no_crs",
                              .severity = core::Severity::kWarning,
                              .message = "a table of coordinates does not say their system",
                              .place = {.argument = "crs"},
                              .hint = "say it, for example crs='EPSG:4326' for degrees"});
  }
}

core::Finding missing_coordinate(const RawTable& raw, const std::vector<core::AreaCode>& ids,
                                 const std::vector<std::size_t>& rows) {
  core::Finding finding = file_trouble(
      "missing_coordinate", raw.file,
      fmt::format("{} of {} places have no coordinates (none, or 0/0), the first is '{}'",
                  rows.size(), ids.size(), ids[rows.front()].text()),
      "add them, or leave these places out with skip_missing=True");
  finding.place.row = raw.line(rows.front());
  for (const std::size_t row : rows) finding.areas.push_back(ids[row].text());
  return finding;
}

/// Places before their attributes are typed.
struct RawPoints {
  RawTable table{};
  std::vector<core::AreaCode> ids{};
  std::vector<double> x{};  ///< NaN where there is no coordinate
  std::vector<double> y{};
  std::string crs{};
};

/// Takes places without coordinates out, or throws.
void settle_missing(RawPoints& points, const PointOptions& options) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < points.x.size(); ++i) {
    // Addresses that were not found come as 0/0, a place in the sea off Africa.
    const bool zero = points.x[i] == 0.0 && points.y[i] == 0.0;
    if (zero || std::isnan(points.x[i]) || std::isnan(points.y[i])) rows.push_back(i);
  }
  if (rows.empty()) return;
  core::Finding finding = missing_coordinate(points.table, points.ids, rows);
  if (!options.skip_missing) throw core::InvalidInput(std::move(finding));
  finding.message += "; they were left out, as allowed";
  points.table.findings.push_back(std::move(finding));
  std::vector<bool> gone(points.x.size(), false);
  for (const std::size_t row : rows) gone[row] = true;
  const auto drop = [&](auto& list) {
    std::size_t row = 0;
    std::erase_if(list, [&](const auto&) { return gone[row++]; });
  };
  drop(points.x);
  drop(points.y);
  drop(points.ids);
  drop(points.table.rows);
}

// ---- coordinates in two columns
// ---------------------------------------------------------------------

/// Coordinates have many decimals: the best witnesses for the decimal mark of the whole table.
TableOptions with_decimal_of(const TableResult& coordinates, RawTable& raw, TableOptions options) {
  for (const core::Finding& finding : coordinates.findings) {
    if (finding.code != "decimal") continue;
    options.decimal = finding.details.front().second.front();
    raw.findings.push_back(finding);
  }
  return options;
}

RawPoints from_columns(const TableFile& file, const PointOptions& options,
                       TableOptions& attributes) {
  require_columns(options);
  RawPoints points{.crs = describe_crs(options.crs).id};
  points.table = read_raw(file.shown, options.table);
  points.ids = keys_of(points.table, options.table);
  settle_doubled(points.table, points.ids, options.doubled);
  require_unique(points.table, options.table, points.ids, RowsAre::kPlaces);
  RawTable view = points.table;
  view.findings.clear();
  const TableResult coordinates =
      type_table(std::move(view), coordinate_options(options), points.ids,
                 {.thousands = ThousandsLike::kTell, .rows = RowsAre::kPlaces});
  const auto x = coordinates.table.columns()[0].values();
  const auto y = coordinates.table.columns()[1].values();
  points.x.assign(x.begin(), x.end());
  points.y.assign(y.begin(), y.end());
  attributes = with_decimal_of(coordinates, points.table, options.table);
  return points;
}

// ---- coordinates in the geometry of a layer
// ---------------------------------------------------------

[[noreturn]] void not_points(const RawPoints& points, const std::vector<std::string>& others) {
  core::Finding finding = file_trouble(
      "not_points", points.table.file,
      fmt::format("{} of {} features are no single points; the first is '{}'", others.size(),
                  points.ids.size(), others.front()),
      "take a point of each first (QGIS: Zentroide); polygons of areas are read with read_areas");
  finding.areas = others;
  throw core::InvalidInput(std::move(finding));
}

/// A point, or several of which there is one only, is one pair of coordinates.
void put_coordinates(RawPoints& points, const std::vector<Wkb>& wkb) {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < wkb.size(); ++i) {
    std::vector<double> x;
    std::vector<double> y;
    if (!wkb[i].empty()) append_vertices(wkb[i], x, y);
    const bool point = wkb[i].empty() || wkb_type(wkb[i]) == WkbType::kPoint ||
                       (wkb_type(wkb[i]) == WkbType::kMultiPoint && x.size() == 1);
    if (!point) others.push_back(points.ids[i].text());
    points.x.push_back(x.empty() ? std::nan("") : x.front());
    points.y.push_back(y.empty() ? std::nan("") : y.front());
  }
  if (!others.empty()) not_points(points, others);
}

/// The geometries of the rows that are left: rows count features from 1.
std::vector<Wkb> of_rows(const std::vector<Wkb>& wkb, const std::vector<CellRow>& rows) {
  std::vector<Wkb> result;
  for (const CellRow& row : rows) result.push_back(wkb[row.line - 1]);
  return result;
}

RawPoints from_layer(const TableFile& file, const PointOptions& options) {
  if (file.kind != FileKind::kLayer) require_columns(options);
  RawLayer layer = read_layer(file, options.table, true);
  RawPoints points{.crs = crs_of(layer, options.crs)};
  points.table = std::move(layer.table);
  points.table.findings.insert(points.table.findings.begin(), file.findings.begin(),
                               file.findings.end());
  shape_rows(points.table, options.table);
  points.ids = keys_of(points.table, options.table);
  settle_doubled(points.table, points.ids, options.doubled);
  require_unique(points.table, options.table, points.ids, RowsAre::kPlaces);
  put_coordinates(points, of_rows(layer.wkb, points.table.rows));
  return points;
}

NamedPlaces named_places(const RawPoints& points, const std::string& file) {
  NamedPlaces places{.x = points.x, .y = points.y, .crs = points.crs, .file = file};
  for (const core::AreaCode& id : points.ids) places.names.push_back(id.text());
  return places;
}

}  // namespace

Points read_points(const std::string& path, const PointOptions& options) {
  const bool layer = from_geometry(options);
  const TableFile file =
      layer ? find_layer(path, options.table.layer) : find_table(path, options.table);
  TableOptions attributes = options.table;
  RawPoints points = layer ? from_layer(file, options) : from_columns(file, options, attributes);
  settle_missing(points, options);
  const auto doubts = check_places(named_places(points, path));

  Typing typing{.rows = RowsAre::kPlaces};
  if (!layer) typing.but_not = {options.x, options.y};
  TableResult typed =
      type_table(std::move(points.table), attributes, std::move(points.ids), typing);
  Points result{.table = std::move(typed.table),
                .x = std::move(points.x),
                .y = std::move(points.y),
                .crs = points.crs,
                .findings = std::move(typed.findings)};
  result.findings.insert(result.findings.end(), doubts.begin(), doubts.end());
  return result;
}

}  // namespace sozialraum::gis
