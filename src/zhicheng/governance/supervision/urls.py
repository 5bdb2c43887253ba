"""Addresses of this room, under /supervision/."""

from django.urls import path

from zhicheng.governance.supervision import views

app_name = "supervision"
urlpatterns = [
    path("", views.orders, name="orders"),
    path("rules/", views.rules_page, name="rules"),
    path("parts/<int:key>/raise/", views.raise_order, name="raise"),
    path("orders/<int:key>/", views.order, name="order"),
    path("orders/<int:key>/reword/", views.reword, name="reword"),
    path("orders/<int:key>/answer/", views.answer, name="answer"),
    path("orders/<int:key>/step/<slug:verb>/", views.decide, name="decide"),
    path("files/<int:key>/", views.file, name="file"),
]
