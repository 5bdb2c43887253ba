"""The first page, at /, and the lists that it shows the beginning of."""

from django.urls import path

from zhicheng.governance.overview import views
from zhicheng.governance.overview.wall import wall

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("wall/", wall, name="wall"),
]
