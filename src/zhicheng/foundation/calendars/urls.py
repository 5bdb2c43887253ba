from django.urls import path

from zhicheng.foundation.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.index, name="list"),
    path("load/", views.load, name="load"),
    path("<int:year>/", views.year, name="year"),
    path("withdraw/<int:key>/", views.withdraw, name="withdraw"),
    path("file/<int:key>/", views.file, name="file"),
]
