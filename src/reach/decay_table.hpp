#pragma once

#include <algorithm>
#include <vector>

#include "sozialraum/reach/decay.hpp"

namespace sozialraum::reach {

/// A decay looked up by the decisecond instead of computed anew for each of millions of pairs.
class DecayTable {
 public:
  DecayTable(const Decay& decay, network::Deciseconds limit)
      : decay_(&decay), limit_(std::min(limit, decay.reach())) {
    constexpr network::Deciseconds kMost = 1U << 20U;  // 29 hours
    for (network::Deciseconds t = 0; t <= std::min(limit_, kMost); ++t) {
      weights_.push_back(decay(t));
    }
  }

  /// Beyond this the weight is zero.
  [[nodiscard]] network::Deciseconds limit() const { return limit_; }
  [[nodiscard]] double operator()(network::Deciseconds time) const {
    if (time > limit_) return 0.0;
    return time < weights_.size() ? weights_[time] : (*decay_)(time);
  }

 private:
  const Decay* decay_;
  network::Deciseconds limit_;
  std::vector<double> weights_;
};

}  // namespace sozialraum::reach
