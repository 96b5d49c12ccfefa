"""The door of once."""

from madoguchi.core.once.answering import Answer, KeyTooLong, KeyUsedOtherwise, answer_once

__all__ = ["Answer", "KeyTooLong", "KeyUsedOtherwise", "answer_once"]
