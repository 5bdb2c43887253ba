"""Addresses of this room, under /tasks/."""

from django.urls import path

from zhicheng.governance.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.ledger, name="ledger"),
    path("parts/", views.parts, name="parts"),
    path("export/", views.export, name="export"),
    path("mine/", views.mine, name="mine"),
    path("mine/<slug:verb>/", views.bulk, name="bulk"),
    path("matrix/", views.matrix, name="matrix"),
    path("timeline/", views.timeline, name="timeline"),
    path("units/", views.units, name="units"),
    path("units/<int:key>/", views.unit, name="unit"),
    path("assign/", views.assign_many, name="assign_many"),
    path("<int:key>/", views.task, name="task"),
    path("<int:key>/light/", views.why_task, name="why"),
    path("<int:key>/milestones/add/", views.add_milestone, name="add_milestone"),
    path("milestones/<int:key>/<slug:verb>/", views.milestone, name="milestone"),
    path("duties/", views.duties, name="duties"),
    path("lights/", views.lights, name="lights"),
    path("lights/set/", views.set_lights, name="set_lights"),
    path("lights/<int:key>/withdraw/", views.withdraw_lights, name="withdraw_lights"),
    path("<int:key>/breakdown/", views.break_down, name="break_down"),
    path("<int:key>/assign/", views.assign, name="assign"),
    path("parts/<int:key>/report/", views.report, name="report"),
    path("parts/<int:key>/light/", views.why_part, name="why_part"),
    path("parts/<int:key>/<slug:verb>/", views.decide, name="decide"),
    path("evidence/<int:key>/", views.evidence, name="evidence"),
]
