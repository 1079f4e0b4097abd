#include "sozialraum/network/dijkstra.hpp"

#include "core/interruptible.hpp"
#include "network/arrays.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {

void bind_dijkstra(py::module_& m) {
  m.def(
      "dijkstra",
      [](const network::RoadGraph& graph, const IntArray& nodes, bool outward, double limit) {
        std::vector<network::Seed> seeds;
        for (py::ssize_t i = 0; i < nodes.size(); ++i) {
          seeds.push_back({.node = network::NodeId{static_cast<std::uint32_t>(nodes.at(i))}});
        }
        auto times = interruptible(py::none(), 1, [&](const core::Execution& execution) {
          network::Dijkstra search(graph);
          search.run(seeds, {.sense = outward ? network::Sense::kOutward : network::Sense::kInward,
                             .limit = network::to_deciseconds(network::Minutes{limit}, "limit"),
                             .execution = execution});
          std::vector<double> minutes(graph.node_count());
          for (std::uint32_t v = 0; v < minutes.size(); ++v) {
            minutes[v] = network::to_minutes(search.time(network::NodeId{v}));
          }
          return minutes;
        });
        return to_numpy(std::move(times));
      },
      py::arg("graph"), py::arg("nodes"), py::arg("outward"), py::arg("limit"));
}

}  // namespace sozialraum::python
