#pragma once

#include <optional>

#include "sozialraum/typology/refit.hpp"
#include "typology/points.hpp"

namespace sozialraum::python {

/// A way to make types anew, with the arrays it looks at.
struct PyRefit {
  typology::Refit again{};
};

/// Ready draws (draws x areas x columns) one after the other; nothing where there are none.
[[nodiscard]] typology::DrawnNumbers drawn_of(const std::optional<Numbers>& draws);

[[nodiscard]] inline std::span<const double> span(const std::optional<Numbers>& numbers) {
  return numbers ? span(*numbers) : std::span<const double>{};
}

}  // namespace sozialraum::python
