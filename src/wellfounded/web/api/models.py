"""The table of tokens."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class Token(models.Model):
    """What a program may open in the place of a member, until when. The token itself is kept by the program alone.
    `feed`: it is the address of a calendar, and opens nothing but days.
    """

    digest: models.BinaryField[bytes, bytes] = models.BinaryField(unique=True, max_length=32)
    member: models.CharField[str, str] = models.CharField(max_length=32)
    compartments: models.CharField[str, str] = models.CharField(max_length=200)
    writes: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    feed: models.BooleanField[bool, bool] = models.BooleanField(default=False)
    made: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    until: models.DateTimeField[datetime, datetime] = models.DateTimeField()

    def __str__(self) -> str:
        return f"token {self.pk}"
