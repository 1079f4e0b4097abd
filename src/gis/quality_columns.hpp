#pragma once

#include "gis/raw_table.hpp"

// Columns that say of each value beside them how good it is.
namespace sozialraum::gis {

/// In a header that spans columns, the column of signs right of its values has their name: it gets
/// "_q" behind it.
void name_quality_columns(RawTable& table);

/// The data base of the statistical offices (GENESIS) and others put a column of signs beside a
/// column of values (`value_q`, `..._qual`): e final, p, r, s, and the official signs for what is
/// missing. There the value may be 0 or empty though it is secret. Such signs go into the cells of
/// their values: a number with "." beside it becomes ".", 12 with "p" becomes 12p. Reported by
/// column.
///
/// A column is one of signs if its name says so (or it has none, and an "e") and it holds nothing
/// but such signs. O(cells of these columns), and a copy of the table's cells if there are any.
void apply_quality_columns(RawTable& table);

}  // namespace sozialraum::gis
