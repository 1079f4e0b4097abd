#pragma once

#include <pybind11/pybind11.h>

#include <string>

#include "sozialraum/typology/mixture.hpp"
#include "typology/points.hpp"

namespace sozialraum::python {

/// "spherical", ...; throws UnknownName with the nearest.
[[nodiscard]] typology::CovarianceFamily covariance_family(const std::string& name);

/// Shares, means and covariances as Python handed them over.
[[nodiscard]] typology::MixtureModel mixture_model(const std::string& family, const Numbers& shares,
                                                   const Numbers& means,
                                                   const Numbers& covariances);

[[nodiscard]] pybind11::dict to_python(const typology::Membership& membership, std::size_t types);

}  // namespace sozialraum::python
