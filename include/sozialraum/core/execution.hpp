#pragma once

#include <atomic>
#include <cstdint>
#include <exception>

namespace sozialraum::core {

/// How far is a long computation, and should it go on?
///
/// Owned by the caller, shared with the worker threads; every member may be touched from any
/// thread.
struct Progress {
  std::atomic<std::uint64_t> done{0};
  std::atomic<std::uint64_t> total{0};  ///< 0 while unknown
  std::atomic<bool> stop{false};        ///< set it, and the computation throws Cancelled soon
};

/// The caller asked to stop. Nothing was changed.
class Cancelled : public std::exception {
 public:
  [[nodiscard]] const char* what() const noexcept override { return "cancelled by the caller"; }
};

/// How should a long computation run? Part of the options of every function that may take long.
///
/// `progress`, if given, must outlive the call.
struct Execution {
  unsigned threads = 0;          ///< 0 = as many as the machine has; the result never depends on it
  Progress* progress = nullptr;  ///< null = neither progress nor cancellation wanted

  /// Announces `steps` more steps of work.
  void expect(std::uint64_t steps) const;
  /// Counts finished steps, and throws Cancelled if asked to stop. Call it at least every 0.1 s of
  /// work.
  void advance(std::uint64_t steps = 0) const;
};

}  // namespace sozialraum::core
