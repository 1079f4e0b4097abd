#pragma once

#include <array>
#include <functional>
#include <optional>

namespace sozialraum::smallarea {

using PlanePoint = std::array<double, 2>;

/// The top of a smooth function of two numbers, and the parabola that it is there.
struct QuadraticPeak {
  PlanePoint at{};
  double top = 0.0;
  std::array<double, 3> bend{};  ///< negative second derivatives: of the first, the second, both
  PlanePoint width{};            ///< how far from `at` the parabola was taken

  /// `first` and `second` standard deviations of the normal law of this bend away, along the roots
  /// of its covariance.
  [[nodiscard]] PlanePoint away(double first, double second) const;
  /// Conditional standard deviations.
  [[nodiscard]] PlanePoint spread() const;
};

struct PeakSearch {
  PlanePoint start{};
  PlanePoint width{};  ///< of the first steps
  PlanePoint low{};    ///< nothing is asked outside of these
  PlanePoint high{};
};

/// Newton's method on differences over seven points, about 20 calls from a good start.
///
/// Nothing if the top does not lie inside, a few steps from the border, or does not look like one:
/// then a search that takes no parabola for granted has to do it.
[[nodiscard]] std::optional<QuadraticPeak> quadratic_peak(
    const std::function<double(const PlanePoint&)>& function, const PeakSearch& search);

}  // namespace sozialraum::smallarea
