#include "sozialraum/network/network_file.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "core/interruptible.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Details = std::vector<std::pair<std::string, std::string>>;

py::dict told(const network::NetworkFileInfo& info) {
  py::dict result;
  result["bytes"] = info.bytes;
  result["nodes"] = info.nodes;
  result["edges"] = info.edges;
  result["prepared"] = info.prepared;
  result["library"] = info.library;
  result["mode"] = info.meta.mode;
  result["speeds"] = info.meta.speeds;
  result["source"] = info.meta.source ? py::cast(info.meta.source->name) : py::none();
  result["details"] = info.meta.details;
  return result;
}

}  // namespace

void bind_network_file(py::module_& m) {
  m.def(
      "save_network",
      [](const std::filesystem::path& path, const network::RoadGraph& graph,
         const network::Hierarchy* hierarchy, const py::dict& meta) {
        network::NetworkMeta about{.mode = meta["mode"].cast<std::string>(),
                                   .speeds = meta["speeds"].cast<std::string>(),
                                   .details = meta["details"].cast<Details>()};
        const auto source = meta["source"].cast<std::optional<std::filesystem::path>>();
        const py::gil_scoped_release release;
        if (source) about.source = network::source_file(*source);
        network::save_network(path, graph, hierarchy, about);
      },
      py::arg("path"), py::arg("graph"), py::arg("hierarchy").none(true), py::arg("meta"));
  m.def(
      "load_network",
      [](const std::filesystem::path& path, const std::optional<std::filesystem::path>& source,
         bool check) {
        auto network = interruptible(py::none(), 1, [&](const core::Execution& execution) {
          return network::load_network(
              path, {.source = source, .check_content = check, .execution = execution});
        });
        py::dict result;
        result["info"] = told(network.info);
        result["graph"] = std::move(network.graph);
        result["hierarchy"] =
            network.hierarchy ? py::cast(std::move(*network.hierarchy)) : py::none();
        return result;
      },
      py::arg("path"), py::arg("source"), py::arg("check"));
  m.def(
      "inspect_network",
      [](const std::filesystem::path& path) { return told(network::inspect_network(path)); },
      py::arg("path"));
}

}  // namespace sozialraum::python
