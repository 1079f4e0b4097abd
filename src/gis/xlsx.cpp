#include "gis/xlsx.hpp"

#include "gis/vector_source.hpp"

namespace sozialraum::gis {

RawTable read_raw_xlsx(const std::string& path, const TableOptions& options) {
  return read_raw_layer(path, options);
}

}  // namespace sozialraum::gis
