"""Addresses of this room, under /plans/."""

from django.urls import path

from zhicheng.governance.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:plan>/", views.index, name="plan"),
    path("versions/<int:version>/", views.index, name="version"),
]
