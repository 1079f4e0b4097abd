#include "sozialraum/network/network_file.hpp"

#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "core/interruptible.hpp"
#include "network/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Details = std::vector<std::pair<std::string, std::string>>;
using Source = std::tuple<std::string, std::uint64_t, std::uint32_t>;  // name, bytes, crc32

py::tuple described(const network::SourceFile& source) {
  return py::make_tuple(source.name, source.bytes, source.crc32);
}

py::dict told(const network::NetworkFileInfo& info) {
  py::dict result;
  result["bytes"] = info.bytes;
  result["nodes"] = info.nodes;
  result["edges"] = info.edges;
  result["prepared"] = info.prepared;
  result["library"] = info.library;
  result["mode"] = info.meta.mode;
  result["speeds"] = info.meta.speeds;
  result["made_of"] = info.meta.source ? py::object(described(*info.meta.source)) : py::none();
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
        if (const auto source = meta["made_of"].cast<std::optional<Source>>()) {
          const auto& [name, bytes, crc32] = *source;
          about.source = network::SourceFile{.name = name, .bytes = bytes, .crc32 = crc32};
        }
        const py::gil_scoped_release release;
        network::save_network(path, graph, hierarchy, about);
      },
      py::arg("path"), py::arg("graph"), py::arg("hierarchy").none(true), py::arg("meta"));
  m.def(
      "source_file",
      [](const std::filesystem::path& path) {
        network::SourceFile source;
        {
          const py::gil_scoped_release release;
          source = network::source_file(path);
        }
        return described(source);
      },
      py::arg("path"));
  m.def(
      "load_network",
      [](const std::filesystem::path& path, const std::optional<std::filesystem::path>& source,
         bool check, bool mapped) {
        auto network = interruptible(py::none(), 0, [&](const core::Execution& execution) {
          return network::load_network(
              path,
              {.source = source, .check_content = check, .mapped = mapped, .execution = execution});
        });
        py::dict result;
        result["info"] = told(network.info);
        result["graph"] = std::move(network.graph);
        result["hierarchy"] =
            network.hierarchy ? py::cast(std::move(*network.hierarchy)) : py::none();
        return result;
      },
      py::arg("path"), py::arg("source"), py::arg("check"), py::arg("mapped"));
  m.def(
      "inspect_network",
      [](const std::filesystem::path& path) { return told(network::inspect_network(path)); },
      py::arg("path"));
}

}  // namespace sozialraum::python
