#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "sozialraum/typology/typed_numbers.hpp"

namespace sozialraum::python {

/// (id, bend, mean, spread, weight)
using ToldIndicator = std::tuple<std::string, std::string, double, double, double>;

std::vector<ToldIndicator> told(const std::vector<typology::FrozenIndicator>& indicators);

std::vector<typology::FrozenIndicator> frozen_indicators(const std::vector<ToldIndicator>& told);

}  // namespace sozialraum::python
