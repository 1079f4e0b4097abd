#pragma once

#include "sozialraum/indicator/interval.hpp"

namespace sozialraum::indicator {

/// Events in some time among some persons, or person-years.
struct Events {
  double count = 0.0;
  double base = 0.0;
};

/// One figure against another.
struct Difference {
  double difference = 0.0;  ///< one - other
  double lower = 0.0;       ///< of the difference
  double upper = 0.0;
  double ratio = 0.0;  ///< one / other; NaN if the other is 0
  /// How often chance alone would make a difference at least as unlikely, if both were alike.
  double p = 1.0;
};

/// Do two groups of persons differ by more than chance? Two-sided p of Fisher's exact test: the
/// probability, given both margins, of all tables that are no likelier than this one.
///
/// 3 of 4 against 1 of 4: (16 + 1 + 16 + 1) / 70 = 0.486. Exact for any size, so somewhat too
/// careful. The groups must have no person in common. O(smaller group) steps. Throws InvalidInput
/// unless both are shares of whole persons.
[[nodiscard]] double fisher_exact(const Share& one, const Share& other);

/// Do two rates of events differ by more than chance? Two-sided p of the conditional test
/// (Przyborowski and Wilenski 1940): of all events together, how many fall on the first base?
///
/// 8 events in 10 years against 2 in 10: 2 (C(10,8) + C(10,9) + 1) / 2^10 = 0.109. Events must be
/// independent of each other: not for days of absence, of which a few persons have most. Throws
/// InvalidInput for counts that are not whole or negative, and for bases that are not above 0.
[[nodiscard]] double conditional_poisson(const Events& one, const Events& other);

/// The difference of two shares, with Newcombe's interval from both Wilson intervals (1998, method
/// 10) and Fisher's test. 56 of 70 against 48 of 80: 0.2 (0.0524 to 0.3339).
[[nodiscard]] Difference difference_of_shares(const Share& one, const Share& other,
                                              double level = 0.95);

/// The difference of two rates, with the interval from the limits of both (MOVER; Zou and Donner
/// 2008; exact Poisson below 10 events, else Byar) and the conditional test.
///
/// Interval and test are made in different ways, so at the border one may say more than the other;
/// the test decides.
[[nodiscard]] Difference difference_of_rates(const Events& one, const Events& other,
                                             double level = 0.95);

}  // namespace sozialraum::indicator
