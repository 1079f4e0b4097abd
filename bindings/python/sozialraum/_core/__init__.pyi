"""
Compiled core of sozialraum; use the modules of the package sozialraum instead.
"""
from __future__ import annotations
from . import core
from . import indicator
from . import smallarea
__all__: list[str] = ['core', 'indicator', 'smallarea']
