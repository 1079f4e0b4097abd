#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <future>

#include "sozialraum/core/execution.hpp"
#include "sozialraum/core/finding.hpp"

namespace sozialraum::python {

/// Runs `work(execution)` without the GIL and stays answerable: Ctrl-C arrives within about 0.1 s,
/// and `progress(done, total)`, if not None, is called about ten times a second from the calling
/// thread.
///
///     auto result = interruptible(progress, threads, [&](const core::Execution& execution) {
///       return typology::kmeans(points, {.k = k, .execution = execution});
///     });
template <class Work>
auto interruptible(const pybind11::object& progress, unsigned threads, Work work) {
  if (!progress.is_none() && PyCallable_Check(progress.ptr()) == 0) {
    core::invalid_argument("progress", "is no function", "give a function of (done, total)");
  }
  core::Progress state;
  const core::Execution execution{.threads = threads, .progress = &state};
  std::future<decltype(work(execution))> result;
  {
    pybind11::gil_scoped_release release;
    result = std::async(std::launch::async, [&] { return work(execution); });
  }
  const auto stop_and_throw = [&] {
    state.stop = true;
    {
      pybind11::error_already_set error;
      {
        pybind11::gil_scoped_release release;
        result.wait();
      }
      throw error;
    }
  };
  while (true) {
    std::future_status status{};
    {
      pybind11::gil_scoped_release release;
      status = result.wait_for(std::chrono::milliseconds(100));
    }
    if (status == std::future_status::ready) break;
    if (PyErr_CheckSignals() != 0) stop_and_throw();
    if (!progress.is_none()) {
      const auto told = pybind11::reinterpret_steal<pybind11::object>(
          PyObject_CallFunction(progress.ptr(), "KK", static_cast<unsigned long long>(state.done),
                                static_cast<unsigned long long>(state.total)));
      if (!told) stop_and_throw();
    }
  }
  return result.get();
}

}  // namespace sozialraum::python
