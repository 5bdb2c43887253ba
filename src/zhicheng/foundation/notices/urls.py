from django.urls import path

from zhicheng.foundation.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.index, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:key>/read/", views.read, name="read"),
]
