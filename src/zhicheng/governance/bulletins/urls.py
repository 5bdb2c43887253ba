"""Addresses of this room, under /bulletins/."""

from django.urls import path

from zhicheng.governance.bulletins import views

app_name = "bulletins"
urlpatterns = [
    path("", views.reports, name="list"),
    path("new/", views.new, name="new"),
    path("<int:key>/", views.report, name="report"),
    path("<int:key>/progress/", views.progress, name="progress"),
    path("<int:key>/edit/", views.edit, name="edit"),
    path("<int:key>/preview/", views.preview, name="preview"),
    path("<int:key>/again/", views.again, name="again"),
    path("<int:key>/verify/", views.verify, name="verify"),
    path("<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("papers/<int:key>/", views.paper, name="paper"),
]
