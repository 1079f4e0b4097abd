#include "typology/mixture.hpp"

#include <pybind11/stl.h>

#include "core/finding.hpp"
#include "core/interruptible.hpp"
#include "sozialraum/core/nearest_name.hpp"
#include "typology/bind.hpp"
#include "typology/clustering.hpp"

namespace py = pybind11;

namespace sozialraum::python {
namespace {

typology::KnownErrors errors_of(const std::optional<Numbers>& variances,
                                const std::optional<Numbers>& covariances) {
  return {.variances = variances ? span(*variances) : std::span<const double>{},
          .covariances = covariances ? span(*covariances) : std::span<const double>{}};
}

py::dict figures(const typology::Mixture& fit) {
  py::dict result;
  result["family"] = std::string(name(fit.model.family));
  result["shares"] = array(fit.model.shares);
  result["means"] = matrix(fit.model.means, fit.model.columns);
  result["covariances"] = array(fit.model.covariances);
  result["membership"] = to_python(fit.membership, fit.model.types());
  result["log_likelihood"] = fit.log_likelihood;
  result["bic"] = fit.bic;
  result["icl"] = fit.icl;
  result["parameters"] = fit.parameters;
  result["passes"] = fit.passes;
  result["converged"] = fit.converged;
  result["start_log_likelihood"] = array(fit.start_log_likelihood);
  result["share_of_best"] = fit.share_of_best;
  result["findings"] = to_python(fit.findings);
  return result;
}

}  // namespace

typology::CovarianceFamily covariance_family(const std::string& name) {
  using Family = typology::CovarianceFamily;
  const std::vector<std::string> names{"spherical", "diagonal", "tied", "full"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Family>(i);
  }
  core::unknown_name("family", name, names, {.argument = "family"});
}

typology::MixtureModel mixture_model(const std::string& family, const Numbers& shares,
                                     const Numbers& means, const Numbers& covariances) {
  const auto copied = [](const Numbers& from) {
    const auto values = span(from);
    return std::vector<double>(values.begin(), values.end());
  };
  typology::MixtureModel model{.family = covariance_family(family),
                               .shares = copied(shares),
                               .means = copied(means),
                               .covariances = copied(covariances)};
  model.columns = model.shares.empty() ? 0 : model.means.size() / model.shares.size();
  return model;
}

py::dict to_python(const typology::Membership& membership, std::size_t types) {
  py::dict result;
  result["probability"] = matrix(membership.probability, types);
  result["types"] = array(membership.types);
  result["second"] = array(membership.second);
  result["log_density"] = array(membership.log_density);
  result["distance2"] = array(membership.distance2);
  result["known"] = array(membership.known);
  return result;
}

void bind_mixture(py::module_& m) {
  m.def(
      "mixture",
      [](const PyPoints& points, std::size_t types, const std::string& family,
         const std::optional<Numbers>& variances, const std::optional<Numbers>& covariances,
         std::size_t starts, std::size_t passes, double tolerance, double least_spread,
         std::uint64_t seed, unsigned threads, const py::object& progress) {
        const typology::Points view = points.view();
        typology::MixtureOptions options{.types = types,
                                         .family = covariance_family(family),
                                         .errors = errors_of(variances, covariances),
                                         .starts = starts,
                                         .passes = passes,
                                         .tolerance = tolerance,
                                         .least_spread = least_spread,
                                         .seed = seed};
        return figures(interruptible(progress, threads, [&](const core::Execution& execution) {
          options.execution = execution;
          return typology::mixture(view, options);
        }));
      },
      py::arg("points"), py::arg("types"), py::arg("family"), py::arg("variances"),
      py::arg("covariances"), py::arg("starts"), py::arg("passes"), py::arg("tolerance"),
      py::arg("least_spread"), py::arg("seed"), py::arg("threads"), py::arg("progress"));
  m.def(
      "mixture_membership",
      [](const PyPoints& points, const std::string& family, const Numbers& shares,
         const Numbers& means, const Numbers& covariances, const std::optional<Numbers>& variances,
         const std::optional<Numbers>& error_covariances) {
        const typology::MixtureModel model = mixture_model(family, shares, means, covariances);
        const typology::Points view = points.view();
        const typology::KnownErrors errors = errors_of(variances, error_covariances);
        return to_python(interruptible(py::none(), 0,
                                       [&](const core::Execution& execution) {
                                         return typology::membership(model, view, errors,
                                                                     execution);
                                       }),
                         model.types());
      },
      py::arg("points"), py::arg("family"), py::arg("shares"), py::arg("means"),
      py::arg("covariances"), py::arg("variances"), py::arg("error_covariances"));
}

}  // namespace sozialraum::python
