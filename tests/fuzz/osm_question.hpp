#pragma once

#include <array>
#include <filesystem>

#include "fuzz.hpp"
#include "sozialraum/osm/facility_reader.hpp"
#include "sozialraum/osm/road_reader.hpp"

namespace sozialraum::fuzz {

/// Roads of two modes, then schools: all that is read from an OpenStreetMap file.
inline void ask_osm(const std::filesystem::path& path) {
  only_named_errors([&] {
    const std::array<osm::RoadReadOptions, 2> modes{
        {{.mode = osm::Mode::kCar, .execution = {.threads = 1}}, {.mode = osm::Mode::kFoot}}};
    static_cast<void>(osm::read_roads(path, modes));
  });
  only_named_errors([&] {
    static_cast<void>(osm::read_facilities(path, {{.key = "amenity", .values = {"school"}}},
                                           {.execution = {.threads = 1}}));
  });
}

}  // namespace sozialraum::fuzz
