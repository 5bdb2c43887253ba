"""Addresses of this room, under /rights/."""

from django.urls import path

from zhicheng.register.rights import views

app_name = "rights"
urlpatterns = [
    path("", views.right_list, name="list"),
    path("add/", views.add_right, name="add"),
    path("<int:key>/", views.right, name="right"),
    path("<int:key>/events/", views.tell_event, name="tell"),
    path("<int:key>/holders/", views.change_holders, name="holders"),
    path("<int:key>/documents/", views.attach, name="attach"),
    path("events/<int:key>/retract/", views.retract, name="retract"),
    path("documents/<int:key>/", views.document, name="document"),
]
