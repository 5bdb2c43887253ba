"""Addresses of this room, under /webhooks/."""

from django.urls import path

from zhicheng.foundation.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.endpoints, name="list"),
    path("add/", views.add, name="add"),
    path("<int:key>/", views.endpoint, name="endpoint"),
    path("<int:key>/stop/", views.stop, name="stop"),
    path("deliveries/<int:key>/again/", views.again, name="again"),
]
