#pragma once

#include "gis/file_kind.hpp"
#include "gis/raw_table.hpp"

namespace sozialraum::gis {

/// Reads a text table: encoding, separator, records, header.
[[nodiscard]] RawTable read_raw_csv(const TableFile& file, const TableOptions& options);

}  // namespace sozialraum::gis
