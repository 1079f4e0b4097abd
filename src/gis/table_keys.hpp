#pragma once

#include <vector>

#include "gis/raw_table.hpp"

// The keys of a table: found, checked, repaired if allowed, unique.
namespace sozialraum::gis {

/// Throws InvalidInput "missing_key", "bad_area_code", "lost_leading_zero", with row and column.
/// Reports repaired zeros, suspected ones and keys that were spelled in other signs.
[[nodiscard]] std::vector<core::AreaCode> keys_of(RawTable& table, const TableOptions& options);

/// Throws InvalidInput "duplicate_key" with both rows.
void require_unique(const RawTable& table, const TableOptions& options,
                    const std::vector<core::AreaCode>& codes, RowsAre rows);

/// What to do with places of one key; adds a finding.
void settle_doubled(RawTable& table, std::vector<core::AreaCode>& codes, Doubled doubled);

}  // namespace sozialraum::gis
