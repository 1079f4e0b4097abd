#include "sozialraum/siting/siting.hpp"

#include <pybind11/stl.h>

#include "core/array.hpp"
#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "siting/bind.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

using Sites = std::vector<std::uint32_t>;

/// A siting table that keeps its own rows, and how to search it: what the face prepares once.
struct Task {
  std::vector<double> people;
  std::vector<std::size_t> begin;
  Sites candidate;
  std::vector<double> minutes;
  std::vector<std::string> codes;
  std::size_t solutions = 1;
  double within = 0.0;
  std::uint64_t passes = 0;
  unsigned threads = 0;
  py::object progress;

  [[nodiscard]] siting::SitingTable table() const {
    return {.people = people,
            .begin = begin,
            .candidate = candidate,
            .minutes = minutes,
            .codes = codes};
  }
  [[nodiscard]] siting::SitingSearch search(const core::Execution& execution) const {
    return {.solutions = solutions, .within = within, .passes = passes, .execution = execution};
  }
};

py::dict as_dict(siting::Siting&& siting) {
  py::list solutions;
  for (const siting::SitingSolution& solution : siting.solutions) {
    solutions.append(py::make_tuple(solution.sites, solution.objective));
  }
  std::vector<std::int64_t> site;
  for (const std::uint32_t s : siting.site)
    site.push_back(s == siting::kNoSite ? -1 : std::int64_t{s});
  py::dict result;
  result["solutions"] = solutions;
  result["bound"] = siting.bound;
  result["gap"] = siting.gap;
  result["proven"] = siting.proven;
  result["complete"] = siting.complete;
  result["passes"] = siting.passes;
  result["site"] = to_numpy(std::move(site));
  result["minutes"] = to_numpy(std::move(siting.minutes));
  result["people_of_site"] = to_numpy(std::move(siting.people_of_site));
  result["people_served"] = siting.people_served;
  result["people_unserved"] = siting.people_unserved;
  result["people_hopeless"] = siting.people_hopeless;
  result["findings"] = python::to_python(siting.findings);
  return result;
}

/// Runs `ask(table, search)` so that Ctrl-C is heard.
template <class Ask>
py::dict answer(const Task& task, Ask ask) {
  const siting::SitingTable table = task.table();
  return as_dict(interruptible(task.progress, task.threads, [&](const core::Execution& execution) {
    return ask(table, task.search(execution));
  }));
}

py::dict p_median(const Task& task, std::size_t new_sites, const Sites& existing,
                  const std::optional<double>& unserved, const std::vector<double>& capacity) {
  return answer(task, [&](const siting::SitingTable& table, const siting::SitingSearch& search) {
    siting::MedianOptions options{
        .new_sites = new_sites, .existing = existing, .capacity = capacity, .search = search};
    if (unserved) options.unserved = core::Minutes{*unserved};
    return siting::p_median(table, options);
  });
}

py::dict max_coverage(const Task& task, std::size_t new_sites, const Sites& existing,
                      double limit) {
  return answer(task, [&](const siting::SitingTable& table, const siting::SitingSearch& search) {
    return siting::max_coverage(table, {.new_sites = new_sites,
                                        .existing = existing,
                                        .limit = core::Minutes{limit},
                                        .search = search});
  });
}

py::dict p_centre(const Task& task, std::size_t new_sites, const Sites& existing) {
  return answer(task, [&](const siting::SitingTable& table, const siting::SitingSearch& search) {
    return siting::p_centre(table,
                            {.new_sites = new_sites, .existing = existing, .search = search});
  });
}

py::dict fewest_sites(const Task& task, const Sites& existing, double limit) {
  return answer(task, [&](const siting::SitingTable& table, const siting::SitingSearch& search) {
    return siting::fewest_sites(
        table, {.existing = existing, .limit = core::Minutes{limit}, .search = search});
  });
}

}  // namespace

void bind_siting_stem(py::module_& m) {
  py::class_<Task>(m, "SitingTask")
      .def(py::init([](const FloatArray& people, std::vector<std::size_t> begin, Sites candidate,
                       const FloatArray& minutes, std::vector<std::string> codes) {
             return Task{.people = {view(people).begin(), view(people).end()},
                         .begin = std::move(begin),
                         .candidate = std::move(candidate),
                         .minutes = {view(minutes).begin(), view(minutes).end()},
                         .codes = std::move(codes),
                         .progress = py::none()};
           }),
           py::arg("people"), py::arg("begin"), py::arg("candidate"), py::arg("minutes"),
           py::arg("codes"))
      .def_readwrite("solutions", &Task::solutions)
      .def_readwrite("within", &Task::within)
      .def_readwrite("passes", &Task::passes)
      .def_readwrite("threads", &Task::threads)
      .def_readwrite("progress", &Task::progress);
  m.def("p_median", &p_median, py::arg("task"), py::arg("new_sites"), py::arg("existing"),
        py::arg("unserved"), py::arg("capacity"));
  m.def("max_coverage", &max_coverage, py::arg("task"), py::arg("new_sites"), py::arg("existing"),
        py::arg("limit"));
  m.def("p_centre", &p_centre, py::arg("task"), py::arg("new_sites"), py::arg("existing"));
  m.def("fewest_sites", &fewest_sites, py::arg("task"), py::arg("existing"), py::arg("limit"));
}

}  // namespace sozialraum::python
