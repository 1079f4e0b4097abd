#include "sozialraum/reach/straight_line.hpp"

#include <fmt/format.h>

#include <boost/geometry/algorithms/distance.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>
#include <cmath>

#include "reach/best_list.hpp"
#include "sozialraum/core/finding.hpp"
#include "sozialraum/core/parallel.hpp"
#include "sozialraum/network/geocentric.hpp"
#include "sozialraum/reach/place_findings.hpp"

namespace sozialraum::reach {
namespace {

namespace bg = boost::geometry;
using core::Deciseconds;
using network::Geocentric;
using network::LonLat;
using network::TimedLabel;
using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Tree = bg::index::rtree<std::pair<Point, std::uint32_t>, bg::index::quadratic<16>>;

void require(const StraightLineOptions& options) {
  if (options.k < 1 || options.k > 255) {
    core::invalid_argument("k",
                           fmt::format("is {}; 1 to 255 facilities can be asked for", options.k));
  }
  if (!(options.km_per_hour > 0.0) || !std::isfinite(options.km_per_hour)) {
    core::invalid_argument("speed_kmh",
                           fmt::format("is {}; a speed must be above zero", options.km_per_hour));
  }
  if (!(options.detour >= 1.0) || !std::isfinite(options.detour)) {
    core::invalid_argument(
        "detour", fmt::format("is {}; no road is shorter than the straight line", options.detour));
  }
}

bool has_position(LonLat p) { return std::abs(p.lon) <= 180.0 && std::abs(p.lat) <= 90.0; }

Point point_of(const Geocentric& g) { return {g.x, g.y, g.z}; }

Tree tree_of(std::span<const LonLat> facilities) {
  std::vector<Tree::value_type> entries;
  for (std::uint32_t j = 0; j < facilities.size(); ++j) {
    if (has_position(facilities[j])) {
      entries.emplace_back(point_of(network::geocentric(facilities[j])), j);
    }
  }
  return Tree(entries);
}

/// Offers the facilities in order of distance, until no later one can be as near in deciseconds.
void collect(const Tree& tree, LonLat origin, const StraightLineOptions& options, BestList& best) {
  const Deciseconds limit = core::to_deciseconds(options.limit, "limit");
  const Point here = point_of(network::geocentric(origin));
  const auto query = bg::index::nearest(here, static_cast<unsigned>(tree.size()));
  for (auto entry = tree.qbegin(query); entry != tree.qend(); ++entry) {
    const double metres = network::arc_metres(bg::distance(here, entry->first));
    const Deciseconds time = network::travel_time(metres * options.detour, options.km_per_hour);
    const auto& found = best.entries();
    if (time > limit || (found.size() == options.k && time > found.back().time)) return;
    best.offer({time, entry->second});
  }
}

std::vector<core::Finding> without_position(std::span<const LonLat> places,
                                            std::span<const std::string> names, const char* what) {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!has_position(places[i])) missing.push_back(name_of(names, i));
  }
  if (missing.empty()) return {};
  return {{.code = fmt::format("{}_without_position", what),
           .severity = core::Severity::kWarning,
           .message = fmt::format("{} of {} have no coordinates", missing.size(), places.size()),
           .hint = "leave them out or look their address up",
           .areas = std::move(missing)}};
}

/// Where the origins stand, and what is to be told.
void conclude(std::span<const LonLat> origins, std::span<const LonLat> facilities,
              const StraightLineOptions& options, Nearest& nearest) {
  for (std::size_t i = 0; i < origins.size(); ++i) {
    const bool reached = nearest.of(i).front().label != network::kNoLabel;
    nearest.standing.push_back(!has_position(origins[i]) ? core::Standing::kNoPosition
                               : reached                 ? core::Standing::kOnNetwork
                                                         : core::Standing::kBeyondLimit);
  }
  for (auto& findings : {without_position(origins, options.origin_names, "origin"),
                         without_position(facilities, options.facility_names, "facility"),
                         no_facilities(facilities.size()),
                         without_facility(nearest.standing, options.origin_names)}) {
    nearest.findings.insert(nearest.findings.end(), findings.begin(), findings.end());
  }
}

}  // namespace

Nearest straight_line_minutes(std::span<const LonLat> origins, std::span<const LonLat> facilities,
                              const StraightLineOptions& options) {
  require(options);
  const Tree tree = tree_of(facilities);
  Nearest nearest{.k = options.k,
                  .facilities = std::vector<TimedLabel>(origins.size() * options.k),
                  .method = Method::kStraightLine};
  core::parallel_for(
      origins.size(), 1024, options.execution, [&](std::size_t begin, std::size_t end) {
        BestList best(options.k);
        for (std::size_t i = begin; i < end; ++i) {
          best.clear();
          if (has_position(origins[i]) && !tree.empty()) {
            collect(tree, origins[i], options, best);
          }
          std::copy(best.entries().begin(), best.entries().end(),
                    nearest.facilities.begin() + static_cast<std::ptrdiff_t>(i * options.k));
        }
      });
  conclude(origins, facilities, options, nearest);
  return nearest;
}

}  // namespace sozialraum::reach
