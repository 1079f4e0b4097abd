#pragma once

#include <string_view>

namespace sozialraum::osm {

// The files of data/speeds, compiled in by CMake, so that no path is looked up at run time.
extern const std::string_view kBuiltInCarSpeeds;
extern const std::string_view kBuiltInBicycleSpeeds;
extern const std::string_view kBuiltInFootSpeeds;

}  // namespace sozialraum::osm
