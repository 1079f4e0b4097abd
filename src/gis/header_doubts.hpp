#pragma once

#include <vector>

#include "gis/raw_table.hpp"

// Do the names of a table stand where they are said to, and only there?
namespace sozialraum::gis {

/// Names that look like the cells below them (numbers, telephone numbers, addresses, a place that
/// comes again) are no names: the file has no header. Throws InvalidInput "no_header" if two of
/// them do, one of which is beyond doubt; else adds the warning "header_looks_like_data".
void require_a_header(RawTable& table, const std::vector<CellRow>& header,
                      const std::vector<CellRow>& rows);

/// Printed tables number their columns in a row below the names: 1 2 3 4. It goes, and is told.
void drop_column_numbers(RawTable& table, std::vector<CellRow>& rows);

/// Throws InvalidInput "row_length", with what is likely: a title above, notes below, a second
/// table, decimal commas among commas.
void require_equal_length(const RawTable& table, const std::vector<CellRow>& rows,
                          std::size_t width);

/// Throws InvalidInput "not_a_number" for a row that repeats the names, and "second_table" for one
/// that names other columns: there another table begins. O(rows).
void require_one_header(const RawTable& table);

}  // namespace sozialraum::gis
