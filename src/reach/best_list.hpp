#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "sozialraum/network/nearest_labels.hpp"

namespace sozialraum::reach {

/// Keeps the k best different facilities of those it is offered.
class BestList {
 public:
  explicit BestList(std::size_t k) : k_(k) {}

  void clear() { entries_.clear(); }
  void offer(network::TimedLabel candidate) {
    const auto same = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) {
      return entry.label == candidate.label;
    });
    if (same != entries_.end()) {
      if (*same <= candidate) return;
      entries_.erase(same);
    }
    entries_.insert(std::upper_bound(entries_.begin(), entries_.end(), candidate), candidate);
    if (entries_.size() > k_) entries_.pop_back();
  }
  [[nodiscard]] const std::vector<network::TimedLabel>& entries() const { return entries_; }

 private:
  std::size_t k_;
  std::vector<network::TimedLabel> entries_;
};

}  // namespace sozialraum::reach
