from collections.abc import Callable

from django.http import HttpResponseBase

_View = Callable[..., HttpResponseBase]

login: _View
logout: _View
account_inactive: _View
signup: _View
reauthenticate: _View
password_change: _View
password_set: _View
