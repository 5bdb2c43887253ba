"""Addresses of this room, under /parties/."""

from django.urls import path

from zhicheng.register.parties import views

app_name = "parties"
urlpatterns = [
    path("", views.party_list, name="list"),
    path("add/", views.add_organisation, name="add_organisation"),
    path("add-person/", views.add_person, name="add_person"),
    path("queue/", views.queue, name="queue"),
    path("queue/<int:key>/", views.settle, name="settle"),
    path("<int:key>/", views.party, name="party"),
    path("<int:key>/change/", views.change, name="change"),
    path("<int:key>/rename/", views.rename, name="rename"),
    path("<int:key>/names/", views.add_name, name="add_name"),
    path("<int:key>/merge/", views.merge, name="merge"),
    path("<int:key>/unmerge/", views.unmerge, name="unmerge"),
    path("<int:key>/split/", views.split, name="split"),
    path("<int:key>/mandates/", views.give_mandate, name="give_mandate"),
    path("<int:key>/number/", views.set_number, name="set_number"),
    path("<int:key>/unmask/", views.unmask, name="unmask"),
    path("splittings/<int:key>/undo/", views.unsplit, name="unsplit"),
    path("mandates/<int:key>/end/", views.end_mandate, name="end_mandate"),
]
