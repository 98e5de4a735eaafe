"""The addresses of signing in. Of allauth's pages only these are served: no sign-up, no mail, no reset, no file of
recovery codes.
"""

from __future__ import annotations

from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from wellfounded.web.accounts import views
from wellfounded.web.accounts.factors import readable

urlpatterns = [
    path("", views.sign_in, name="account_login"),
    path("leave/", views.leave, name="account_logout"),
    path("passkey/", readable(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("second/", readable(second.authenticate), name="mfa_authenticate"),
    path("confirm/", views.confirm, name="account_reauthenticate"),
    path("confirm/code/", second.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", readable(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("factors/", second.index, name="mfa_index"),
    path("factors/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("factors/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("factors/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("factors/passkeys/add/", readable(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("factors/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
