#pragma once

#include <string>
#include <vector>

#include "gis/raw_table.hpp"

// What about a table, once read, is worth a second look?
namespace sozialraum::gis {

/// One note a state: how many cells of which columns are in it.
void report_states(TableResult& result, const std::string& file);

/// Columns without a number, and negative numbers that look like codes for a missing value.
void report_empty_columns(TableResult& result, const std::string& file);
void report_suspected_codes(TableResult& result, const std::string& file,
                            const TableOptions& options);

/// A dash that was read as 0 where no other number is near 0, as in a column of mean ages.
void report_doubtful_dashes(TableResult& result, const std::string& file);

/// Rows that are no areas: the sum of all others, headings without a number.
void report_rows_that_are_no_areas(TableResult& result, const std::string& file);

/// "12 km", "< 5": a number with a unit or word beside it.
[[nodiscard]] bool has_unit(std::string_view text);

/// Columns of texts that begin with numbers: "12 km", "< 5".
void report_numbers_in_texts(TableResult& result, const std::string& file,
                             const TableOptions& options);

}  // namespace sozialraum::gis
