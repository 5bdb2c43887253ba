"""Addresses of this room, under /imports/."""

from django.urls import path

from zhicheng.register.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.batches, name="list"),
    path("add/", views.upload, name="upload"),
    path("<int:key>/", views.batch, name="batch"),
    path("<int:key>/progress/", views.progress, name="progress"),
    path("<int:key>/import/", views.import_for_good, name="import"),
    path("<int:key>/to-mend/", views.to_mend, name="to_mend"),
    path("<int:key>/undo/", views.undo, name="undo"),
]
