#include "sozialraum/gis/areas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "gis/file_kind.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/outliers.hpp"
#include "gis/raw_table.hpp"
#include "gis/table_keys.hpp"
#include "gis/validity.hpp"
#include "gis/vector_source.hpp"
#include "gis/wkb.hpp"
#include "sozialraum/gis/crs.hpp"
#include "sozialraum/gis/official_cell.hpp"

namespace sozialraum::gis {
namespace {

/// Lists are cut after this many in messages; `areas` and `details` keep all.
constexpr std::size_t kShown = 5;

void require_one_feature_each(const RawLayer& layer, const AreaOptions& options,
                              const std::vector<core::AreaCode>& codes) {
  std::map<std::string_view, std::vector<std::uint64_t>> features;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    features[codes[i].text()].push_back(layer.table.line(i));
  }
  std::vector<std::string> repeated;
  std::string shown;
  for (const auto& [code, rows] : features) {
    if (rows.size() < 2) continue;
    repeated.emplace_back(code);
    if (repeated.size() > kShown) continue;
    shown += fmt::format("{}'{}' {} times (features {} and {})", shown.empty() ? "" : ", ", code,
                         rows.size(), rows[0], rows[1]);
  }
  if (repeated.empty()) return;
  core::Finding finding = file_trouble(
      "several_features", layer.table.file,
      fmt::format("{} key(s) stand at more than one feature: {}", repeated.size(), shown),
      "if they are the parts of one area, dissolve them by the key first (QGIS: Auflösen), or drop "
      "water areas (VG250: keep GF = 4)");
  finding.place.column = options.key;
  finding.areas = std::move(repeated);
  throw core::InvalidInput(std::move(finding));
}

[[noreturn]] void geometry_trouble(const RawLayer& layer, std::string code, std::string message,
                                   std::string hint, const std::vector<std::string>& areas) {
  core::Finding finding =
      file_trouble(std::move(code), layer.table.file, std::move(message), std::move(hint));
  finding.areas = areas;
  throw core::InvalidInput(std::move(finding));
}

/// Features that are no polygons, by what they are.
struct NoPolygons {
  std::vector<std::string> missing{};
  std::vector<std::string> collections{};  ///< polygons with lines or points left over
  std::vector<std::string> others{};
};

NoPolygons no_polygons(const RawLayer& layer, const std::vector<core::AreaCode>& codes) {
  NoPolygons found;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (layer.wkb[i].empty()) {
      found.missing.push_back(codes[i].text());
      continue;
    }
    const WkbType type = wkb_type(layer.wkb[i]);
    if (type == WkbType::kPolygon || type == WkbType::kMultiPolygon) continue;
    (type == WkbType::kCollection ? found.collections : found.others).push_back(codes[i].text());
  }
  return found;
}

void require_polygons(const RawLayer& layer, const std::vector<core::AreaCode>& codes,
                      const AreaOptions& options) {
  const auto [missing, collections, others] = no_polygons(layer, codes);
  if (!missing.empty()) {
    geometry_trouble(layer, "missing_geometry",
                     fmt::format("{} of {} features have no geometry, the first is '{}'",
                                 missing.size(), codes.size(), missing.front()),
                     "add the polygons, or remove these features", missing);
  }
  if (!others.empty()) {
    geometry_trouble(
        layer, "not_polygons",
        fmt::format("{} of {} features are points or lines, not polygons; the first is "
                    "'{}'",
                    others.size(), codes.size(), others.front()),
        "read places with read_points; for lines there is no reader", others);
  }
  if (!collections.empty() && !options.make_valid) {
    geometry_trouble(
        layer, "geometry_collection",
        fmt::format("{} of {} features are collections: polygons with points or lines left over; "
                    "the first is '{}'",
                    collections.size(), codes.size(), collections.front()),
        "take the lines and points out of the file, or keep the polygons only with "
        "make_valid=True",
        collections);
  }
}

std::string place_of(const Invalidity& invalid) {
  return fmt::format("at {:.10g} {:.10g}", invalid.x, invalid.y);
}

/// One polygon that is not sound.
struct Trouble {
  std::size_t row = 0;
  Invalidity invalid{};
};

std::vector<Trouble> check_all(Validity& validity, const std::vector<Wkb>& wkb) {
  std::vector<Trouble> troubles;
  for (std::size_t i = 0; i < wkb.size(); ++i) {
    auto invalid = validity.check(wkb[i]);
    if (!invalid && wkb_type(wkb[i]) == WkbType::kCollection) {
      invalid = Invalidity{.reason = "Collection with lines or points",
                           .reason_de = "Neben der Fläche stehen Linien oder Punkte"};
    }
    if (invalid) troubles.push_back({i, std::move(*invalid)});
  }
  return troubles;
}

[[noreturn]] void invalid_polygons(const RawLayer& layer, const std::vector<core::AreaCode>& codes,
                                   const std::vector<Trouble>& troubles) {
  core::Finding finding = file_trouble("invalid_polygon", layer.table.file, "",
                                       "repair the file, or allow the repair with make_valid=True; "
                                       "the change of area is then reported");
  std::string shown;
  for (std::size_t i = 0; i < troubles.size(); ++i) {
    const auto& [row, invalid] = troubles[i];
    const std::string& code = codes[row].text();
    if (i < kShown) {
      shown +=
          fmt::format("{}'{}': {} {}", i == 0 ? "" : "; ", code, invalid.reason, place_of(invalid));
    }
    finding.details.emplace_back(
        code, fmt::format("{} ({:.10g} {:.10g})", invalid.reason_de, invalid.x, invalid.y));
    finding.areas.push_back(code);
  }
  finding.message = fmt::format("{} of {} polygons are invalid: {}{}", troubles.size(),
                                codes.size(), shown, troubles.size() > kShown ? "; ..." : "");
  finding.place.row = layer.table.line(troubles.front().row);
  finding.place.area = finding.areas.front();
  throw core::InvalidInput(std::move(finding));
}

std::string change_of(const Mended& mended) {
  if (mended.area_before <= 0) return "the area was 0 before";
  return fmt::format("area {:+.3g} %",
                     100.0 * (mended.area_after - mended.area_before) / mended.area_before);
}

[[noreturn]] void no_area_left(const RawLayer& layer, const std::string& code,
                               const Invalidity& invalid) {
  core::Finding finding = file_trouble("invalid_polygon", layer.table.file,
                                       fmt::format("'{}' has no area, also after mending: {} {}",
                                                   code, invalid.reason, place_of(invalid)),
                                       "draw this area again, or leave it out of the file");
  finding.areas = {code};
  throw core::InvalidInput(std::move(finding));
}

void mend_all(RawLayer& layer, const std::vector<core::AreaCode>& codes, Validity& validity,
              const std::vector<Trouble>& troubles) {
  core::Finding finding =
      file_trouble("polygons_mended", layer.table.file,
                   fmt::format("{} of {} polygons were invalid and were mended, as allowed",
                               troubles.size(), codes.size()),
                   "look at those whose area changed much");
  for (const auto& [row, invalid] : troubles) {
    auto mended = validity.mend(layer.wkb[row]);
    if (!mended) no_area_left(layer, codes[row].text(), invalid);
    finding.details.emplace_back(
        codes[row].text(),
        fmt::format("{} {}: {}", invalid.reason, place_of(invalid), change_of(*mended)));
    finding.areas.push_back(codes[row].text());
    layer.wkb[row] = std::move(mended->wkb);
  }
  layer.table.findings.push_back(std::move(finding));
}

void require_valid(RawLayer& layer, const std::vector<core::AreaCode>& codes,
                   const AreaOptions& options) {
  Validity validity;
  const std::vector<Trouble> troubles = check_all(validity, layer.wkb);
  if (troubles.empty()) return;
  if (!options.make_valid) invalid_polygons(layer, codes, troubles);
  mend_all(layer, codes, validity, troubles);
}

/// Attributes beside polygons are by the way: a column that is not all numbers is text.
std::vector<std::string> text_columns(const RawTable& table, const std::string& key) {
  std::vector<std::string> texts;
  const std::size_t key_column = table.find(key, "key");
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i != key_column && !table.columns[i].numeric) texts.push_back(table.columns[i].name);
  }
  return texts;
}

/// The middles of the extents.
NamedPlaces middles_of(const std::vector<Wkb>& wkb, const std::vector<core::AreaCode>& codes,
                       const std::string& crs, const std::string& file) {
  NamedPlaces places{.crs = crs, .file = file};
  for (std::size_t i = 0; i < wkb.size(); ++i) {
    const Extent extent = extent_of(std::span(&wkb[i], 1));
    if (extent.empty()) continue;
    places.x.push_back((extent.x_min + extent.x_max) / 2);
    places.y.push_back((extent.y_min + extent.y_max) / 2);
    places.names.push_back(codes[i].text());
  }
  return places;
}

}  // namespace

AreaPolygons read_areas(const std::string& path, const AreaOptions& options) {
  TableOptions table_options{.key = options.key,
                             .kind = options.kind,
                             .layer = options.layer,
                             .encoding = options.encoding,
                             .repair_ags = options.repair_ags};
  const TableFile file = find_layer(path, options.layer);
  RawLayer layer = read_layer(file, table_options, true);
  std::vector<core::Finding>& findings = layer.table.findings;
  findings.insert(findings.begin(), file.findings.begin(), file.findings.end());
  const std::string crs = crs_of(layer, options.crs);
  std::vector<core::AreaCode> codes = keys_of(layer.table, table_options);
  require_one_feature_each(layer, options, codes);
  require_polygons(layer, codes, options);
  const auto doubts = check_places(middles_of(layer.wkb, codes, crs, path));
  require_valid(layer, codes, options);

  table_options.text_columns = text_columns(layer.table, options.key);
  TableResult typed = type_table(std::move(layer.table), table_options, std::move(codes));
  AreaPolygons result{.table = std::move(typed.table),
                      .wkb = std::move(layer.wkb),
                      .crs = crs,
                      .findings = std::move(typed.findings)};
  result.findings.insert(result.findings.end(), doubts.begin(), doubts.end());
  return result;
}

}  // namespace sozialraum::gis
