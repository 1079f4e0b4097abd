#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "sozialraum/core/finding.hpp"

/// What libFuzzer calls for every input; standalone.cpp calls it where there is no libFuzzer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sozialraum::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return size == 0 ? std::string_view()
                   : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// The input as a file, since readers take paths. After a crash it is still there.
class InputFile {
 public:
  explicit InputFile(const std::string& suffix)
      : path_(folder() / ("sozialraum-fuzz-" + std::to_string(::getpid()) + suffix)) {}
  ~InputFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::filesystem::path& write(std::string_view bytes) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_;
  }

 private:
  static std::filesystem::path folder() {
    return std::filesystem::exists("/dev/shm") ? "/dev/shm"
                                               : std::filesystem::temp_directory_path();
  }
  std::filesystem::path path_;
};

/// A reader may refuse with a named error; anything else thrown ends the program.
template <class Work>
void only_named_errors(Work work) {
  try {
    work();
  } catch (const core::InvalidInput& error) {
    if (error.finding().code.empty() || error.finding().message.empty()) {
      std::fputs("an error without a code or a message\n", stderr);
      std::abort();
    }
  }
}

}  // namespace sozialraum::fuzz
