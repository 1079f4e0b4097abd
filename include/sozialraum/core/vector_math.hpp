#pragma once

#include <span>

namespace sozialraum::core {

// The exponential and the logarithm of many numbers at once, in place: several times as fast as
// std::exp and std::log one by one, and unlike them the same bits on every machine. Errors are at
// most two units in the last place.

/// e^x of each; 0 below -708, infinity above 709, NaN of NaN.
void exponentials(std::span<double> x);

/// ln x of each; -infinity of 0, NaN below 0 and of NaN.
void logarithms(std::span<double> x);

}  // namespace sozialraum::core
