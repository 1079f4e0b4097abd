#pragma once

namespace sozialraum::indicator {

/// Where does the truth lie, at the stated level?
struct Interval {
  double lower = 0.0;
  double upper = 0.0;

  friend bool operator==(const Interval&, const Interval&) = default;
};

/// How many of how many? `count` persons of a `base` of persons; fractions are allowed.
struct Share {
  double count = 0.0;
  double base = 0.0;
};

/// The standard normal deviate of a two-sided level: 1.959964 for 0.95.
///
/// Throws InvalidInput unless 0 < level < 1.
[[nodiscard]] double normal_deviate(double level);

/// The standard deviation behind an interval that is normal around its middle: half its width over
/// the normal deviate. 0.4 to 0.6 at 95 %: 0.1 / 1.96 = 0.051. NaN if a limit is missing. Throws
/// InvalidInput for a level outside 0..1.
[[nodiscard]] double standard_error(const Interval& interval, double level = 0.95);

/// Interval of a share, good for small bases and for shares near 0 and 1 (Wilson 1927).
///
/// (2y + z² -+ z sqrt(z² + 4y(1 - y/n))) / (2(n + z²)); exactly 0 for y = 0 and exactly 1 for y =
/// n. Throws InvalidInput unless 0 <= count <= base and base > 0.
[[nodiscard]] Interval wilson(const Share& share, double level = 0.95);

/// The same for a given normal deviate: what a loop over many areas calls.
[[nodiscard]] Interval wilson_at(const Share& share, double deviate);

/// "Exact" interval of a share: never covers less than the level, so wider than Wilson's
/// (Clopper and Pearson 1934, by beta quantiles). Throws as wilson does.
[[nodiscard]] Interval clopper_pearson(const Share& share, double level = 0.95);

/// Interval of a number of cases that may happen at any time (a Poisson count), by Byar's
/// approximation; good from 10 cases on. The lower limit is 0 where the approximation would fall
/// below it (fewer than about one case). Throws InvalidInput if the count is negative.
[[nodiscard]] Interval byar(double count, double level = 0.95);

/// Exact interval of a Poisson count, by chi-squared quantiles (Garwood 1936).
/// Throws InvalidInput if the count is negative.
[[nodiscard]] Interval exact_poisson(double count, double level = 0.95);

/// Interval of plus - minus, two independent Poisson counts such as people moving in and out, from
/// the limits of both (MOVER; Zou and Donner 2008): plus - minus -+ the root of the squared
/// distances of the limits that can make it smaller or larger. 30 came and 20 left: 10 (-4.1
/// to 25.1). Throws as byar does.
[[nodiscard]] Interval difference_of_counts(double plus, double minus, double level = 0.95);

/// The rule of Public Health England: exact below 10 cases, Byar from 10 on (PHDS "Technical Guide:
/// Confidence Intervals" 2018).
[[nodiscard]] Interval poisson_count(double count, double level = 0.95);

}  // namespace sozialraum::indicator
