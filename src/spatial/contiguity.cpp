#include "sozialraum/spatial/contiguity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "spatial/geos.hpp"
#include "spatial/shared_corners.hpp"

namespace sozialraum::spatial {
namespace {

[[noreturn]] void refuse(std::string code, std::string message, std::string hint,
                         std::vector<std::string> areas) {
  throw core::InvalidInput(
      {.code = std::move(code),
       .severity = core::Severity::kWarning,
       .message = std::move(message),
       .place = {.argument = "boundaries", .area = areas.empty() ? "" : areas[0]},
       .hint = std::move(hint),
       .areas = std::move(areas)});
}

void require_options(const Boundaries& boundaries, const ContiguityOptions& options) {
  if (boundaries.wkb.size() != boundaries.codes.size()) {
    refuse(
        "length_mismatch",
        fmt::format("{} boundaries for {} areas", boundaries.wkb.size(), boundaries.codes.size()),
        "give one boundary per area", {});
  }
  if (!(options.snap >= 0.0) || std::isinf(options.snap)) {
    core::invalid_argument("snap", fmt::format("is {}; it must be 0 or more", options.snap));
  }
}

/// What to say of polygons that enclose no clear land, such as a bow-tie.
std::vector<core::Finding> invalid_polygons(std::vector<std::string> areas, std::size_t count) {
  if (areas.empty()) return {};
  std::ranges::sort(areas);
  return {{.code = "invalid_polygons",
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} polygons are invalid, '{}' among them; their "
                                  "neighbours are told by their rings, right or wrong",
                                  areas.size(), count, areas[0]),
           .hint = "look at them on a map, or make them valid",
           .areas = std::move(areas)}};
}

/// The rings of every area. Rings meet or do not meet, whether or not the polygon inside them is
/// valid; comparing invalid polygons would miss neighbours.
std::vector<Geometry> read_rings(const Geos& geos, const Boundaries& boundaries,
                                 std::vector<std::string>& invalid) {
  const Reader reader(GEOSWKBReader_create_r(geos.handle()), {geos.handle()});
  std::vector<Geometry> shapes;
  for (std::size_t i = 0; i < boundaries.wkb.size(); ++i) {
    const Geometry shape = read_wkb(geos, reader.get(), boundaries.wkb[i]);
    const std::string& code = boundaries.codes[i].text();
    if (!shape) {
      refuse(
          "bad_geometry",
          fmt::format("the boundary of area '{}' is not well-known binary: {}", code, geos.error()),
          "", {code});
    }
    const int type = GEOSGeomTypeId_r(geos.handle(), shape.get());
    if (type != GEOS_POLYGON && type != GEOS_MULTIPOLYGON) {
      refuse("bad_geometry", fmt::format("the boundary of area '{}' is not a polygon", code),
             "give polygons or multipolygons", {code});
    }
    if (GEOSisValid_r(geos.handle(), shape.get()) != 1) invalid.push_back(code);
    Geometry rings(GEOSBoundary_r(geos.handle(), shape.get()), {geos.handle()});
    if (!rings) {
      refuse("invalid_geometry",
             fmt::format("the polygon of area '{}' has no boundary: {}", code, geos.error()),
             "make the polygon valid first", {code});
    }
    shapes.push_back(std::move(rings));
  }
  return shapes;
}

Tree index(const Geos& geos, const std::vector<Geometry>& shapes) {
  Tree tree(GEOSSTRtree_create_r(geos.handle(), 10), {geos.handle()});
  for (const Geometry& shape : shapes) {
    if (GEOSisEmpty_r(geos.handle(), shape.get()) == 1) continue;
    // The tree hands the pointer back; it is never written through.
    GEOSSTRtree_insert_r(geos.handle(), tree.get(), shape.get(), const_cast<Geometry*>(&shape));
  }
  return tree;
}

/// Which shapes come near the envelope of another?
class Candidates {
 public:
  Candidates(const Geos& geos, const std::vector<Geometry>& shapes)
      : geos_(geos), shapes_(shapes), tree_(index(geos, shapes)) {}

  /// The rows after `row` whose envelopes come within `snap` of its own, in order, but for those
  /// known already; good until the next call.
  [[nodiscard]] std::span<const std::size_t> after(
      std::size_t row, double snap, std::span<const std::pair<std::size_t, std::size_t>> known) {
    found_.clear();
    const GEOSGeometry* shape = shapes_[row].get();
    const GEOSContextHandle_t handle = geos_.handle();
    if (GEOSisEmpty_r(handle, shape) == 1) return {};
    double west = 0.0;
    double south = 0.0;
    double east = 0.0;
    double north = 0.0;
    GEOSGeom_getXMin_r(handle, shape, &west);
    GEOSGeom_getYMin_r(handle, shape, &south);
    GEOSGeom_getXMax_r(handle, shape, &east);
    GEOSGeom_getYMax_r(handle, shape, &north);
    const Geometry window(
        GEOSGeom_createRectangle_r(handle, west - snap, south - snap, east + snap, north + snap),
        {handle});
    struct To {
      const Geometry* first;
      std::vector<std::size_t>& rows;
    } to{shapes_.data(), found_};
    GEOSSTRtree_query_r(
        handle, tree_.get(), window.get(),
        [](void* item, void* data) {
          To& found = *static_cast<To*>(data);
          found.rows.push_back(
              static_cast<std::size_t>(static_cast<const Geometry*>(item) - found.first));
        },
        &to);
    const auto is_known = [&](std::size_t other) {
      return other <= row || std::binary_search(known.begin(), known.end(), std::pair{row, other});
    };
    std::erase_if(found_, is_known);
    std::sort(found_.begin(), found_.end());
    return found_;
  }

 private:
  const Geos& geos_;
  const std::vector<Geometry>& shapes_;
  Tree tree_;
  std::vector<std::size_t> found_{};
};

/// The two shapes with the points of each moved onto near points of the other.
std::pair<Geometry, Geometry> snapped(const Geos& geos, const GEOSGeometry* a,
                                      const GEOSGeometry* b, double snap) {
  Geometry first(GEOSSnap_r(geos.handle(), a, b, snap), {geos.handle()});
  Geometry second(first ? GEOSSnap_r(geos.handle(), b, first.get(), snap) : nullptr,
                  {geos.handle()});
  return {std::move(first), std::move(second)};
}

/// In which dimension do the rings of two areas meet: 'F' not at all, '0' in points, '1' in lines?
/// A null character if GEOS could not tell.
char rings_meet(const Geos& geos, const GEOSGeometry* a, const GEOSGeometry* b) {
  if (a == nullptr || b == nullptr) return '\0';
  char* matrix = GEOSRelate_r(geos.handle(), a, b);
  if (matrix == nullptr) return '\0';
  const char dimension = matrix[0];  // interior with interior: rings are closed and have no ends
  GEOSFree_r(geos.handle(), matrix);
  return dimension;
}

[[noreturn]] void refuse_pair(const Geos& geos, const std::string& a, const std::string& b) {
  refuse("invalid_geometry",
         fmt::format("the boundaries of '{}' and '{}' cannot be compared: {}", a, b, geos.error()),
         "make the polygons valid first", {a, b});
}

/// Does one area touch others? Prepared once for all of them.
class Toucher {
 public:
  Toucher(const Geos& geos, const GEOSGeometry* shape, const ContiguityOptions& options)
      : geos_(geos), shape_(shape), options_(options) {}

  /// Nothing if GEOS could not tell.
  [[nodiscard]] std::optional<bool> touches(const GEOSGeometry* other) {
    if (options_.snap > 0.0) {
      const auto [first, second] = snapped(geos_, shape_, other, options_.snap);
      return by_dimension(rings_meet(geos_, first.get(), second.get()));
    }
    // Rings are closed, so that to meet at all is to meet in their interiors.
    if (!prepared_) {
      prepared_ = {GEOSPrepare_r(geos_.handle(), shape_), {geos_.handle()}};
      if (!prepared_) return std::nullopt;
    }
    const char meet = GEOSPreparedIntersects_r(geos_.handle(), prepared_.get(), other);
    if (meet > 1) return std::nullopt;
    if (meet == 0 || options_.rule == ContiguityRule::kQueen) return meet == 1;
    return by_dimension(rings_meet(geos_, shape_, other));
  }

 private:
  [[nodiscard]] std::optional<bool> by_dimension(char dimension) const {
    if (dimension == '\0') return std::nullopt;
    return options_.rule == ContiguityRule::kRook ? dimension == '1' : dimension != 'F';
  }

  const Geos& geos_;
  const GEOSGeometry* shape_;
  const ContiguityOptions& options_;
  Prepared prepared_{};
};

}  // namespace

Weights contiguity(const Boundaries& boundaries, const ContiguityOptions& options) {
  require_options(boundaries, options);
  const Geos geos;
  std::vector<std::string> invalid;
  const std::vector<Geometry> shapes = read_rings(geos, boundaries, invalid);
  std::vector<std::vector<Neighbour>> rows(shapes.size());
  const auto link = [&](std::size_t i, std::size_t j) {
    rows[i].push_back({static_cast<core::AreaId>(j), 1.0});
    rows[j].push_back({static_cast<core::AreaId>(i), 1.0});
  };
  const auto known = pairs_with_shared_corners(geos, shapes, options.rule);
  for (const auto& [i, j] : known) link(i, j);
  Candidates candidates(geos, shapes);
  options.execution.expect(shapes.size());
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    Toucher toucher(geos, shapes[i].get(), options);
    for (const std::size_t j : candidates.after(i, options.snap, known)) {
      const std::optional<bool> touch = toucher.touches(shapes[j].get());
      if (!touch) refuse_pair(geos, boundaries.codes[i].text(), boundaries.codes[j].text());
      if (*touch) link(i, j);
    }
    options.execution.advance(1);
  }
  return {{boundaries.codes.begin(), boundaries.codes.end()},
          std::move(rows),
          invalid_polygons(std::move(invalid), shapes.size())};
}

}  // namespace sozialraum::spatial
