#include "sozialraum/network/dijkstra.hpp"

#include <algorithm>

#include "core/interruptible.hpp"
#include "network/arrays.hpp"
#include "network/bind.hpp"
#include "sozialraum/network/turn_copies.hpp"
#include "sozialraum/network/zone_search.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// The nodes with their copies, and from a node inside a zone the junctions through which it is
/// left or reached.
std::vector<network::Seed> seeds_at(const network::RoadGraph& graph, const IntArray& nodes,
                                    network::Sense sense) {
  std::vector<network::Seed> seeds;
  network::ZoneSearch zone(graph);
  for (py::ssize_t i = 0; i < nodes.size(); ++i) {
    const network::NodeId node{static_cast<std::uint32_t>(nodes.at(i))};
    std::vector<network::Seed> here;
    for (const network::NodeId copy : network::junction_copies(graph, node)) {
      here.push_back({.node = copy});
    }
    const auto found = zone.run(here, sense);
    seeds.insert(seeds.end(), found.begin(), found.end());
  }
  return seeds;
}

/// At a junction that is several nodes one is as soon as at the first of them.
std::vector<double> minutes_at_junctions(const network::RoadGraph& graph,
                                         const network::Dijkstra& search) {
  std::vector<double> minutes(graph.node_count());
  for (std::uint32_t v = 0; v < minutes.size(); ++v) {
    minutes[v] = core::to_minutes(search.time(network::NodeId{v}));
  }
  for (const network::NodeRing& ring : graph.node_rings()) {
    core::Deciseconds best = core::kUnreachable;
    for (const network::NodeId same : network::junction_copies(graph, ring.node)) {
      best = std::min(best, search.time(same));
    }
    minutes[network::index(ring.node)] = core::to_minutes(best);
  }
  return minutes;
}

}  // namespace

void bind_dijkstra(py::module_& m) {
  m.def(
      "dijkstra",
      [](const network::RoadGraph& graph, const IntArray& nodes, bool outward, double limit) {
        const auto sense = outward ? network::Sense::kOutward : network::Sense::kInward;
        const auto seeds = seeds_at(graph, nodes, sense);
        auto times = interruptible(py::none(), 1, [&](const core::Execution& execution) {
          network::Dijkstra search(graph);
          search.run(seeds, {.sense = sense,
                             .limit = core::to_deciseconds(core::Minutes{limit}, "limit"),
                             .into_zones = true,
                             .execution = execution});
          return minutes_at_junctions(graph, search);
        });
        return to_numpy(std::move(times));
      },
      py::arg("graph"), py::arg("nodes"), py::arg("outward"), py::arg("limit"));
}

}  // namespace sozialraum::python
