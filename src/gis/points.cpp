#include "sozialraum/gis/points.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "gis/gdal_guard.hpp"
#include "gis/raw_table.hpp"
#include "gis/wkb.hpp"
#include "sozialraum/gis/crs.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

/// The coordinates as a little table of their own: same rows, same rules of reading.
TableOptions coordinate_options(const PointOptions& options) {
  TableOptions coordinates = options.table;
  coordinates.columns = {options.x, options.y};
  coordinates.text_columns.clear();
  return coordinates;
}

void require_sound_options(const PointOptions& options) {
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

/// Rows without coordinates, as positions.
std::vector<std::size_t> rows_without(const core::Column& x, const core::Column& y) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!core::has_value(x.states()[i]) || !core::has_value(y.states()[i])) rows.push_back(i);
  }
  return rows;
}

core::Finding missing_coordinate(const RawTable& raw, const core::AreaTable& ids,
                                 const std::vector<std::size_t>& rows) {
  core::Finding finding =
      file_trouble("missing_coordinate", raw.file,
                   fmt::format("{} of {} places have no coordinates, the first is '{}'",
                               rows.size(), ids.size(), ids.codes()[rows.front()].text()),
                   "add them, or leave these places out with skip_missing=True");
  finding.place.row = raw.lines[rows.front()];
  for (const std::size_t row : rows) finding.areas.push_back(ids.codes()[row].text());
  return finding;
}

void remove_rows(RawTable& raw, const std::vector<std::size_t>& rows) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const auto at = static_cast<std::ptrdiff_t>(*row);
    raw.lines.erase(raw.lines.begin() + at);
    for (RawColumn& column : raw.columns) {
      column.cells.erase(column.cells.begin() + at);
      if (!column.numbers.empty()) column.numbers.erase(column.numbers.begin() + at);
    }
  }
}

/// A second view of the same cells; `raw` must outlive it.
RawTable view_of(const RawTable& raw) {
  return RawTable{.file = raw.file, .columns = raw.columns, .lines = raw.lines};
}

TableResult coordinates_of(const RawTable& raw, const PointOptions& options) {
  return type_table(view_of(raw), coordinate_options(options), {}, ThousandsLike::kTell);
}

/// Coordinates have many decimals: the best witnesses for the decimal mark of the whole table.
TableOptions with_decimal_of(const TableResult& coordinates, RawTable& raw, TableOptions options) {
  for (const core::Finding& finding : coordinates.findings) {
    if (finding.code != "decimal") continue;
    options.decimal = finding.details.front().second.front();
    raw.findings.push_back(finding);
  }
  return options;
}

}  // namespace

Points read_points(const std::string& path, const PointOptions& options) {
  require_sound_options(options);
  const std::string crs = describe_crs(options.crs).id;
  RawTable raw = read_raw(path, options.table);
  TableResult coordinates = coordinates_of(raw, options);
  const auto missing = rows_without(coordinates.table.columns()[0], coordinates.table.columns()[1]);
  if (!missing.empty()) {
    core::Finding finding = missing_coordinate(raw, coordinates.table, missing);
    if (!options.skip_missing) throw core::InvalidInput(std::move(finding));
    finding.message += "; they were left out, as allowed";
    raw.findings.push_back(std::move(finding));
    remove_rows(raw, missing);
    coordinates = coordinates_of(raw, options);
  }
  const auto x = coordinates.table.columns()[0].values();
  const auto y = coordinates.table.columns()[1].values();
  const auto doubts = check_coordinates(extent_of(x, y), crs, path);

  const TableOptions attributes = with_decimal_of(coordinates, raw, options.table);
  TableResult typed = type_table(std::move(raw), attributes, {options.x, options.y});
  Points result{.table = std::move(typed.table),
                .x{x.begin(), x.end()},
                .y{y.begin(), y.end()},
                .crs = crs,
                .findings = std::move(typed.findings)};
  result.findings.insert(result.findings.end(), doubts.begin(), doubts.end());
  return result;
}

}  // namespace sozialraum::gis
