"""``python -m sozialraum`` and the console script ``sozialraum``."""

from sozialraum.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    raise SystemExit(main())
