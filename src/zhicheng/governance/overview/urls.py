"""The first page, at /, and the lists that it shows the beginning of."""

from django.urls import path

from zhicheng.governance.overview import views
from zhicheng.governance.overview.wall import end_screen, screen, screen_address, wall

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("wall/", wall, name="wall"),
    path("wall/address/", screen_address, name="screen_address"),
    path("wall/address/end/", end_screen, name="end_screen"),
    path("wall/screen/<str:secret>/", screen, name="screen"),
]
