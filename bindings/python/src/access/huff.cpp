#include "sozialraum/access/huff.hpp"

#include "access/bind.hpp"
#include "core/array.hpp"
#include "core/finding.hpp"
#include "reach/names.hpp"
#include "reach/pairs.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

/// A question of Huff's, and the table of pairs if their shares are wanted.
struct Answer {
  access::Huff huff;
  reach::TravelTimes times;
};

Answer with_shares(const Pairs& pairs, const FloatArray& population, const FloatArray& supply,
                   const access::HuffOptions& options) {
  return interruptible(pairs.progress, pairs.threads, [&](const core::Execution& execution) {
    reach::TravelTimes times = pairs.roads != nullptr
                                   ? reach::travel_times(pairs.on_roads(execution))
                                   : reach::travel_times(pairs.of_table(pairs.table, execution));
    const reach::TablePairs table = pairs.of_table(std::move(times), execution);
    return Answer{access::huff(table, view(population), view(supply), options), table.times()};
  });
}

}  // namespace

void bind_huff(py::module_& m) {
  m.def(
      "huff",
      [](const Pairs& pairs, const FloatArray& population, const FloatArray& supply,
         const access::Decay& decay, double size_exponent, bool shares) {
        const access::HuffOptions options{.decay = decay, .size_exponent = size_exponent};
        Answer answer;
        if (shares) {
          answer = with_shares(pairs, population, supply, options);
        } else {
          answer.huff = pairs.ask([&](const reach::PairSource& source) {
            return access::huff(source, view(population), view(supply), options);
          });
        }
        return py::make_tuple(to_numpy(std::move(answer.huff.visitors)),
                              to_numpy(std::move(answer.huff.attraction)), columns_of(answer.times),
                              to_numpy(std::move(answer.huff.shares)),
                              to_python(answer.huff.findings));
      },
      py::arg("pairs"), py::arg("population"), py::arg("supply"), py::arg("decay"),
      py::arg("size_exponent"), py::arg("shares"),
      "Visitors, attraction; pairs and their shares if wanted; findings.");
}

}  // namespace sozialraum::python
