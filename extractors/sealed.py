"""Dataclasses that nothing may change, made as quickly as those that may be changed.

`frozen=True` has `__init__` set every field by a call: 1.2 µs for a reading instead of 0.35, and a page has hundreds of
them. So the type checker is shown frozen dataclasses, and holds all code to it, while the interpreter gets plain ones.
For what is made by the hundred only; everything else is `dataclass(frozen=True)`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as sealed
else:

    def sealed(*, frozen, eq=True, **options):
        """`dataclass` less the guard at run time; hashed, as a frozen one, by its fields if it is compared by them."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **options)


__all__ = ["sealed"]
