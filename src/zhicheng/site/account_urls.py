"""The addresses of logging in and of the second factor: those of allauth that this product uses.

Accounts are given by the administrator, who also sets a lost password; there is no signing up, no
e-mail address to manage and no reset by mail.
"""

from allauth.account import views
from django.urls import include, path

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    # allauth's login page asks for this name; the page says that accounts are given.
    path("signup/", views.signup, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/", views.password_change, name="account_change_password"),
    # Where the page above leads an account that has no password yet.
    path("password/set/", views.password_set, name="account_set_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]
