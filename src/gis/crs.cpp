#include "sozialraum/gis/crs.hpp"

#include <fmt/format.h>
#include <proj.h>
#include <proj_experimental.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>

#include "gis/fitting_crs.hpp"
#include "gis/wkb.hpp"

namespace sozialraum::gis {
namespace {

// ---- PROJ's objects as values that free themselves
// ------------------------------------------------

struct FreeContext {
  void operator()(PJ_CONTEXT* c) const { proj_context_destroy(c); }
};
struct FreeObject {
  void operator()(PJ* p) const { proj_destroy(p); }
};
struct FreeList {
  void operator()(PJ_OBJ_LIST* l) const { proj_list_destroy(l); }
};
struct FreeFactory {
  void operator()(PJ_OPERATION_FACTORY_CONTEXT* f) const {
    proj_operation_factory_context_destroy(f);
  }
};
using Context = std::unique_ptr<PJ_CONTEXT, FreeContext>;
using Object = std::unique_ptr<PJ, FreeObject>;
using List = std::unique_ptr<PJ_OBJ_LIST, FreeList>;
using Factory = std::unique_ptr<PJ_OPERATION_FACTORY_CONTEXT, FreeFactory>;

/// A context of its own for each call: thread-safe, silent, and without the network.
Context make_context() {
  Context context(proj_context_create());
  proj_log_func(context.get(), nullptr, [](void*, int, const char*) {});
  proj_context_set_enable_network(context.get(), 0);
  return context;
}

std::string text_of(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

// ---- what is a CRS?
// -------------------------------------------------------------------------------

[[noreturn]] void unknown_crs(const std::string& crs,
                              std::string_view why = "is not a coordinate reference system") {
  const bool number =
      !crs.empty() && crs.size() <= 6 && crs.find_first_not_of("0123456789") == std::string::npos;
  throw core::InvalidInput(
      {.code = "unknown_crs",
       .severity = core::Severity::kWarning,
       .message = fmt::format("'{}' {}", crs.substr(0, 80), why),
       .place = {.argument = "crs"},
       .hint = number ? fmt::format("say 'EPSG:{}'", crs)
                      : "say for example 'EPSG:25832' (UTM 32), 'EPSG:4326' (degrees) or "
                        "'EPSG:3035' (European grid)",
       .details = {{"found", crs.substr(0, 80)}}});
}

/// Heights are dropped from coordinates, so their system must lose them too: EPSG:4979 is 4326.
Object flat(PJ_CONTEXT* context, Object object) {
  const bool has_height = proj_get_type(object.get()) == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
                          proj_get_type(object.get()) == PJ_TYPE_PROJECTED_CRS;
  if (!has_height) return object;
  Object two(proj_crs_demote_to_2D(context, nullptr, object.get()));
  return two ? std::move(two) : std::move(object);
}

/// The horizontal part; heights are not used.
Object horizontal(PJ_CONTEXT* context, Object object) {
  if (proj_get_type(object.get()) == PJ_TYPE_COMPOUND_CRS) {
    object.reset(proj_crs_get_sub_crs(context, object.get(), 0));
  }
  if (proj_get_type(object.get()) == PJ_TYPE_BOUND_CRS) {
    // ESRI and old WKT carry TOWGS84; the EPSG data set knows better operations.
    Object source(proj_get_source_crs(context, object.get()));
    if (proj_get_id_code(source.get(), 0) != nullptr) return flat(context, std::move(source));
  }
  return flat(context, std::move(object));
}

/// PROJ takes a part of a name for the name: 'foo' for Amersfoort. Here a name must be whole.
bool is_called(const PJ* object, std::string_view wanted) {
  const auto letters = [](std::string_view text) {
    std::string result;
    for (const char c : text) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    return result;
  };
  return letters(text_of(proj_get_name(object))) == letters(wanted);
}

/// A bare name, not a code, an address, a definition or a pipeline.
bool is_name(std::string_view crs) {
  return !crs.starts_with('+') && crs.find_first_of(":[{") == std::string_view::npos;
}

void require_of_places(const PJ* object, const std::string& crs) {
  const PJ_TYPE type = proj_get_type(object);
  const bool good = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS ||
                    type == PJ_TYPE_PROJECTED_CRS || type == PJ_TYPE_BOUND_CRS;
  if (good) return;
  unknown_crs(crs, type == PJ_TYPE_VERTICAL_CRS     ? "is a system of heights, not of places"
                   : type == PJ_TYPE_GEOCENTRIC_CRS ? "counts from the middle of the earth"
                                                    : "says nothing of places on the earth");
}

Object make_crs(PJ_CONTEXT* context, const std::string& crs) {
  // PROJ would search all of its names for a part that fits.
  if (!crs.empty() && crs.find_first_not_of("0123456789") == std::string::npos) unknown_crs(crs);
  // "+proj=..." without +type=crs would be an operation.
  const bool plus = crs.starts_with('+') && crs.find("type=crs") == std::string::npos;
  Object object(proj_create(context, plus ? (crs + " +type=crs").c_str() : crs.c_str()));
  if (!object || !proj_is_crs(object.get())) unknown_crs(crs);
  if (is_name(crs) && !is_called(object.get(), crs)) unknown_crs(crs);
  object = horizontal(context, std::move(object));
  require_of_places(object.get(), crs);
  return object;
}

std::string authority_code(const PJ* object) {
  const char* const authority = proj_get_id_auth_name(object, 0);
  const char* const code = proj_get_id_code(object, 0);
  return authority == nullptr || code == nullptr ? "" : fmt::format("{}:{}", authority, code);
}

/// The EPSG code of an equivalent system, or empty. PROJ's confidence of 70 % means the same datum
/// and projection under another name.
std::string identified(PJ_CONTEXT* context, const PJ* object) {
  int* confidence = nullptr;
  const List list(proj_identify(context, object, "EPSG", nullptr, &confidence));
  std::string code;
  if (list && proj_list_get_count(list.get()) > 0 && confidence[0] >= 70) {
    const Object best(proj_list_get(context, list.get(), 0));
    code = authority_code(best.get());
  }
  proj_int_list_destroy(confidence);
  return code;
}

bool is_geographic(const PJ* object) {
  const PJ_TYPE type = proj_get_type(object);
  return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

CrsInfo info_of(PJ_CONTEXT* context, const PJ* object) {
  CrsInfo info{.id = authority_code(object),
               .name = text_of(proj_get_name(object)),
               .geographic = is_geographic(object)};
  if (info.id.empty()) info.id = identified(context, object);
  if (info.id.empty()) {
    info.id = text_of(proj_as_wkt(context, object, PJ_WKT2_2019, nullptr));
  }
  return info;
}

// ---- which operation?
// -----------------------------------------------------------------------------

/// Longitudes and latitudes of the extent, good enough to choose by region; empty if it has none.
Extent degrees_of(PJ_CONTEXT* context, PJ* from, const Extent& extent) {
  if (extent.empty()) return {};
  const Object wgs84(proj_create(context, "EPSG:4326"));
  const Object raw(proj_create_crs_to_crs_from_pj(context, from, wgs84.get(), nullptr, nullptr));
  if (!raw) return {};
  const Object operation(proj_normalize_for_visualization(context, raw.get()));
  if (!operation) return {};
  std::vector<double> x;
  std::vector<double> y;
  for (const double a : {extent.x_min, extent.x_max}) {
    for (const double b : {extent.y_min, extent.y_max}) {
      const PJ_COORD out = proj_trans(operation.get(), PJ_FWD, proj_coord(a, b, 0, HUGE_VAL));
      x.push_back(out.xy.x);
      y.push_back(out.xy.y);
    }
  }
  const Extent degrees = extent_of(x, y);
  return degrees.y_min >= -90.0 && degrees.y_max <= 90.0 ? degrees : Extent{};
}

/// Where a system is used; empty if nobody says.
Extent area_of_use(PJ_CONTEXT* context, const PJ* object) {
  Extent area;
  const int known = proj_get_area_of_use(context, object, &area.x_min, &area.y_min, &area.x_max,
                                         &area.y_max, nullptr);
  return known != 0 && area.x_min >= -360 ? area : Extent{};
}

List operations(PJ_CONTEXT* context, PJ* from, PJ* to, const Extent& degrees,
                bool with_grids_only) {
  const Factory factory(proj_create_operation_factory_context(context, nullptr));
  if (!degrees.empty()) {
    proj_operation_factory_context_set_area_of_interest(
        context, factory.get(), degrees.x_min, degrees.y_min, degrees.x_max, degrees.y_max);
  }
  proj_operation_factory_context_set_spatial_criterion(context, factory.get(),
                                                       PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
  proj_operation_factory_context_set_grid_availability_use(
      context, factory.get(),
      with_grids_only ? PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID
                      : PROJ_GRID_AVAILABILITY_IGNORED);
  proj_operation_factory_context_set_allow_ballpark_transformations(context, factory.get(), 0);
  return List(proj_create_operations(context, from, to, factory.get()));
}

[[noreturn]] void ballpark(const CrsOperation& wanted, const std::string& missing_grids) {
  throw core::InvalidInput(
      {.code = "ballpark_transformation",
       .severity = core::Severity::kWarning,
       .message = fmt::format("from {} to {} only a ballpark transformation is available, which "
                              "ignores the difference of the datums (up to hundreds of metres)",
                              wanted.from, wanted.to),
       .place = {.argument = "crs"},
       .hint = missing_grids.empty() ? "check the coordinate reference system of the file"
                                     : fmt::format("install the grid {} for PROJ", missing_grids),
       .details = {{"from", wanted.from}, {"to", wanted.to}, {"missing_grids", missing_grids}}});
}

std::string missing_grids_of(PJ_CONTEXT* context, const PJ* operation) {
  std::string names;
  for (int i = 0; i < proj_coordoperation_get_grid_used_count(context, operation); ++i) {
    const char* name = nullptr;
    int available = 0;
    proj_coordoperation_get_grid_used(context, operation, i, &name, nullptr, nullptr, nullptr,
                                      nullptr, nullptr, &available);
    if (available == 0) names += (names.empty() ? "" : ", ") + text_of(name);
  }
  return names;
}

CrsOperation described(PJ_CONTEXT* context, const PJ* operation, CrsOperation result) {
  result.name = text_of(proj_get_name(operation));
  const double accuracy = proj_coordoperation_get_accuracy(context, operation);
  if (accuracy >= 0) result.accuracy = accuracy;
  result.definition = text_of(proj_as_proj_string(context, operation, PJ_PROJ_5, nullptr));
  return result;
}

std::string shown_accuracy(const std::optional<double>& accuracy) {
  return accuracy ? fmt::format("accuracy {} m", *accuracy) : "accuracy not stated";
}

void report_operation(Transformed& result) {
  const CrsOperation& used = result.operation;
  result.findings.push_back(
      {.code = "crs_operation",
       .message = fmt::format("coordinates were transformed from {} to {} by '{}' ({})", used.from,
                              used.to, used.name, shown_accuracy(used.accuracy)),
       .details = {{"from", used.from},
                   {"to", used.to},
                   {"operation", used.name},
                   {"accuracy", used.accuracy ? fmt::format("{}", *used.accuracy) : ""},
                   {"definition", used.definition}}});
}

/// Tells if a better operation only lacks its grid.
void report_missing_grid(PJ_CONTEXT* context, const List& all, Transformed& result) {
  if (!all || proj_list_get_count(all.get()) == 0) return;
  const Object best(proj_list_get(context, all.get(), 0));
  const std::string missing = missing_grids_of(context, best.get());
  const double accuracy = proj_coordoperation_get_accuracy(context, best.get());
  const bool better = !result.operation.accuracy || accuracy < *result.operation.accuracy;
  if (missing.empty() || accuracy < 0 || !better) return;
  result.findings.push_back(
      {.code = "better_operation_lacks_grid",
       .severity = core::Severity::kWarning,
       .message = fmt::format("'{}' would be better (accuracy {} m), but its grid is missing",
                              text_of(proj_get_name(best.get())), accuracy),
       .hint = fmt::format("install the grid {} for PROJ", missing),
       .details = {{"missing_grids", missing}}});
}

[[noreturn]] void transformation_failed(const CrsOperation& operation, double x, double y) {
  throw core::InvalidInput(
      {.code = "transformation_failed",
       .severity = core::Severity::kWarning,
       .message = fmt::format("the point {} {} of {} has no place in {}", x, y, operation.from,
                              operation.to),
       .place = {.argument = "crs"},
       .hint = "check the coordinate reference system of the file, and that x comes before y"});
}

bool apply(PJ_CONTEXT* context, const PJ* operation, Transformed& result) {
  const Object normalised(proj_normalize_for_visualization(context, operation));
  if (!normalised || result.x.empty()) return normalised != nullptr;
  proj_trans_generic(normalised.get(), PJ_FWD, result.x.data(), sizeof(double), result.x.size(),
                     result.y.data(), sizeof(double), result.y.size(), nullptr, 0, 0, nullptr, 0,
                     0);
  const auto finite = [](double v) { return std::isfinite(v); };
  return std::all_of(result.x.begin(), result.x.end(), finite) &&
         std::all_of(result.y.begin(), result.y.end(), finite);
}

/// The first operation, in PROJ's order of relevance, that answers for every point.
void use_best(PJ_CONTEXT* context, const List& usable, Transformed& result) {
  const std::vector<double> x = result.x;
  const std::vector<double> y = result.y;
  for (int i = 0; i < proj_list_get_count(usable.get()); ++i) {
    const Object operation(proj_list_get(context, usable.get(), i));
    if (proj_coordoperation_has_ballpark_transformation(context, operation.get()) != 0) continue;
    result.x = x;
    result.y = y;
    if (apply(context, operation.get(), result)) {
      result.operation = described(context, operation.get(), std::move(result.operation));
      return;
    }
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (!std::isfinite(result.x[i])) transformation_failed(result.operation, x[i], y[i]);
  }
  ballpark(result.operation, "");
}

// ---- do coordinates fit?
// --------------------------------------------------------------------------

core::Finding misfit(std::string code, const std::string& file, std::string message,
                     std::string hint) {
  return {.code = std::move(code),
          .severity = core::Severity::kWarning,
          .message = std::move(message),
          .place = {.argument = "crs", .file = file},
          .hint = std::move(hint)};
}

std::string shown(const Extent& e) {
  return fmt::format("x {} to {}, y {} to {}", e.x_min, e.x_max, e.y_min, e.y_max);
}

/// UTM codes without zone in the easting, and the code of the same system with it.
const std::map<std::string, std::string> kWithZone{
    {"EPSG:25831", "EPSG:5649"}, {"EPSG:25832", "EPSG:4647"}, {"EPSG:25833", "EPSG:5650"},
    {"EPSG:3043", "EPSG:5649"},  {"EPSG:3044", "EPSG:4647"},  {"EPSG:3045", "EPSG:5650"}};

/// An easting of 8 digits carries the zone in front: 32 691 412.
void require_no_zone(const Extent& extent, const CrsInfo& crs, const std::string& file) {
  const auto with_zone = kWithZone.find(crs.id);
  if (with_zone == kWithZone.end() || extent.x_min < 30.5e6 || extent.x_max > 34e6) return;
  const int zone = static_cast<int>(extent.x_min / 1e6);
  const std::string wanted = zone == 31   ? "EPSG:5649"
                             : zone == 32 ? "EPSG:4647"
                             : zone == 33 ? "EPSG:5650"
                                          : with_zone->second;
  core::Finding finding =
      misfit("coordinates_with_zone", file,
             fmt::format(
                 "the eastings have 8 digits with the zone in front ({:.0f}), but the file says {}",
                 extent.x_min, crs.id),
             fmt::format("say crs='{}', which is the same system with the zone{}", wanted,
                         wanted == with_zone->second ? "" : fmt::format(" {}", zone)));
  finding.details = {{"found", crs.id}, {"nearest", wanted}};
  throw core::InvalidInput(std::move(finding));
}

double middle_x(const Extent& extent) { return (extent.x_min + extent.x_max) / 2; }
double middle_y(const Extent& extent) { return (extent.y_min + extent.y_max) / 2; }

std::string named(const CrsInfo& crs) {
  return crs.id.size() < 20 ? fmt::format("{} ({})", crs.id, crs.name) : crs.name;
}

[[noreturn]] void outside(const Extent& extent, const CrsInfo& crs, const std::string& file) {
  const std::vector<Reading> readings = readings_in_germany(middle_x(extent), middle_y(extent));
  const std::string fitting = shown(readings);
  core::Finding finding =
      misfit("coordinates_outside_crs", file,
             fmt::format("the coordinates ({}) lie outside {}", shown(extent), named(crs)),
             fitting.empty() ? "check crs= and that x comes before y"
                             : fmt::format("{}: check crs= and that x comes before y", fitting));
  finding.details = {{"found", crs.id}, {"nearest", readings.empty() ? "" : readings[0].crs}};
  throw core::InvalidInput(std::move(finding));
}

/// Systems are used beyond their area (UTM 32 for all of Germany), but not by more than this.
constexpr double kMarginDegrees = 12.0;
/// Where another system would put the coordinates into Germany, less doubt is enough.
constexpr double kDoubtfulDegrees = 4.0;
/// Systems of zones are narrower than this; those of a continent or the world are not.
constexpr double kZoneDegrees = 20.0;

bool is_within(const Extent& area, double x, double y, double margin) {
  return x >= area.x_min - margin && x <= area.x_max + margin && y >= area.y_min - margin &&
         y <= area.y_max + margin;
}

void require_inside(PJ_CONTEXT* context, const PJ* object, const Extent& degrees,
                    const Extent& extent, const CrsInfo& crs, const std::string& file) {
  if (degrees.empty()) outside(extent, crs, file);
  const Extent area = area_of_use(context, object);
  if (area.empty()) return;  // unknown, or across the date line
  const double x = middle_x(degrees);
  const double y = middle_y(degrees);
  const double margin =
      lies_in_germany(x, y) || readings_in_germany(middle_x(extent), middle_y(extent)).empty()
          ? kMarginDegrees
          : kDoubtfulDegrees;
  if (!is_within(area, x, y, margin)) outside(extent, crs, file);
}

/// Metres in which nobody lives, but degrees that lie in Germany.
void require_no_degrees(const Extent& extent, const CrsInfo& crs, const std::string& file) {
  const bool degrees = std::abs(extent.x_min) <= 360 && std::abs(extent.x_max) <= 360 &&
                       std::abs(extent.y_min) <= 90 && std::abs(extent.y_max) <= 90;
  if (crs.geographic || !degrees) return;
  if (!readings_in_germany(middle_x(extent), middle_y(extent)).empty()) outside(extent, crs, file);
}

std::vector<core::Finding> swapped_axes(const Extent& extent, const std::string& file) {
  const double x = middle_x(extent);
  const double y = middle_y(extent);
  if (lies_in_germany(x, y) || !lies_in_germany(y, x)) return {};
  return {misfit("axes_may_be_swapped", file,
                 fmt::format("read as longitude and latitude, the coordinates ({}) lie far from "
                             "Germany; swapped, they lie in it",
                             shown(extent)),
                 "x is the longitude, y the latitude")};
}

/// Coordinates outside Germany that would lie in it with their axes exchanged, or in another
/// system. Whoever is at home in a zone of a neighbour is not doubted.
std::vector<core::Finding> other_readings(const Extent& area, const Extent& degrees,
                                          const Extent& extent, const CrsInfo& crs,
                                          const std::string& file) {
  const double x = middle_x(degrees);
  const double y = middle_y(degrees);
  if (lies_in_germany(x, y)) return {};
  const bool zone = !area.empty() && area.x_max - area.x_min < kZoneDegrees;
  if (zone && is_within(area, x, y, 0.0)) return {};
  const std::vector<Reading> readings = readings_in_germany(middle_x(extent), middle_y(extent));
  if (readings.empty()) return {};
  const bool swapped = std::any_of(readings.begin(), readings.end(), [&](const Reading& reading) {
    return reading.swapped && reading.crs == crs.id;
  });
  core::Finding finding = misfit(
      swapped ? "axes_may_be_swapped" : "other_crs_fits", file,
      fmt::format("in {} the coordinates ({}) lie at {:.1f} degrees east, {:.1f} north, "
                  "outside Germany; {}",
                  named(crs), shown(extent), x, y, shown(readings)),
      swapped ? "x is the easting, y the northing: exchange them"
              : fmt::format("if they are meant to lie there, say crs='{}'", readings[0].crs));
  finding.details = {{"found", crs.id}, {"nearest", readings[0].crs}};
  return {std::move(finding)};
}

}  // namespace

CrsInfo describe_crs(const std::string& crs) {
  const Context context = make_context();
  const Object object = make_crs(context.get(), crs);
  return info_of(context.get(), object.get());
}

Transformed transform(std::span<const double> x, std::span<const double> y, const std::string& from,
                      const std::string& to) {
  if (x.size() != y.size()) core::invalid_argument("y", "has another length than 'x'");
  const Context context = make_context();
  const Object source = make_crs(context.get(), from);
  const Object target = make_crs(context.get(), to);
  Transformed result{.x{x.begin(), x.end()}, .y{y.begin(), y.end()}};
  result.operation.from = info_of(context.get(), source.get()).id;
  result.operation.to = info_of(context.get(), target.get()).id;

  Extent degrees = degrees_of(context.get(), source.get(), extent_of(x, y));
  if (degrees.empty()) degrees = area_of_use(context.get(), target.get());
  const List usable = operations(context.get(), source.get(), target.get(), degrees, true);
  const List all = operations(context.get(), source.get(), target.get(), degrees, false);
  if (!usable || proj_list_get_count(usable.get()) == 0) {
    const bool any = all && proj_list_get_count(all.get()) > 0;
    const Object best(any ? proj_list_get(context.get(), all.get(), 0) : nullptr);
    ballpark(result.operation, best ? missing_grids_of(context.get(), best.get()) : "");
  }
  use_best(context.get(), usable, result);
  report_operation(result);
  report_missing_grid(context.get(), all, result);
  return result;
}

AreaPolygons transform(const AreaPolygons& areas, const std::string& to, CrsOperation* operation) {
  std::vector<double> x;
  std::vector<double> y;
  for (const Wkb& wkb : areas.wkb) append_vertices(wkb, x, y);
  Transformed moved = gis::transform(x, y, areas.crs, to);
  AreaPolygons result = areas;
  std::size_t vertex = 0;
  for (Wkb& wkb : result.wkb) {
    for_each_vertex(wkb, [&](std::byte* xy) {
      const double pair[2] = {moved.x[vertex], moved.y[vertex]};
      std::memcpy(xy, pair, sizeof pair);
      ++vertex;
    });
  }
  result.crs = moved.operation.to;
  result.findings.insert(result.findings.end(), moved.findings.begin(), moved.findings.end());
  if (operation != nullptr) *operation = moved.operation;
  return result;
}

std::vector<core::Finding> check_coordinates(const Extent& extent, const std::string& crs,
                                             const std::string& file) {
  if (extent.empty()) return {};
  const Context context = make_context();
  const Object object = make_crs(context.get(), crs);
  const CrsInfo info = info_of(context.get(), object.get());
  require_no_zone(extent, info, file);
  const bool beyond = extent.x_min < -180.001 || extent.x_max > 360.001 || extent.y_min < -90.001 ||
                      extent.y_max > 90.001;
  if (info.geographic && beyond) outside(extent, info, file);
  require_no_degrees(extent, info, file);
  const Extent degrees = degrees_of(context.get(), object.get(), extent);
  require_inside(context.get(), object.get(), degrees, extent, info, file);
  return info.geographic ? swapped_axes(extent, file)
                         : other_readings(area_of_use(context.get(), object.get()), degrees, extent,
                                          info, file);
}

}  // namespace sozialraum::gis
