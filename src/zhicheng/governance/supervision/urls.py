"""Addresses of this room, under /supervision/."""

from django.urls import path

from zhicheng.governance.supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.orders, name="orders"),
    path("rules/", views.rules_page, name="rules"),
    path("rules/<slug:kind>/set/", views.set_rule, name="set_rule"),
    path("rules/<slug:kind>/<int:key>/withdraw/", views.withdraw_rule, name="withdraw_rule"),
    path("parts/<int:key>/raise/", views.raise_order, name="raise"),
    path("orders/<int:key>/", views.order, name="order"),
    path("orders/<int:key>/reword/", views.reword, name="reword"),
    path("orders/<int:key>/answer/", views.answer, name="answer"),
    path("orders/<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("requests/", views.requests, name="requests"),
    path("requests/new/", views.new_request, name="new_request"),
    path("tasks/<int:key>/request/", views.new_request_about, name="new_request_about"),
    path("requests/<int:key>/", views.request, name="request"),
    path("requests/<int:key>/change/", views.change_request, name="change_request"),
    path("requests/<int:key>/step/<slug:verb>/", views.decide_request, name="decide_request"),
    path("circulars/", views.circulars, name="circulars"),
    path("circulars/new/", views.draft_circular, name="draft_circular"),
    path("circulars/<int:key>/", views.circular, name="circular"),
    path("circulars/<int:key>/paper/", views.paper, name="paper"),
    path("circulars/<int:key>/reword/", views.reword_circular, name="reword_circular"),
    path("circulars/<int:key>/discard/", views.discard_circular, name="discard_circular"),
    path("circulars/<int:key>/publish/", views.publish, name="publish"),
    path("circulars/<int:key>/entries/", views.choose_unit, name="choose_unit"),
    path("circulars/<int:key>/entries/<int:unit>/", views.add_entry, name="add_entry"),
    path("entries/<int:key>/drop/", views.drop_entry, name="drop_entry"),
    path("files/<int:key>/", views.file, name="file"),
]
