// A piece of road is no junction.
#include "sozialraum/network/road_graph.hpp"

using namespace sozialraum::network;

#ifdef MISTAKE
LonLat wrong(const RoadGraph& graph, EdgeId road) { return graph.position(road); }
#else
LonLat right(const RoadGraph& graph, NodeId junction) { return graph.position(junction); }
#endif
