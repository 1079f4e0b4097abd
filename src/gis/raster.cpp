#include "sozialraum/gis/raster.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numeric>
#include <utility>

#include "gis/file_kind.hpp"
#include "gis/gdal_guard.hpp"
#include "gis/open_dataset.hpp"
#include "sozialraum/core/atomic_file.hpp"
#include "sozialraum/gis/crs.hpp"

namespace sozialraum::gis {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr double kRim = 1e-6;  // of a cell: the border itself is inside, whatever rounding says
constexpr std::size_t kStripCells = 4U << 20U;  // 32 MB of numbers

/// An open raster and one of its bands.
struct Raster {
  GDALDatasetUniquePtr data;
  GDALRasterBand* band = nullptr;
  std::array<double, 6> to_cell{};  ///< from coordinates to columns and rows
  std::string crs;
  int columns = 0;
  int rows = 0;
  double scale = 1.0;
  double offset = 0.0;
  double no_data = kNothing;
};

std::string crs_text(const OGRSpatialReference& system) {
  const char* const authority = system.GetAuthorityName(nullptr);
  const char* const code = system.GetAuthorityCode(nullptr);
  if (authority != nullptr && code != nullptr) return fmt::format("{}:{}", authority, code);
  char* text = nullptr;
  const std::array<const char*, 2> form{"FORMAT=WKT2_2019", nullptr};
  system.exportToWkt(&text, form.data());
  std::string result = text == nullptr ? "" : text;
  CPLFree(text);
  return result;
}

void put_crs(Raster& raster, const std::string& path) {
  const OGRSpatialReference* const system = raster.data->GetSpatialRef();
  if (system == nullptr) {
    throw core::InvalidInput(file_trouble("no_crs", path,
                                          "the raster has no coordinate reference system",
                                          "set it, for example with gdal_edit.py -a_srs"));
  }
  raster.crs = crs_text(*system);
  std::array<double, 6> to_place{};
  if (raster.data->GetGeoTransform(to_place.data()) != CE_None ||
      GDALInvGeoTransform(to_place.data(), raster.to_cell.data()) == 0) {
    throw core::InvalidInput(file_trouble("no_georeference", path,
                                          "the raster does not say where its cells lie",
                                          "a GeoTIFF with a geotransform is needed"));
  }
}

Raster open(const std::string& path, const RasterOptions& options) {
  const TableFile file = find_raster(path);
  Raster raster;
  raster.data = open_raster(file.path, path);
  const int bands = raster.data->GetRasterCount();
  if (options.band < 1 || options.band > bands) {
    throw core::InvalidInput(file_trouble("unknown_band", path,
                                          fmt::format("there is no band {}", options.band),
                                          fmt::format("the raster has {}", bands)));
  }
  put_crs(raster, path);
  raster.band = raster.data->GetRasterBand(options.band);
  raster.columns = raster.data->GetRasterXSize();
  raster.rows = raster.data->GetRasterYSize();
  int given = 0;
  const double no_data = raster.band->GetNoDataValue(&given);
  if (given != 0) raster.no_data = no_data;
  const double scale = raster.band->GetScale(&given);
  if (given != 0) raster.scale = scale;
  const double offset = raster.band->GetOffset(&given);
  if (given != 0) raster.offset = offset;
  return raster;
}

/// A place among the middles of the cells: column 0.0 is the middle of the first one.
struct Spot {
  double column = 0.0;
  double row = 0.0;
  std::size_t place = 0;
};

/// The places inside the raster, from the top to the bottom.
std::vector<Spot> spots_inside(const Raster& raster, const Transformed& places) {
  std::vector<Spot> spots;
  const auto& t = raster.to_cell;
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    const double column = t[0] + t[1] * places.x[i] + t[2] * places.y[i];
    const double row = t[3] + t[4] * places.x[i] + t[5] * places.y[i];
    const auto within = [](double at, int count) { return at >= -kRim && at <= count + kRim; };
    if (!within(column, raster.columns) || !within(row, raster.rows)) continue;
    // Between the border and the first middle the nearest cell counts.
    spots.push_back({.column = std::clamp(column - 0.5, 0.0, raster.columns - 1.0),
                     .row = std::clamp(row - 0.5, 0.0, raster.rows - 1.0),
                     .place = i});
  }
  std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) {
    return std::pair(a.row, a.place) < std::pair(b.row, b.place);
  });
  return spots;
}

/// Rows and columns of the raster that are in memory.
struct Window {
  int left = 0;
  int top = 0;
  int columns = 0;
  int rows = 0;
  std::vector<double> cells;

  [[nodiscard]] double at(int column, int row) const {
    return cells[static_cast<std::size_t>(row - top) * static_cast<std::size_t>(columns) +
                 static_cast<std::size_t>(column - left)];
  }
};

int floor_of(double number) { return static_cast<int>(std::floor(number)); }

void read(const Raster& raster, const std::string& path, Window& window) {
  const GdalErrors errors;
  window.cells.resize(static_cast<std::size_t>(window.columns) *
                      static_cast<std::size_t>(window.rows));
  if (raster.band->RasterIO(GF_Read, window.left, window.top, window.columns, window.rows,
                            window.cells.data(), window.columns, window.rows, GDT_Float64, 0, 0,
                            nullptr) != CE_None) {
    throw core::InvalidInput(file_trouble("cannot_read", path,
                                          fmt::format("the raster is damaged: {}", errors.text()),
                                          "fetch the file again"));
  }
  for (double& cell : window.cells) {
    cell = cell == raster.no_data ? kNothing : cell * raster.scale + raster.offset;
  }
}

double bilinear(const Window& window, const Raster& raster, const Spot& spot) {
  const int left = std::min(floor_of(spot.column), raster.columns - 1);
  const int top = std::min(floor_of(spot.row), raster.rows - 1);
  const double east = spot.column - left;
  const double south = spot.row - top;
  double sum = 0.0;
  for (int dy = 0; dy <= 1; ++dy) {
    for (int dx = 0; dx <= 1; ++dx) {
      const double weight = (dx == 0 ? 1.0 - east : east) * (dy == 0 ? 1.0 - south : south);
      if (weight > 0.0) sum += weight * window.at(left + dx, top + dy);
    }
  }
  return sum;
}

/// Reads the raster in strips from the top and puts the values of the places in them.
void put_values(const Raster& raster, const std::string& path, const std::vector<Spot>& spots,
                const core::Execution& execution, std::vector<double>& values) {
  Window window;
  const auto by_column = [](const Spot& a, const Spot& b) { return a.column < b.column; };
  const auto [west, east] = std::minmax_element(spots.begin(), spots.end(), by_column);
  window.left = floor_of(west->column);
  window.columns = std::min(floor_of(east->column) + 2, raster.columns) - window.left;
  const auto fitting = static_cast<int>(kStripCells / static_cast<std::size_t>(window.columns));
  execution.expect(spots.size());
  for (std::size_t i = 0; i < spots.size();) {
    window.top = floor_of(spots[i].row);
    const int last = std::min(window.top + std::max(2, fitting), raster.rows);
    std::size_t end = i;
    while (end < spots.size() && std::min(floor_of(spots[end].row) + 2, raster.rows) <= last) ++end;
    window.rows = std::min(floor_of(spots[end - 1].row) + 2, raster.rows) - window.top;
    read(raster, path, window);
    for (std::size_t k = i; k < end; ++k) {
      values[spots[k].place] = bilinear(window, raster, spots[k]);
    }
    execution.advance(end - i);
    i = end;
  }
}

void tell_missing(RasterSamples& samples, const std::string& path) {
  const std::size_t total = samples.values.size();
  const auto tell = [&](std::string code, std::size_t count, const char* why) {
    if (count == 0) return;
    core::Finding finding =
        file_trouble(std::move(code), path,
                     fmt::format("{} of {} places have no value: {}", count, total, why), "");
    finding.details = {{"count", std::to_string(count)}, {"of", std::to_string(total)}};
    samples.findings.push_back(std::move(finding));
  };
  tell("outside_raster", samples.outside, "they lie outside of the raster");
  tell("raster_no_data", samples.without_value, "the raster has no data there");
}

}  // namespace

RasterSamples sample_raster(const std::string& path, std::span<const double> lon,
                            std::span<const double> lat, const RasterOptions& options) {
  if (lon.size() != lat.size()) core::invalid_argument("lat", "has another length than 'lon'");
  const Raster raster = open(path, options);
  RasterSamples samples;
  samples.crs = raster.crs;
  samples.unit = raster.band->GetUnitType();
  samples.values.assign(lon.size(), kNothing);
  if (lon.empty()) return samples;
  Transformed places = gis::transform(lon, lat, "EPSG:4326", raster.crs);
  samples.findings = std::move(places.findings);
  const std::vector<Spot> spots = spots_inside(raster, places);
  samples.outside = lon.size() - spots.size();
  if (!spots.empty()) put_values(raster, path, spots, options.execution, samples.values);
  samples.without_value =
      static_cast<std::size_t>(std::count_if(spots.begin(), spots.end(), [&](const Spot& s) {
        return std::isnan(samples.values[s.place]);
      }));
  tell_missing(samples, path);
  return samples;
}

// ---- writing

namespace {

void require(const RasterCells& raster) {
  if (raster.columns <= 0 || raster.rows <= 0) {
    core::invalid_argument("raster", fmt::format("has {} x {} cells", raster.columns, raster.rows),
                           "there is nothing to write");
  }
  const std::size_t cells =
      static_cast<std::size_t>(raster.columns) * static_cast<std::size_t>(raster.rows);
  if (raster.values.size() != cells) {
    core::invalid_argument("values",
                           fmt::format("are {} for {} cells", raster.values.size(), cells));
  }
}

OGRSpatialReference system_of(const RasterCells& raster) {
  const GdalErrors errors;
  OGRSpatialReference system;
  if (system.SetFromUserInput(raster.crs.c_str()) != OGRERR_NONE) {
    core::invalid_argument("crs", fmt::format("'{}' is no known system", raster.crs),
                           "write \"EPSG:4326\"");
  }
  system.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return system;
}

/// Everything into an open file; false if GDAL complains.
bool fill(GDALDataset& data, const RasterCells& raster, const OGRSpatialReference& system) {
  std::array<double, 6> to_place = raster.to_place;
  GDALRasterBand* const band = data.GetRasterBand(1);
  return data.SetGeoTransform(to_place.data()) == CE_None &&
         data.SetSpatialRef(&system) == CE_None && band->SetNoDataValue(kNothing) == CE_None &&
         band->SetUnitType(raster.unit.c_str()) == CE_None &&
         band->RasterIO(GF_Write, 0, 0, raster.columns, raster.rows,
                        const_cast<float*>(raster.values.data()), raster.columns, raster.rows,
                        GDT_Float32, 0, 0, nullptr) == CE_None;
}

}  // namespace

void write_raster(const std::string& path, const RasterCells& raster) {
  require(raster);
  const OGRSpatialReference system = system_of(raster);
  register_drivers();
  const GdalErrors errors;
  core::AtomicFile file(path);
  const std::array<const char*, 4> options{"COMPRESS=DEFLATE", "PREDICTOR=3", "TILED=YES", nullptr};
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  std::unique_ptr<GDALDataset> data(driver->Create(file.temporary().c_str(), raster.columns,
                                                   raster.rows, 1, GDT_Float32, options.data()));
  const bool filled = data != nullptr && fill(*data, raster, system);
  data.reset();  // what a full disk refuses is told here at the latest
  if (!filled || !errors.empty()) {
    throw core::InvalidInput(file_trouble(
        "cannot_write", path, fmt::format("the file cannot be written: {}", errors.text()),
        "is the folder there, and the disk not full?"));
  }
  file.commit();
}

}  // namespace sozialraum::gis
