// An OpenStreetMap file as XML.
#include "fuzz.hpp"
#include "osm_question.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sozialraum::fuzz::InputFile file(".osm");
  sozialraum::fuzz::ask_osm(file.write(sozialraum::fuzz::text_of(data, size)));
  return 0;
}
