"""The picture of a case: one lane per authority, bars for what is pending, a line for the day asked about."""

from wellfounded.claim.picture.arrangement import Side
from wellfounded.claim.picture.drawing import picture

__all__ = ["Side", "picture"]
