"""Addresses of this room, under /systems/."""

from django.urls import path

from zhicheng.governance.systems import views

app_name = "systems"
urlpatterns = [
    path("", views.build_list, name="list"),
    path("<int:key>/", views.system, name="system"),
    path("<int:key>/assign/", views.assign, name="assign"),
    path("<int:key>/link/", views.link, name="link"),
    path("<int:key>/note/", views.note, name="note"),
    path("<int:key>/milestones/", views.add_milestone, name="add_milestone"),
    path("<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("milestones/<int:key>/", views.milestone, name="milestone"),
    path("milestones/<int:key>/reach/", views.reach, name="reach"),
    path("milestones/<int:key>/revoke/", views.revoke, name="revoke"),
    path("milestones/<int:key>/drop/", views.drop, name="drop"),
    path("evidence/<int:key>/", views.evidence, name="evidence"),
]
