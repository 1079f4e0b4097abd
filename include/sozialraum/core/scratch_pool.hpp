#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace sozialraum::core {

/// Lends each thread its own scratch object and builds no more of them than run at once.
///
///     ScratchPool<Search> pool([&] { return std::make_unique<Search>(graph); });
///     parallel_for(n, 8, execution, [&](std::size_t begin, std::size_t end) {
///       pool.lend([&](Search& search) { ... });
///     });
template <class Scratch>
class ScratchPool {
 public:
  explicit ScratchPool(std::function<std::unique_ptr<Scratch>()> make) : make_(std::move(make)) {}

  /// Calls work(scratch) with a scratch object nobody else has.
  template <class Work>
  void lend(Work work) {
    std::unique_ptr<Scratch> scratch = take();
    work(*scratch);
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(scratch));
  }

  /// All scratch objects, once no thread works any more.
  [[nodiscard]] const std::vector<std::unique_ptr<Scratch>>& all() const { return free_; }

 private:
  std::unique_ptr<Scratch> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        std::unique_ptr<Scratch> scratch = std::move(free_.back());
        free_.pop_back();
        return scratch;
      }
    }
    return make_();
  }

  std::function<std::unique_ptr<Scratch>()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Scratch>> free_;
};

}  // namespace sozialraum::core
