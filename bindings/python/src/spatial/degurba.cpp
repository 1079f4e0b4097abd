#include "sozialraum/spatial/degurba.hpp"

#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "core/array.hpp"
#include "spatial/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Kilometres = py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>;

std::span<const std::int32_t> kilometres(const Kilometres& array) {
  return {array.data(), static_cast<std::size_t>(array.size())};
}

spatial::PeopledSquares squares_of(const Kilometres& column, const Kilometres& row,
                                   const FloatArray& people, const FloatArray& land,
                                   const std::vector<std::string>& names) {
  return {.column = kilometres(column),
          .row = kilometres(row),
          .people = view(people),
          .land = view(land),
          .names = names};
}

std::vector<std::uint8_t> codes_of(const std::vector<spatial::SettlementClass>& kinds) {
  std::vector<std::uint8_t> codes;
  codes.reserve(kinds.size());
  for (const spatial::SettlementClass kind : kinds)
    codes.push_back(static_cast<std::uint8_t>(kind));
  return codes;
}

}  // namespace

void bind_degurba(py::module_& m) {
  m.def(
      "degurba",
      [](const Kilometres& column, const Kilometres& row, const FloatArray& people,
         const FloatArray& land, const std::vector<std::string>& names) {
        const auto squares = squares_of(column, row, people, land, names);
        auto found = [&] {
          const py::gil_scoped_release release;
          return spatial::degurba(squares);
        }();
        return py::make_tuple(to_numpy(codes_of(found.kind)), to_numpy(std::move(found.level1)),
                              to_numpy(std::move(found.settlement)),
                              to_numpy(std::move(found.people)));
      },
      py::arg("column"), py::arg("row"), py::arg("people"), py::arg("land"), py::arg("names"));
  m.def(
      "settlement_shares",
      [](const Kilometres& column, const Kilometres& row, const FloatArray& people,
         const std::vector<std::string>& names, const std::vector<std::uint8_t>& kind,
         const std::vector<std::size_t>& settlement, const std::vector<std::size_t>& of,
         std::size_t areas) {
        const FloatArray whole(0);
        spatial::SettlementSquares found;
        for (const std::uint8_t code : kind) {
          found.kind.push_back(static_cast<spatial::SettlementClass>(code));
        }
        found.settlement = settlement;
        auto shares = spatial::settlement_shares(
            found, squares_of(column, row, people, whole, names), of, areas);
        py::dict columns;
        columns["people"] = to_numpy(std::move(shares.people));
        columns["city"] = to_numpy(std::move(shares.city));
        columns["town"] = to_numpy(std::move(shares.town));
        columns["suburban"] = to_numpy(std::move(shares.suburban));
        columns["village"] = to_numpy(std::move(shares.village));
        columns["low"] = to_numpy(std::move(shares.low));
        columns["very_low"] = to_numpy(std::move(shares.very_low));
        columns["settlements"] = to_numpy(std::move(shares.settlements));
        columns["largest"] = to_numpy(std::move(shares.largest));
        columns["degree"] = to_numpy(std::move(shares.degree));
        return columns;
      },
      py::arg("column"), py::arg("row"), py::arg("people"), py::arg("names"), py::arg("kind"),
      py::arg("settlement"), py::arg("of"), py::arg("areas"));
}

}  // namespace sozialraum::python
