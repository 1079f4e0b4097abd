"""What may be told of tables about few persons?"""

from __future__ import annotations

from sozialraum.disclosure.suppression import Suppressed, suppress

__all__ = ["Suppressed", "suppress"]
