from django.urls import path

from zhicheng.foundation.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:key>/", views.job, name="job"),
    path("<int:key>/progress/", views.progress, name="progress"),
    path("<int:key>/rerun/", views.rerun, name="rerun"),
]
