"""
Compiled core of sozialraum; use the modules of the package sozialraum instead.
"""
from __future__ import annotations
from . import core
from . import indicator
from . import spatial
from . import smallarea
from . import network
from . import reach
from . import access
from . import isochrone
from . import siting
from . import equity
from . import composite
from . import typology
from . import disclosure
__all__: list[str] = ['access', 'composite', 'core', 'disclosure', 'equity', 'indicator', 'isochrone', 'network', 'reach', 'siting', 'smallarea', 'spatial', 'typology']
