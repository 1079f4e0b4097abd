#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::test {

/// The finding of the InvalidInput that the work throws; fails the test if it throws none.
inline core::Finding finding_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const core::InvalidInput& error) {
    return error.finding();
  }
  ADD_FAILURE() << "expected InvalidInput, but nothing was thrown";
  return {};
}

}  // namespace sozialraum::test
