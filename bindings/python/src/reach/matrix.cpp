#include "sozialraum/reach/matrix.hpp"

#include "core/interruptible.hpp"
#include "network/snaps.hpp"
#include "reach/bind.hpp"
#include "reach/names.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

std::vector<double> minutes_of(const std::vector<core::Deciseconds>& times) {
  std::vector<double> minutes;
  minutes.reserve(times.size());
  for (const core::Deciseconds time : times) minutes.push_back(core::to_minutes(time));
  return minutes;
}

/// The pairs of a block that have a time, as columns.
struct PairColumns {
  std::vector<std::int32_t> origin;
  std::vector<std::int32_t> facility;
  std::vector<double> minutes;

  explicit PairColumns(const reach::TravelTimeMatrix& block) {
    for (std::size_t i = 0; i < block.origin_count; ++i) {
      const auto row = block.row(i);
      for (std::size_t j = 0; j < row.size(); ++j) {
        if (row[j] == core::kUnreachable) continue;
        origin.push_back(static_cast<std::int32_t>(block.first_origin + i));
        facility.push_back(static_cast<std::int32_t>(j));
        minutes.push_back(core::to_minutes(row[j]));
      }
    }
  }
};

reach::Travel travel_of(const network::RoadGraph& graph, const network::Hierarchy* hierarchy,
                        const std::string& direction, double limit) {
  return {.roads = graph,
          .hierarchy = hierarchy,
          .direction = direction_of(direction),
          .limit = core::Minutes{limit}};
}

}  // namespace

void bind_matrix(py::module_& m) {
  m.def(
      "matrix",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const std::string& direction, double limit, unsigned threads,
         const py::object& progress) {
        reach::Travel travel = travel_of(graph, hierarchy, direction, limit);
        return to_numpy(interruptible(progress, threads, [&](const core::Execution& execution) {
          travel.execution = execution;
          return minutes_of(reach::matrix(travel, {origins.rows, facilities.rows}).times);
        }));
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("direction"), py::arg("limit"), py::arg("threads"), py::arg("progress"),
      "Minutes, row after row; NaN = no way within the limit.");
  m.def(
      "matrix_pairs",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, const Snaps& origins,
         const Snaps& facilities, const std::string& direction, double limit,
         std::size_t block_bytes, unsigned threads, const py::object& progress,
         const py::function& take) {
        reach::Travel travel = travel_of(graph, hierarchy, direction, limit);
        interruptible(progress, threads, [&](const core::Execution& execution) {
          travel.execution = execution;
          reach::MatrixBlocks blocks(travel, {origins.rows, facilities.rows},
                                     {.block_bytes = block_bytes});
          for (reach::TravelTimeMatrix block; blocks.next(block);) {
            PairColumns pairs(block);
            const py::gil_scoped_acquire acquire;
            take(to_numpy(std::move(pairs.origin)), to_numpy(std::move(pairs.facility)),
                 to_numpy(std::move(pairs.minutes)));
          }
          return true;
        });
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      py::arg("direction"), py::arg("limit"), py::arg("block_bytes"), py::arg("threads"),
      py::arg("progress"), py::arg("take"),
      "Calls take(origin, facility, minutes) for the pairs within the limit, in blocks of rows.");
  m.def(
      "estimate_matrix",
      [](const network::RoadGraph& graph, const network::Hierarchy* hierarchy, std::size_t origins,
         std::size_t facilities) {
        const auto estimate =
            reach::estimate_matrix({.roads = graph, .hierarchy = hierarchy}, origins, facilities);
        return py::make_tuple(estimate.pairs, estimate.bytes, estimate.seconds);
      },
      py::arg("graph"), py::arg("hierarchy"), py::arg("origins"), py::arg("facilities"),
      "Pairs, bytes, seconds on one core.");
}

}  // namespace sozialraum::python
