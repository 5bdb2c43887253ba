"""Addresses of this room, under /meetings/."""

from django.urls import path

from zhicheng.governance.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("conferences/", views.conferences, name="conferences"),
    path("conferences/new/", views.found, name="found"),
    path("conferences/<int:key>/", views.conference, name="conference"),
    path("conferences/<int:key>/seats/", views.give_seat, name="give_seat"),
    path("conferences/<int:key>/plan/", views.plan, name="plan"),
    path("conferences/<int:key>/end/", views.end_conference, name="end_conference"),
    path("quorum/", views.quorum, name="quorum"),
    path("quorum/set/", views.set_quorum, name="set_quorum"),
    path("quorum/<int:key>/withdraw/", views.withdraw_quorum, name="withdraw_quorum"),
    path("seats/<int:key>/drop/", views.drop_seat, name="drop_seat"),
    path("seats/<int:key>/end/", views.end_seat, name="end_seat"),
    path("<int:key>/", views.meeting, name="meeting"),
    path("<int:key>/frame/", views.change_frame, name="change_frame"),
    path("<int:key>/agenda/", views.add_item, name="add_item"),
    path("items/<int:key>/drop/", views.drop_item, name="drop_item"),
    path("materials/<int:key>/", views.material, name="material"),
    path("<int:key>/attendance/", views.attendance, name="attendance"),
    path("<int:key>/write/", views.write, name="write"),
    path("<int:key>/resolutions/", views.add_resolution, name="add_resolution"),
    path("resolutions/<int:key>/drop/", views.drop_resolution, name="drop_resolution"),
    path("<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("<int:key>/minutes/", views.minutes, name="minutes"),
    path("<int:key>/enter/", views.enter, name="enter"),
]
