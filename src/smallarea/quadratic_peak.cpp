#include "smallarea/quadratic_peak.hpp"

#include <algorithm>
#include <cmath>

namespace sozialraum::smallarea {
namespace {

constexpr int kMostRounds = 25;
constexpr double kFine = 0.1;     // of a standard deviation: differences of the last round
constexpr double kNear = 0.02;    // of a standard deviation: this step needs no further round
constexpr double kLongest = 4.0;  // widths

/// Centre, left and right, down and up, both up, both down.
constexpr std::array<PlanePoint, 7> kStencil{
    {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}, {1, 1}, {-1, -1}}};

PlanePoint moved(const PlanePoint& at, const PlanePoint& width, const PlanePoint& by) {
  return {at[0] + width[0] * by[0], at[1] + width[1] * by[1]};
}

bool inside(const PlanePoint& at, const PeakSearch& search) {
  for (std::size_t a = 0; a < 2; ++a) {
    if (!(at[a] >= search.low[a] && at[a] <= search.high[a])) return false;
  }
  return true;
}

struct Parabola {
  PlanePoint slope{};
  std::array<double, 3> bend{};

  [[nodiscard]] double determinant() const { return bend[0] * bend[1] - bend[2] * bend[2]; }
  [[nodiscard]] bool has_top() const { return bend[0] > 0.0 && determinant() > 0.0; }
  [[nodiscard]] PlanePoint step() const {
    return {(bend[1] * slope[0] - bend[2] * slope[1]) / determinant(),
            (bend[0] * slope[1] - bend[2] * slope[0]) / determinant()};
  }
};

Parabola parabola_of(const std::array<double, 7>& f, const PlanePoint& width) {
  const auto [h, g] = width;
  const double straight = f[1] + f[2] + f[3] + f[4] - 4.0 * f[0];
  const double diagonal = f[5] + f[6] - 2.0 * f[0];
  return {.slope = {(f[2] - f[1]) / (2.0 * h), (f[4] - f[3]) / (2.0 * g)},
          .bend = {-(f[2] - 2.0 * f[0] + f[1]) / (h * h), -(f[4] - 2.0 * f[0] + f[3]) / (g * g),
                   -(diagonal - straight) / (2.0 * h * g)}};
}

}  // namespace

PlanePoint QuadraticPeak::away(double first, double second) const {
  const double det = bend[0] * bend[1] - bend[2] * bend[2];
  const double root = std::sqrt(bend[1] / det);
  const double across = -bend[2] / det / root;
  return {at[0] + root * first, at[1] + across * first + second / std::sqrt(bend[1])};
}

PlanePoint QuadraticPeak::spread() const {
  return {1.0 / std::sqrt(bend[0]), 1.0 / std::sqrt(bend[1])};
}

std::optional<QuadraticPeak> quadratic_peak(
    const std::function<double(const PlanePoint&)>& function, const PeakSearch& search) {
  PlanePoint at = search.start;
  PlanePoint width = search.width;
  for (int round = 0; round < kMostRounds; ++round) {
    std::array<double, 7> f{};
    for (std::size_t k = 0; k < f.size(); ++k) {
      const PlanePoint point = moved(at, width, kStencil[k]);
      if (!inside(point, search)) return std::nullopt;
      f[k] = function(point);
      if (!std::isfinite(f[k])) return std::nullopt;
    }
    const auto best = static_cast<std::size_t>(std::ranges::max_element(f) - f.begin());
    const Parabola parabola = parabola_of(f, width);
    if (!parabola.has_top()) {
      if (best == 0) {
        for (double& w : width) w /= 2.0;
      }
      at = moved(at, width, kStencil[best]);
      continue;
    }
    const QuadraticPeak peak{.at = at, .top = f[0], .bend = parabola.bend, .width = width};
    const PlanePoint spread = peak.spread();
    PlanePoint step = parabola.step();
    const double less = std::max({1.0, std::abs(step[0]) / (kLongest * width[0]),
                                  std::abs(step[1]) / (kLongest * width[1])});
    for (double& s : step) s /= less;
    const bool near =
        std::abs(step[0]) < kNear * spread[0] && std::abs(step[1]) < kNear * spread[1];
    const bool fine = width[0] <= 1.5 * kFine * spread[0] && width[1] <= 1.5 * kFine * spread[1];
    // A hundredth of a width is as good as the differences are.
    if (near && fine) {
      QuadraticPeak found = peak;
      found.at = {at[0] + step[0], at[1] + step[1]};
      found.top += 0.5 * (parabola.slope[0] * step[0] + parabola.slope[1] * step[1]);
      return found;
    }
    at = {at[0] + step[0], at[1] + step[1]};
    const double finer = std::abs(step[0]) < spread[0] && std::abs(step[1]) < spread[1] ? kFine : 1;
    for (std::size_t a = 0; a < 2; ++a) width[a] = std::min(width[a], finer * spread[a]);
  }
  return std::nullopt;
}

}  // namespace sozialraum::smallarea
