"""Addresses of this room, under /plans/."""

from django.urls import path

from zhicheng.governance.plans.views import comparing, plans, publishing, settling, verbs, versions

app_name = "plans"
urlpatterns = [
    path("", plans.index, name="index"),
    path("new/", plans.upload_page, name="upload"),
    path("compare/", comparing.comparison_page, name="compare"),
    path("<int:plan>/", plans.plan, name="plan"),
    path("<int:plan>/amend/", plans.upload_page, name="amend"),
    path("versions/<int:version>/", versions.version, name="version"),
    path("versions/<int:version>/progress/", versions.progress, name="progress"),
    path("versions/<int:version>/reread/", versions.reread, name="reread"),
    path("versions/<int:version>/print/", versions.print_page, name="print"),
    path("versions/<int:version>/file/", plans.file, name="file"),
    path("versions/<int:version>/abandon/", plans.abandon_page, name="abandon"),
    path("versions/<int:version>/accept/", verbs.accept_many, name="accept_many"),
    path("versions/<int:version>/merge/", verbs.merge, name="merge"),
    path("versions/<int:version>/add/", verbs.add, name="add"),
    path("versions/<int:version>/undo/", verbs.undo, name="undo"),
    path("versions/<int:version>/redo/", verbs.redo, name="redo"),
    path("versions/<int:version>/names/", settling.names_page, name="names"),
    path("versions/<int:version>/names/confirm/", settling.confirm_names, name="confirm_names"),
    path("versions/<int:version>/dates/", settling.dates_page, name="dates"),
    path("versions/<int:version>/dates/confirm/", settling.confirm_dates, name="confirm_dates"),
    path("versions/<int:version>/assignments/", settling.assignments_page, name="assignments"),
    path("versions/<int:version>/frame/", settling.frame_page, name="frame"),
    path("versions/<int:version>/frame/set/", settling.set_frame, name="set_frame"),
    path("versions/<int:version>/frame/list/", settling.choose_bare_list, name="bare_list"),
    path("versions/<int:version>/differences/", publishing.differences_page, name="differences"),
    path("versions/<int:version>/publish/", publishing.publish_page, name="publish"),
    path("items/<int:item>/accept/", verbs.accept, name="accept"),
    path("items/<int:item>/reject/", verbs.reject, name="reject"),
    path("items/<int:item>/reconsider/", verbs.reconsider, name="reconsider"),
    path("items/<int:item>/correct/", verbs.correct, name="correct"),
    path("items/<int:item>/split/", verbs.split, name="split"),
    path("items/<int:item>/due/", settling.set_due, name="set_due"),
    path("items/<int:item>/assign/", settling.assign, name="assign"),
    path("items/<int:item>/match/", publishing.match, name="match"),
    path("doubts/<int:doubt>/settle/", verbs.settle_doubt, name="settle_doubt"),
    path("names/<int:name>/resolve/", settling.resolve, name="resolve"),
]
