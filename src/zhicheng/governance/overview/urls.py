"""The first page, at /."""

from django.urls import path

from zhicheng.governance.overview import views

app_name = "overview"
urlpatterns = [path("", views.home, name="home")]
