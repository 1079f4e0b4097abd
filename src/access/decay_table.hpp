#pragma once

#include <algorithm>
#include <vector>

#include "sozialraum/access/decay.hpp"

namespace sozialraum::access {

/// A decay looked up by the decisecond instead of computed anew for each of millions of pairs.
class DecayTable {
 public:
  DecayTable(const Decay& decay, core::Deciseconds limit)
      : decay_(&decay), limit_(std::min(limit, decay.reach())) {
    constexpr core::Deciseconds kMost = 1U << 20U;  // 29 hours
    for (core::Deciseconds t = 0; t <= std::min(limit_, kMost); ++t) {
      weights_.push_back(decay(t));
    }
  }

  /// Beyond this the weight is zero.
  [[nodiscard]] core::Deciseconds limit() const { return limit_; }
  [[nodiscard]] double operator()(core::Deciseconds time) const {
    if (time > limit_) return 0.0;
    return time < weights_.size() ? weights_[time] : (*decay_)(time);
  }

 private:
  const Decay* decay_;
  core::Deciseconds limit_;
  std::vector<double> weights_;
};

}  // namespace sozialraum::access
