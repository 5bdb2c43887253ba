from django.urls import path

from zhicheng.foundation.units import views
from zhicheng.foundation.units.views import reforms

app_name = "units"
urlpatterns = [
    path("", views.index, name="list"),
    path("add/", views.add, name="add"),
    path("<int:key>/", views.unit, name="unit"),
    path("<int:key>/edit/", views.edit, name="edit"),
    path("<int:key>/aliases/add/", views.add_alias, name="add_alias"),
    path("aliases/<int:key>/remove/", views.remove_alias, name="remove_alias"),
    path("<int:key>/rename/", reforms.rename, name="rename"),
    path("<int:key>/succeed/", reforms.succeed, name="succeed"),
    path("areas/", views.areas, name="areas"),
    path("areas/add/", views.add_area, name="add_area"),
    path("areas/<int:key>/edit/", views.edit_area, name="edit_area"),
]
