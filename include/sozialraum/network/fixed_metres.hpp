#pragma once

#include <cstdint>
#include <limits>

namespace sozialraum::network {

/// A length as a network keeps it: whole millimetres.
///
/// Half the memory of a double, and reads as one. Metres with up to three decimals come back
/// exactly, others are rounded to the nearest, halves up. What is no length (negative, NaN, above
/// 4,294,967 m) becomes none, which reads as NaN.
class FixedMetres {
 public:
  constexpr FixedMetres() = default;
  constexpr FixedMetres(double metres) : millimetres_(fixed(metres)) {}  // NOLINT: as one writes it
  constexpr operator double() const {                                    // NOLINT: lossless
    return millimetres_ == kNone ? std::numeric_limits<double>::quiet_NaN()
                                 : static_cast<double>(millimetres_) / kPerMetre;
  }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  static constexpr double kPerMetre = 1000.0;

  static constexpr std::uint32_t fixed(double metres) {
    const double rounded = metres * kPerMetre + 0.5;
    return metres >= 0.0 && rounded < static_cast<double>(kNone)
               ? static_cast<std::uint32_t>(rounded)
               : kNone;
  }

  std::uint32_t millimetres_ = 0;
};

}  // namespace sozialraum::network
