"""An institution may demand a second factor of some roles: until they have one, they see no page but that one."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wellfounded.web.accounts.models import Account
from wellfounded.web.instance import served

OPEN = ("/sign-in/", "/static/")
Answer = Callable[[HttpRequest], HttpResponse]


def lacking(request: HttpRequest) -> bool:
    """Whether who is signed in must set up a second factor first."""
    roles = served().second_factor
    if not roles or not isinstance(request.user, Account) or request.user.role not in roles:
        return False
    own = Authenticator.objects.filter(user=request.user)
    return not own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def second_factor(answer: Answer) -> Answer:
    """Lead those who lack a second factor to the page where they set it up."""

    def once_set_up(request: HttpRequest) -> HttpResponse:
        if served().second_factor and not request.path.startswith(OPEN) and lacking(request):
            return redirect("mfa_index")
        return answer(request)

    return once_set_up
