"""The first page, at /, and the lists that it shows the beginning of."""

from django.urls import path

from zhicheng.governance.overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("plan-targets/", views.targets, name="targets"),
]
