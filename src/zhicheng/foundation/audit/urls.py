from django.urls import path

from zhicheng.foundation.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.index, name="list"),
    path("verify/", views.verify, name="verify"),
    path("<int:seq>/", views.entry, name="entry"),
    path("<int:seq>/personal/", views.open_personal, name="open_personal"),
]
