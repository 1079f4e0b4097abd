// A plain number is no area.
#include "sozialraum/core/ids.hpp"

using sozialraum::core::AreaId;

std::size_t row_of(AreaId area) { return index(area); }

#ifdef MISTAKE
std::size_t wrong() { return row_of(7); }
#else
std::size_t right() { return row_of(AreaId{7}); }
#endif
