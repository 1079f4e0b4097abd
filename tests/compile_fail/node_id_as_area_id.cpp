// A junction of the road graph is no area.
#include "sozialraum/core/ids.hpp"
#include "sozialraum/network/ids.hpp"

using sozialraum::core::AreaId;
using sozialraum::network::NodeId;

double people(AreaId area) { return static_cast<double>(index(area)); }

#ifdef MISTAKE
double wrong(NodeId home) { return people(home); }
#else
double right(AreaId home) { return people(home); }
#endif
