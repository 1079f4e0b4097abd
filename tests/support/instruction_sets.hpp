#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "hwy/highway.h"

namespace sozialraum::test {

/// Calls work() once for every instruction set that this processor has and the library was compiled
/// for, from none to the best; the library uses no other meanwhile.
template <class Work>
void with_each_instruction_set(Work work) {
  const std::vector<std::int64_t> sets = hwy::SupportedAndGeneratedTargets();
  for (const std::int64_t set : sets) {
    SCOPED_TRACE(hwy::TargetName(set));
    hwy::SetSupportedTargetsForTest(set);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    work();
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

}  // namespace sozialraum::test
