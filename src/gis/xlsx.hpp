#pragma once

#include <string>

#include "gis/raw_table.hpp"

namespace sozialraum::gis {

/// Reads one sheet of a spreadsheet of the XLSX format, cell by cell.
[[nodiscard]] RawTable read_raw_xlsx(const std::string& path, const TableOptions& options);

}  // namespace sozialraum::gis
