"""What is known about one kind of area? The results of a level as data, without a file or a page.

Everything here takes frames and gives frames; :mod:`sozialraum.project` reads the files before and
:mod:`sozialraum.report`, :mod:`sozialraum.plot` and :mod:`sozialraum.publish` show the results.
"""

from __future__ import annotations

from sozialraum.level.result import LevelResult

__all__ = ["LevelResult"]
