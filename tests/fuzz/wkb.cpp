// Boundaries as well-known binary, two areas of one input: cut at the first length that fits.
#include <array>
#include <vector>

#include "fuzz.hpp"
#include "sozialraum/spatial/contiguity.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace fuzz = sozialraum::fuzz;
  using sozialraum::core::AreaCode;
  using sozialraum::core::CodeKind;
  static const std::vector<AreaCode> codes{AreaCode::parse("a", CodeKind::kCustom),
                                           AreaCode::parse("b", CodeKind::kCustom)};
  const std::string_view bytes = fuzz::text_of(data, size);
  const std::size_t cut = size == 0 ? 0 : data[0] * size / 256;
  const std::array<std::string_view, 2> wkb{bytes.substr(0, cut), bytes.substr(cut)};
  fuzz::only_named_errors(
      [&] { static_cast<void>(sozialraum::spatial::contiguity({.codes = codes, .wkb = wkb})); });
  return 0;
}
