"""Addresses of this room, under /open/."""

from django.urls import path

from zhicheng.governance.disclosure import views

app_name = "disclosure"
urlpatterns = [
    path("", views.home, name="home"),
    path("plans/<int:key>/", views.plan, name="plan"),
    path("plans/<int:key>/chapters/<int:number>/", views.chapter, name="chapter"),
    path("targets/<int:key>/", views.target, name="target"),
    path("reports/<int:key>/", views.report, name="report"),
    path("reports/files/<int:key>/", views.paper, name="paper"),
    path("data/", views.data, name="data"),
    path("data/dictionary.json", views.whole_dictionary, name="dictionary"),
    path("data/<slug:dataset>.<slug:form>", views.file, name="file"),
    path("news.atom", views.atom, name="atom"),
    path("news.rss", views.rss, name="rss"),
    path("sitemap.xml", views.site_map, name="sitemap"),
    path("office/", views.office, name="office"),
    path("office/<int:key>/open/", views.open_plan, name="open"),
    path("office/<int:key>/withdraw/", views.withdraw, name="withdraw"),
    path("office/reports/<int:key>/open/", views.open_report, name="open_report"),
    path("office/reports/<int:key>/edition/", views.make_edition, name="make_edition"),
    path("office/reports/<int:key>/withdraw/", views.withdraw_report, name="withdraw_report"),
]
