"""Addresses of this room, under /access/."""

from django.urls import path

from zhicheng.foundation.access import views

app_name = "access"
urlpatterns = [
    path("", views.tokens, name="list"),
    path("reference/", views.reference, name="reference"),
    path("add/", views.add, name="add"),
    path("<int:key>/revoke/", views.end, name="revoke"),
]
