"""Addresses of this room, under /agenda/."""

from django.urls import path

from zhicheng.foundation.agenda import views

app_name = "agenda"
urlpatterns = [
    path("", views.month, name="month"),
    path("agenda.ics", views.file, name="file"),
    path("feed.ics", views.feed, name="feed"),
    path("subscription/", views.subscription, name="subscription"),
    path("subscription/end/", views.end, name="end"),
    path("day/<str:on>/", views.day, name="day"),
]
