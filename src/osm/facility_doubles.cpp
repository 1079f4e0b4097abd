#include "osm/facility_doubles.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>

#include "sozialraum/network/flat_metres.hpp"
#include "sozialraum/osm/tags.hpp"

namespace sozialraum::osm {
namespace {

using network::LonLat;

std::string_view tag(const Facility& of, std::string_view key) {
  for (const auto& [name, value] : of.tags) {
    if (name == key) return value;
  }
  return {};
}

/// "  Grundschule  Am Markt" and "grundschule am markt" are one name.
std::string plain_name(const Facility& of) {
  std::string plain;
  for (const char c : tag(of, "name")) {
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      if (!plain.empty() && plain.back() != ' ') plain += ' ';
    } else {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

/// The values by which the filters found it: "amenity=school".
std::vector<std::string> kinds(const Facility& of, const std::vector<TagFilter>& filters) {
  std::vector<std::string> kinds;
  for (const TagFilter& filter : filters) {
    for (const std::string_view part : value_parts(tag(of, filter.key))) {
      const bool asked =
          filter.values.empty() ||
          std::find(filter.values.begin(), filter.values.end(), part) != filter.values.end();
      if (asked) kinds.push_back(filter.key + "=" + std::string(part));
    }
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

bool share_any(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& kind) {
    return std::binary_search(b.begin(), b.end(), kind);
  });
}

/// Even-odd rule over all rings.
bool contains(const Rings& outline, LonLat p) {
  bool inside = false;
  for (const auto& ring : outline) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const LonLat a = ring[i];
      const LonLat b = ring[(i + 1) % ring.size()];
      if ((a.lat <= p.lat) == (b.lat <= p.lat)) continue;
      if (a.lon + (p.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon) > p.lon) inside = !inside;
    }
  }
  return inside;
}

class DoubleFinder {
 public:
  DoubleFinder(const std::vector<MappedFacility>& facilities, const std::vector<TagFilter>& filters)
      : all_(facilities) {
    for (const MappedFacility& one : facilities) {
      names_.push_back(plain_name(one.facility));
      kinds_.push_back(kinds(one.facility, filters));
    }
    by_lat_.resize(facilities.size());
    std::iota(by_lat_.begin(), by_lat_.end(), std::size_t{0});
    std::sort(by_lat_.begin(), by_lat_.end(),
              [this](std::size_t a, std::size_t b) { return lat(a) < lat(b); });
  }

  std::vector<std::pair<std::size_t, std::size_t>> run() {
    for (std::size_t i = 0; i < all_.size(); ++i) look_around(i);
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  [[nodiscard]] double lat(std::size_t i) const { return all_[i].facility.position.lat; }

  /// Those whose point lies near the point of `i` or within the latitudes of its outline.
  void look_around(std::size_t i) {
    double south = lat(i) - kSamePlaceMetres / network::kMetresPerDegree;
    double north = lat(i) + kSamePlaceMetres / network::kMetresPerDegree;
    for (const auto& ring : all_[i].outline) {
      for (const LonLat p : ring) {
        south = std::min(south, p.lat);
        north = std::max(north, p.lat);
      }
    }
    auto at = std::lower_bound(by_lat_.begin(), by_lat_.end(), south,
                               [this](std::size_t a, double value) { return lat(a) < value; });
    for (; at != by_lat_.end() && lat(*at) <= north; ++at) {
      if (*at != i && alike(i, *at) && in_one_place(all_[i], all_[*at])) {
        found_.emplace_back(std::min(i, *at), std::max(i, *at));
      }
    }
  }

  [[nodiscard]] bool alike(std::size_t i, std::size_t k) const {
    const bool names = names_[i].empty() || names_[k].empty() || names_[i] == names_[k];
    return names && share_any(kinds_[i], kinds_[k]);
  }

  static bool in_one_place(const MappedFacility& a, const MappedFacility& b) {
    if (network::flat_metres(a.facility.position, b.facility.position) <= kSamePlaceMetres)
      return true;
    if (contains(a.outline, b.facility.position)) return true;
    return b.facility.osm_type == 'w' &&
           std::find(a.ways.begin(), a.ways.end(), b.facility.osm_id) != a.ways.end();
  }

  const std::vector<MappedFacility>& all_;
  std::vector<std::string> names_;
  std::vector<std::vector<std::string>> kinds_;
  std::vector<std::size_t> by_lat_;
  std::vector<std::pair<std::size_t, std::size_t>> found_;
};

/// The larger the better it stands for the others.
int extent(const Facility& of) { return of.osm_type == 'r' ? 2 : of.osm_type == 'w' ? 1 : 0; }

std::size_t top_of(std::vector<std::size_t>& parent, std::size_t i) {
  while (parent[i] != i) i = parent[i] = parent[parent[i]];
  return i;
}

void complete_tags(Facility& kept, const Facility& gone) {
  for (const auto& [key, value] : gone.tags) {
    if (tag(kept, key).empty()) kept.tags.emplace_back(key, value);
  }
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> find_doubles(
    const std::vector<MappedFacility>& facilities, const std::vector<TagFilter>& filters) {
  return DoubleFinder(facilities, filters).run();
}

void merge_doubles(std::vector<MappedFacility>& facilities,
                   const std::vector<std::pair<std::size_t, std::size_t>>& doubles) {
  std::vector<std::size_t> parent(facilities.size());
  std::iota(parent.begin(), parent.end(), std::size_t{0});
  for (const auto& [a, b] : doubles) {
    std::size_t top = top_of(parent, a);
    std::size_t other = top_of(parent, b);
    const int here = extent(facilities[top].facility);
    const int there = extent(facilities[other].facility);
    if (there > here || (there == here && other < top)) std::swap(top, other);
    parent[other] = top;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    const std::size_t top = top_of(parent, i);
    if (top != i) complete_tags(facilities[top].facility, facilities[i].facility);
  }
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    if (parent[i] != i) continue;
    if (kept != i) facilities[kept] = std::move(facilities[i]);
    ++kept;
  }
  facilities.resize(kept);
}

}  // namespace sozialraum::osm
