#include "sozialraum/access/decay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::access {

using core::Deciseconds;
using core::Minutes;

namespace {

void require_positive(double value, const char* argument) {
  if (!(value > 0.0) || !std::isfinite(value)) {
    core::invalid_argument(argument, fmt::format("is {}; it must be above zero", value));
  }
}

/// Sums of weights times people still have a number.
void require_small(double weight, const char* argument, const char* hint) {
  if (weight <= Decay::kLargestWeight) return;
  core::invalid_argument(
      argument,
      fmt::format("makes a place count {:g} times; at most {:g} times was expected", weight,
                  Decay::kLargestWeight),
      hint);
}

}  // namespace

Decay Decay::within(Minutes limit) { return steps({{.until = limit, .weight = 1.0}}); }

Decay Decay::steps(std::vector<DecayStep> steps) {
  if (steps.empty()) core::invalid_argument("steps", "are empty; at least one is needed");
  Decay decay;
  decay.kind_ = Kind::kSteps;
  for (const DecayStep& step : steps) {
    const Deciseconds until = core::to_deciseconds(step.until, "steps");
    if (!decay.steps_.empty() && until <= decay.steps_.back().until) {
      core::invalid_argument("steps", fmt::format("do not rise at {} minutes", step.until.value));
    }
    if (!(step.weight >= 0.0) || !std::isfinite(step.weight)) {
      core::invalid_argument("steps", fmt::format("have a weight of {}", step.weight));
    }
    require_small(step.weight, "steps", "weights of 0 to 1 are usual");
    decay.steps_.push_back({until, step.weight});
  }
  return decay;
}

Decay Decay::exponential(double rate) {
  if (!(rate >= 0.0) || !std::isfinite(rate)) {
    core::invalid_argument("rate", fmt::format("is {} per minute", rate));
  }
  Decay decay;
  decay.kind_ = Kind::kExponential;
  decay.a_ = rate;
  return decay;
}

Decay Decay::gaussian(Minutes sd) {
  require_positive(sd.value, "sd");
  Decay decay;
  decay.kind_ = Kind::kGaussian;
  decay.a_ = sd.value;
  return decay;
}

Decay Decay::power(const PowerDecay& shape) {
  require_positive(shape.scale.value, "scale");
  require_positive(shape.exponent, "exponent");
  require_positive(shape.minimum.value, "minimum");
  Decay decay;
  decay.kind_ = Kind::kPower;
  decay.a_ = shape.scale.value;
  decay.b_ = shape.exponent;
  decay.c_ = shape.minimum.value;
  require_small(decay.largest(), "exponent", "choose a smaller one, or a larger minimum");
  return decay;
}

Decay Decay::linear(Minutes end) {
  require_positive(end.value, "end");
  Decay decay;
  decay.kind_ = Kind::kLinear;
  decay.a_ = end.value;
  return decay;
}

Decay Decay::logistic(Minutes middle, double steepness) {
  require_positive(steepness, "steepness");
  if (!(middle.value >= 0.0)) core::invalid_argument("middle", "is negative or not a number");
  Decay decay;
  decay.kind_ = Kind::kLogistic;
  decay.a_ = middle.value;
  decay.b_ = steepness;
  return decay;
}

double Decay::operator()(Deciseconds time) const {
  if (time == core::kUnreachable) return 0.0;
  const double t = core::to_minutes(time);
  switch (kind_) {
    case Kind::kSteps: {
      const auto step =
          std::lower_bound(steps_.begin(), steps_.end(), time,
                           [](const Step& s, Deciseconds wanted) { return s.until < wanted; });
      return step == steps_.end() ? 0.0 : step->weight;
    }
    case Kind::kExponential:
      return std::exp(-a_ * t);
    case Kind::kGaussian:
      return std::exp(-t * t / (2.0 * a_ * a_));
    case Kind::kPower:
      return std::pow(std::max(t, c_) / a_, -b_);
    case Kind::kLinear:
      return std::max(0.0, 1.0 - t / a_);
    case Kind::kLogistic:
      return 1.0 / (1.0 + std::exp(b_ * (t - a_)));
  }
  assert(false);
  return 0.0;
}

Deciseconds Decay::reach() const {
  if (kind_ == Kind::kSteps) return steps_.back().until;
  if (kind_ == Kind::kLinear) return core::to_deciseconds(Minutes{a_});
  return core::kLongestTime;
}

double Decay::largest() const {
  double largest = kind_ == Kind::kSteps ? 0.0 : (*this)(0);  // all others fall with time
  for (const Step& step : steps_) largest = std::max(largest, step.weight);
  return largest;
}

}  // namespace sozialraum::access
