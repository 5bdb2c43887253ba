"""Addresses of this room, under /targets/."""

from django.urls import path

from zhicheng.governance.targets import views

app_name = "targets"
urlpatterns = [
    path("", views.targets, name="list"),
    path("<int:key>/", views.target, name="target"),
    path("<int:key>/confirm/", views.confirm, name="confirm"),
    path("<int:key>/not-measurable/", views.give_up, name="give_up"),
    path("<int:key>/observe/", views.observe, name="observe"),
    path("<int:key>/distribute/areas/", views.distribute_areas, name="distribute_areas"),
    path("<int:key>/distribute/years/", views.distribute_years, name="distribute_years"),
    path("observations/<int:key>/correct/", views.correct, name="correct"),
    path("evidence/<int:key>/", views.evidence, name="evidence"),
]
