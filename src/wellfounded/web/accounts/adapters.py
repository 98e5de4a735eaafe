"""What allauth asks of this website: nobody signs up by themselves, no mail is sent, second factors are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest

from wellfounded.dossier import sealing
from wellfounded.web.accounts import confirming, limits
from wellfounded.web.accounts.models import Account
from wellfounded.web.instance import served
from wellfounded.web.language import words_of

_BOUND = b"second factor"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the office, when it takes somebody in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False

    def send_mail(self, *_: object, **__: object) -> None:
        """No mail leaves the office."""

    def send_notification_mail(self, *_: object, **__: object) -> None:
        """No mail leaves the office."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The block of addresses of the one who asks."""
        return limits.block(request).decode().partition("/")[0]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page of who signed in."""
        return "/" if isinstance(request.user, Account) and request.user.role == "applicant" else "/today/"

    def is_reauthentication_required(self, *, app: str, **_: object) -> bool:
        """Whether who asks must first show again that it is they."""
        return not confirming.fresh(self.request)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: Mapping[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """Say in this website's words what was done."""
        words = words_of(request)
        if level == messages.ERROR:
            messages.error(request, words.say("That did not work. Try it once more, or another way."))
        elif message_template in ("mfa/messages/totp_activated.txt", "mfa/messages/webauthn_added.txt"):
            messages.success(request, words.say("The second factor is set up."))
        elif message_template in ("mfa/messages/totp_deactivated.txt", "mfa/messages/webauthn_removed.txt"):
            messages.success(request, words.say("The second factor is removed."))
        elif message_template == "mfa/messages/recovery_codes_generated.txt":
            messages.success(request, words.say("New recovery codes are made. The old ones are dead."))


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed under a key of the office."""

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return sealing.seal(served().secret("factors"), text.encode(), _BOUND).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again."""
        return sealing.unseal(served().secret("factors"), bytes.fromhex(encrypted_text), _BOUND).decode()

    def generate_authenticator_name(self, user: object, type: object) -> str:  # noqa: A002
        """Second factors have no names: a name could say whose telephone it is."""
        return "-"

    def build_totp_svg(self, url: str) -> str:
        """The picture to photograph, as a part of the page."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def _get_user_identifier(self, user: object) -> str:
        return "wellfounded"

    def get_public_key_credential_user_entity(self, user: object) -> dict[str, Any]:
        """What a passkey keeps of whose it is: a number."""
        told: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return {**told, "display_name": "wellfounded"}

    def _get_site_name(self) -> str:
        return "wellfounded"
