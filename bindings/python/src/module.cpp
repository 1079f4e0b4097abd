#include <pybind11/pybind11.h>

#include "access/bind.hpp"
#include "composite/bind.hpp"
#include "core/bind.hpp"
#include "disclosure/bind.hpp"
#include "equity/bind.hpp"
#include "indicator/bind.hpp"
#include "isochrone/bind.hpp"
#include "network/bind.hpp"
#include "reach/bind.hpp"
#include "siting/bind.hpp"
#include "smallarea/bind.hpp"
#include "spatial/bind.hpp"
#include "typology/bind.hpp"

namespace py = pybind11;

// One submodule a stage; each binding file carries the stem of the header it translates.
PYBIND11_MODULE(_core, m) {
  m.doc() = "Compiled core of sozialraum; use the modules of the package sozialraum instead.";
  using namespace sozialraum::python;
  bind_core(m);
  bind_indicator(m);
  bind_spatial(m);
  bind_smallarea(m);
  bind_network(m);
  bind_reach(m);
  bind_access(m);
  bind_isochrone(m);
  bind_siting(m);
  bind_equity(m);
  bind_composite(m);
  bind_typology(m);
  bind_disclosure(m);
}
