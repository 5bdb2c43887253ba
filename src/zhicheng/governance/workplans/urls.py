"""Addresses of this room, under /workplans/."""

from django.urls import path

from zhicheng.governance.workplans import views

app_name = "workplans"
urlpatterns = [
    path("", views.workplans, name="list"),
    path("draw/", views.draw, name="draw"),
    path("<int:key>/", views.workplan, name="workplan"),
    path("<int:key>/renew/", views.renew, name="renew"),
    path("<int:key>/items/", views.add_item, name="add_item"),
    path("<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("editions/<int:key>/", views.edition, name="edition"),
    path("items/<int:key>/arrange/", views.arrange, name="arrange"),
    path("items/<int:key>/drop/", views.drop_item, name="drop_item"),
    path("items/<int:key>/report/", views.report, name="report"),
]
