#pragma once

#include "gis/file_kind.hpp"
#include "gis/raw_table.hpp"

namespace sozialraum::gis {

/// Reads one sheet of a spreadsheet of the XLSX format (ECMA-376), cell by cell, as what its cells
/// show. Memory: about the size of the sheet's XML.
[[nodiscard]] RawTable read_raw_xlsx(const TableFile& file, const TableOptions& options);

}  // namespace sozialraum::gis
