"""An account is the number of a member and, sealed, when they last signed in. Sessions are sealed; tries are counted
under keyed hashes.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from wellfounded.dossier import members
from wellfounded.dossier.sealing import WrongKey
from wellfounded.web.instance import served


class Account(AbstractBaseUser):
    """Who may sign in. Names, roles, sign-in names and passphrases are in the office's sealed store alone."""

    password = None  # type: ignore[assignment]
    last_login = None
    member: models.CharField[str, str] = models.CharField(max_length=32, unique=True)
    seen: models.CharField[str, str] = models.CharField(max_length=200, default="")

    objects: ClassVar[BaseUserManager[Account]] = BaseUserManager()
    USERNAME_FIELD = "member"

    def __str__(self) -> str:
        return self.member

    def check_password(self, raw_password: str | None) -> bool:
        """Whether this is the passphrase of the member."""
        try:
            members.unlocked(served().office, bytes.fromhex(self.member), raw_password or "")
        except WrongKey:
            return False
        return True

    def has_usable_password(self) -> bool:
        """Every member has a passphrase."""
        return True

    def get_session_auth_hash(self) -> str:
        """What a session keeps of whose it is: an account whose member was changed by hand has no session."""
        return served().office.keyed(b"account", self.member.encode()).hex()

    @property
    def role(self) -> str:
        """The role of the member."""
        return members.member(served().office, bytes.fromhex(self.member)).role

    @property
    def is_staff(self) -> bool:
        """Whether reference data may be changed: the administrator's work, who opens no file."""
        return self.role == "administrator"

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Whether reference data may be changed."""
        return perm.startswith("reference.") and self.is_staff

    def has_module_perms(self, label: str) -> bool:
        """Whether reference data may be changed."""
        return label == "reference" and self.is_staff


class Session(AbstractBaseSession):
    """A session: a keyed hash of its number, whose it is, and sealed content."""

    account: models.ForeignKey[Account | None, Account | None] = models.ForeignKey(
        Account, models.CASCADE, null=True, related_name="sessions"
    )

    class Meta:
        """Its own table."""

        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> type:
        """What reads and writes it."""
        from wellfounded.web.accounts.sessions import SessionStore

        return SessionStore


class Tries(models.Model):
    """How often something was tried lately. `key`: a keyed hash of what and by whom."""

    key: models.CharField[str, str] = models.CharField(max_length=64, primary_key=True)
    spent: models.PositiveIntegerField[int, int] = models.PositiveIntegerField(default=0)
    until: models.DateTimeField[datetime, datetime] = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
