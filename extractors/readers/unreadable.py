"""What the readers of files raise among themselves; of a document that cannot be read it becomes the finding."""

from __future__ import annotations


class UnreadableError(Exception):
    """Why a file is not read: the rule of the finding, and what it shows."""

    def __init__(self, rule: str, detail: str) -> None:
        super().__init__(f"{rule}: {detail}")
        self.rule = rule
        self.detail = detail
