#include "sozialraum/core/execution.hpp"

namespace sozialraum::core {

void Execution::expect(std::uint64_t steps) const {
  if (progress != nullptr) progress->total += steps;
}

void Execution::advance(std::uint64_t steps) const {
  if (progress == nullptr) return;
  progress->done += steps;
  if (progress->stop) throw Cancelled();
}

}  // namespace sozialraum::core
