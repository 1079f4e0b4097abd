#include "osm/facility_doubles.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

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

/// The letter at the front in small; empty for what only parts words, as a hyphen or a quote does.
/// ASCII and Latin-1; other letters as they are.
std::string take_letter(std::string_view& text) {
  const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t length = 1;
  if (byte(0) >= 0xC0) length = byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  length = std::min(length, text.size());
  std::string letter(text.substr(0, length));
  const bool dash_or_quote = length == 3 && byte(0) == 0xE2 && byte(1) == 0x80;
  if (length == 1 && byte(0) < 0x80) {
    letter[0] = static_cast<char>(std::tolower(byte(0)));
    if (std::isalnum(byte(0)) == 0) letter.clear();
  } else if (dash_or_quote) {
    letter.clear();
  } else if (length == 2 && byte(0) == 0xC3) {
    const unsigned second = byte(1);
    if (second == 0x9F) letter = "ss";
    if (second >= 0x80 && second <= 0x9E && second != 0x97) {
      letter[1] = static_cast<char>(second + 0x20);
    }
  }
  text.remove_prefix(length);
  return letter;
}

/// "  Grundschule  Am-Markt" and "grundschule am markt" have the same words.
std::vector<std::string> words_of_name(const Facility& of) {
  std::vector<std::string> words;
  std::string word;
  std::string_view rest = tag(of, "name");
  while (!rest.empty()) {
    const std::string letter = take_letter(rest);
    word += letter;
    if ((!letter.empty() && !rest.empty()) || word.empty()) continue;
    words.push_back(std::exchange(word, {}));
  }
  return words;
}

/// "gs" for "grundschule", "st" for "sankt": up to four letters of the word, in their order, the
/// first one first. Numbers are never short for others.
bool is_short_for(std::string_view a, std::string_view b) {
  if (a.size() >= b.size() || a.size() > 4 || a.front() != b.front()) return false;
  std::size_t at = 0;
  for (const char c : a) {
    if (c >= '0' && c <= '9') return false;
    at = b.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

/// Are all words of the shorter name, or short forms, in the longer one?
bool are_similar(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.size() > b.size()) return are_similar(b, a);
  return std::all_of(a.begin(), a.end(), [&](const std::string& word) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& other) {
      return word == other || is_short_for(word, other) || is_short_for(other, word);
    });
  });
}

/// One kind, whatever key tells it: amenity=doctors and healthcare=doctor, amenity=school and
/// building=school. "yes" is a kind with its key only.
std::string kind_of(std::string_view key, std::string_view value) {
  if (value == "yes") return std::string(key) + "=yes";
  if (value.ends_with('s')) value.remove_suffix(1);
  return std::string(value);
}

/// The kinds by which the filters found it.
std::vector<std::string> kinds(const Facility& of, const std::vector<TagFilter>& filters) {
  std::vector<std::string> kinds;
  for (const TagFilter& filter : filters) {
    for (const std::string_view part : value_parts(tag(of, filter.key))) {
      const bool asked =
          filter.values.empty() ||
          std::find(filter.values.begin(), filter.values.end(), part) != filter.values.end();
      if (asked) kinds.push_back(kind_of(filter.key, part));
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
      names_.push_back(words_of_name(one.facility));
      kinds_.push_back(kinds(one.facility, filters));
    }
    by_lat_.resize(facilities.size());
    std::iota(by_lat_.begin(), by_lat_.end(), std::size_t{0});
    std::sort(by_lat_.begin(), by_lat_.end(),
              [this](std::size_t a, std::size_t b) { return lat(a) < lat(b); });
  }

  std::vector<FacilityDouble> run() {
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
        found_.push_back({.first = std::min(i, *at),
                          .second = std::max(i, *at),
                          .only_similar = !same_name(i, *at)});
      }
    }
  }

  [[nodiscard]] bool alike(std::size_t i, std::size_t k) const {
    const bool names = same_name(i, k) || are_similar(names_[i], names_[k]);
    return names && share_any(kinds_[i], kinds_[k]);
  }

  [[nodiscard]] bool same_name(std::size_t i, std::size_t k) const {
    return names_[i].empty() || names_[k].empty() || names_[i] == names_[k];
  }

  static bool in_one_place(const MappedFacility& a, const MappedFacility& b) {
    if (network::flat_metres(a.facility.position, b.facility.position) <= kSamePlaceMetres)
      return true;
    if (contains(a.outline, b.facility.position)) return true;
    return b.facility.osm_type == 'w' &&
           std::find(a.ways.begin(), a.ways.end(), b.facility.osm_id) != a.ways.end();
  }

  const std::vector<MappedFacility>& all_;
  std::vector<std::vector<std::string>> names_;
  std::vector<std::vector<std::string>> kinds_;
  std::vector<std::size_t> by_lat_;
  std::vector<FacilityDouble> found_;
};

/// The larger the better it stands for the others.
int extent(const Facility& of) { return of.osm_type == 'r' ? 2 : of.osm_type == 'w' ? 1 : 0; }

/// Which facilities become one? Never two of different names, even if a third one without a name
/// lies with both: they share a campus.
class Groups {
 public:
  explicit Groups(const std::vector<MappedFacility>& facilities)
      : all_(facilities), parent_(facilities.size()) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    for (const MappedFacility& one : facilities) names_.push_back(words_of_name(one.facility));
  }

  [[nodiscard]] bool both_named(const FacilityDouble& pair) const {
    return !names_[pair.first].empty() && !names_[pair.second].empty();
  }

  void unite(const FacilityDouble& pair) {
    std::size_t above = top(pair.first);
    std::size_t below = top(pair.second);
    const bool named = !names_[above].empty() && !names_[below].empty();
    if (above == below || (named && names_[above] != names_[below])) return;
    const int here = extent(all_[above].facility);
    const int there = extent(all_[below].facility);
    if (there > here || (there == here && below < above)) std::swap(above, below);
    parent_[below] = above;
    if (names_[above].empty()) names_[above] = names_[below];
  }

  [[nodiscard]] bool together(const FacilityDouble& pair) {
    return top(pair.first) == top(pair.second);
  }

  std::size_t top(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

 private:
  const std::vector<MappedFacility>& all_;
  std::vector<std::size_t> parent_;
  std::vector<std::vector<std::string>> names_;  // of the group, at its top
};

void complete_tags(Facility& kept, const Facility& gone) {
  for (const auto& [key, value] : gone.tags) {
    if (tag(kept, key).empty()) kept.tags.emplace_back(key, value);
  }
}

}  // namespace

std::vector<FacilityDouble> find_doubles(const std::vector<MappedFacility>& facilities,
                                         const std::vector<TagFilter>& filters) {
  return DoubleFinder(facilities, filters).run();
}

std::vector<bool> merge_doubles(std::vector<MappedFacility>& facilities,
                                const std::vector<FacilityDouble>& doubles) {
  Groups groups(facilities);
  // Those that both have the name first: one without goes with the first that claims it.
  for (const bool named : {true, false}) {
    for (const FacilityDouble& pair : doubles) {
      if (groups.both_named(pair) == named && !pair.only_similar) groups.unite(pair);
    }
  }
  std::vector<bool> merged;
  for (const FacilityDouble& pair : doubles) merged.push_back(groups.together(pair));
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    const std::size_t top = groups.top(i);
    if (top != i) complete_tags(facilities[top].facility, facilities[i].facility);
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < facilities.size(); ++i) {
    if (groups.top(i) != i) continue;
    if (kept != i) facilities[kept] = std::move(facilities[i]);
    ++kept;
  }
  facilities.resize(kept);
  return merged;
}

}  // namespace sozialraum::osm
