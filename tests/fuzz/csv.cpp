// A table as text: encoding, separator, quotes, numbers, keys.
#include "fuzz.hpp"
#include "sozialraum/gis/table.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace fuzz = sozialraum::fuzz;
  static const fuzz::InputFile file(".csv");
  const std::string path = file.write(fuzz::text_of(data, size)).string();
  fuzz::only_named_errors([&] {
    static_cast<void>(sozialraum::gis::read_table(path, {.key = "code", .text_columns = {"name"}}));
  });
  return 0;
}
