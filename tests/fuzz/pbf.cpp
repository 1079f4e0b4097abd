// A PBF file: frames, blocks, roads, facilities. The seeds hold unpacked blocks, so that a changed
// byte meets the reader and not the checksum of zlib.
#include "fuzz.hpp"
#include "osm_question.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sozialraum::fuzz::InputFile file(".osm.pbf");
  sozialraum::fuzz::ask_osm(file.write(sozialraum::fuzz::text_of(data, size)));
  return 0;
}
