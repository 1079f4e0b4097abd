#pragma once

#include <vector>

#include "sozialraum/core/minutes.hpp"

namespace sozialraum::access {

/// Up to this time the weight is `weight`; the last step's time ends the catchment.
struct DecayStep {
  core::Minutes until{};
  double weight = 1.0;
};

/// Weight of a time t: (max(t, minimum) / scale) ^ -exponent.
struct PowerDecay {
  core::Minutes scale{1.0};
  double exponent = 1.0;
  core::Minutes minimum{1.0};  ///< keeps the weight finite next door
};

/// How much does a facility count that is t minutes away?
///
/// A weight that falls with travel time: 1 for next door unless said otherwise, 0 for the
/// unreachable. Sources: steps, Luo & Qi 2009 (E2SFCA); Gaussian, Dai 2010; power ("gravity"),
/// Hansen 1959; exponential, Wilson 1971; linear, as in the Thünen model.
///
///     const Decay willing = Decay::gaussian(Minutes{10});
///     // 0 min: 1; 10 min: e^(-1/2) = 0.61; 20 min: 0.14; 30 min: 0.01
///
/// The shape is a claim about people: how far they go for this thing. Take it from a survey or from
/// counted ways where there are some; else the plainest one, within(), whose limit a reader can
/// judge. Results of two shapes are not comparable, and those of one shape only up to a factor: a
/// sum of weights is no number of facilities. A limit makes places just beyond it count nothing;
/// exponential() and power() never end, so that a thousand facilities far away may outweigh the one
/// next door.
class Decay {
 public:
  /// No weight is larger than this.
  static constexpr double kLargestWeight = 1e50;

  /// 1 up to the limit, 0 beyond: the classical catchment.
  [[nodiscard]] static Decay within(core::Minutes limit);
  /// InvalidInput unless times rise and weights are 0 to kLargestWeight.
  [[nodiscard]] static Decay steps(std::vector<DecayStep> steps);
  /// e^(-rate t), t in minutes: the same part is lost with every minute. Rate 0.1: a half after 7
  /// minutes (ln 2 / rate). InvalidInput unless rate >= 0.
  [[nodiscard]] static Decay exponential(double rate);
  /// e^(-t^2 / (2 sd^2)): nearly level at first, steepest at sd, as good as nothing from 3 sd on.
  [[nodiscard]] static Decay gaussian(core::Minutes sd);
  /// Falls fast at first and slowly later: with exponent 2 a place at 2 minutes counts a quarter of
  /// one at 1. InvalidInput if a place next door would count more than kLargestWeight.
  [[nodiscard]] static Decay power(const PowerDecay& shape);
  /// 1 - t / end, 0 from `end` on.
  [[nodiscard]] static Decay linear(core::Minutes end);
  /// 1 / (1 + e^(steepness (t - middle))): a limit that is not sharp. A half at the middle; next
  /// door a little less than 1 (steepness 0.2, middle 15: 0.95).
  [[nodiscard]] static Decay logistic(core::Minutes middle, double steepness);

  [[nodiscard]] double operator()(core::Deciseconds time) const;

  /// The time beyond which the weight is zero; kLongestTime if it never is.
  [[nodiscard]] core::Deciseconds reach() const;

  /// The largest weight of any time.
  [[nodiscard]] double largest() const;

 private:
  enum class Kind { kSteps, kExponential, kGaussian, kPower, kLinear, kLogistic };
  struct Step {
    core::Deciseconds until = 0;
    double weight = 0.0;
  };

  Kind kind_ = Kind::kSteps;
  std::vector<Step> steps_;
  double a_ = 0.0;
  double b_ = 0.0;
  double c_ = 0.0;
};

}  // namespace sozialraum::access
