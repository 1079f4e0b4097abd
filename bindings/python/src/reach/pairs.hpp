#pragma once

#include <pybind11/pybind11.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "sozialraum/reach/road_pairs.hpp"
#include "sozialraum/reach/table_pairs.hpp"

namespace sozialraum::python {

/// What the face asks about, prepared once: roads or a ready table, and how to ask them. Python
/// keeps the roads and the places alive (`kept`).
struct Pairs {
  const network::RoadGraph* roads = nullptr;  // null: of a table
  const network::Hierarchy* hierarchy = nullptr;
  const Snaps* origins = nullptr;
  const Snaps* facilities = nullptr;
  reach::Direction direction = reach::Direction::kToFacility;
  reach::TravelTimes table{};  // if there are no roads
  std::vector<std::string> origin_names{};
  std::vector<std::string> facility_names{};
  double limit = 0.0;
  unsigned threads = 0;
  pybind11::object progress{};
  pybind11::tuple kept{};

  [[nodiscard]] reach::RoadPairs on_roads(const core::Execution& execution) const {
    return {{.roads = *roads,
             .hierarchy = hierarchy,
             .direction = direction,
             .limit = core::Minutes{limit},
             .execution = execution},
            {.origins = origins->rows,
             .facilities = facilities->rows,
             .origin_names = origin_names,
             .facility_names = facility_names}};
  }
  [[nodiscard]] reach::TablePairs of_table(reach::TravelTimes times,
                                           const core::Execution& execution) const {
    return reach::TablePairs(std::move(times), {.limit = core::Minutes{limit},
                                                .origin_names = origin_names,
                                                .facility_names = facility_names,
                                                .execution = execution});
  }

  /// Calls work(source) so that Ctrl-C is heard.
  template <class Work>
  auto ask(Work work) const {
    return interruptible(progress, threads, [&](const core::Execution& execution) {
      return roads != nullptr ? work(on_roads(execution)) : work(of_table(table, execution));
    });
  }
};

}  // namespace sozialraum::python
