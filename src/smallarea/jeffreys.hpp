#pragma once

#include "sozialraum/indicator/interval.hpp"
#include "sozialraum/smallarea/credible_priors.hpp"

namespace sozialraum::smallarea {

/// What an area's own figures alone tell: Gamma(y + 1/2, n) or Beta(y + 1/2, n - y + 1/2).
/// REQUIRES a base above 0.
[[nodiscard]] inline PosteriorMoments jeffreys(const indicator::Share& share, Model model) {
  if (model == Model::kPoisson) {
    return {(share.count + 0.5) / share.base, (share.count + 0.5) / (share.base * share.base)};
  }
  const double mean = (share.count + 0.5) / (share.base + 1.0);
  return {mean, mean * (1.0 - mean) / (share.base + 2.0)};
}

}  // namespace sozialraum::smallarea
