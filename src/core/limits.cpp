#include "sozialraum/core/limits.hpp"

#include <fmt/format.h>

#include "sozialraum/core/finding.hpp"

namespace sozialraum::core {

void require_at_most(std::uint64_t found, std::uint64_t most, std::string_view what,
                     const std::string& file) {
  if (found <= most) return;
  throw InvalidInput(
      {.code = "too_large",
       .severity = Severity::kWarning,
       .message = fmt::format("the file has more {} than the {} that are read at most", what, most),
       .place = {.file = file},
       .hint = "cut it into parts; if it should be small, it is damaged or built to "
               "fill the memory",
       .details = {{"what", std::string(what)}, {"most", std::to_string(most)}}});
}

}  // namespace sozialraum::core
