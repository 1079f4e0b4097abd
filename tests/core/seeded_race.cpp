// A race on purpose: four threads add to one number. The thread sanitizer must tell of it, or its
// silence about everything else means nothing.
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <thread>

#include "sozialraum/core/parallel.hpp"

int main() {
  std::size_t rows = 0;
  sozialraum::core::parallel_for(400, 1, {.threads = 4}, [&](std::size_t begin, std::size_t end) {
    // Asleep, a thread leaves work to the others, and orders nothing between them.
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    rows += end - begin;
  });
  std::printf("%zu rows\n", rows);
  return 0;
}
