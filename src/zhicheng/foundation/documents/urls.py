"""Addresses of this room, under /documents/."""

from django.urls import path

from zhicheng.foundation.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.index, name="list"),
    path("kinds/<str:key>/", views.kind, name="kind"),
    path("kinds/<str:key>/replace/", views.replace, name="replace"),
    path("kinds/<str:key>/restore/", views.restore, name="restore"),
    path("kinds/<str:key>/built-in/", views.built_in, name="built_in"),
    path("templates/<int:key>/", views.file, name="file"),
    path("templates/<int:key>/choose/", views.choose, name="choose"),
]
