"""Addresses of this room, under /assessment/."""

from django.urls import path

from zhicheng.governance.assessment import views

app_name = "assessment"
urlpatterns = [
    path("", views.scheme_list, name="list"),
    path("new/", views.new, name="new"),
    path("<int:key>/", views.scheme, name="scheme"),
    path("<int:key>/edit/", views.edit, name="edit"),
    path("<int:key>/discard/", views.discard, name="discard"),
    path("<int:key>/repeat/", views.repeat, name="repeat"),
    path("<int:key>/units/", views.choose, name="choose"),
    path("<int:key>/dimensions/", views.add_dimension, name="add_dimension"),
    path("<int:key>/clauses/", views.add_clause, name="add_clause"),
    path("<int:key>/step/<slug:verb>/", views.conduct, name="conduct"),
    path("<int:key>/ranking/", views.ranking, name="ranking"),
    path("<int:key>/frozen/", views.frozen, name="frozen"),
    path("<int:key>/paper/", views.paper, name="paper"),
    path("dimensions/<int:key>/", views.dimension, name="dimension"),
    path("dimensions/<int:key>/drop/", views.drop_dimension, name="drop_dimension"),
    path("dimensions/<int:key>/indicators/", views.add_indicator, name="add_indicator"),
    path("indicators/<int:key>/", views.indicator, name="indicator"),
    path("indicators/<int:key>/drop/", views.drop_indicator, name="drop_indicator"),
    path("clauses/<int:key>/", views.clause, name="clause"),
    path("clauses/<int:key>/drop/", views.drop_clause, name="drop_clause"),
    path("sheets/<int:key>/", views.sheet, name="sheet"),
    path("sheets/<int:key>/fill/", views.fill, name="fill"),
    path("sheets/<int:key>/measure/", views.measure_again, name="measure_again"),
    path("sheets/<int:key>/confirm/", views.confirm_rest, name="confirm_rest"),
    path("sheets/<int:key>/step/<slug:verb>/", views.decide_sheet, name="decide_sheet"),
    path("sheets/<int:key>/adjustments/", views.adjust, name="adjust"),
    path("sheets/<int:key>/appeals/", views.add_appeal, name="add_appeal"),
    path("entries/<int:key>/", views.entry, name="entry"),
    path("entries/<int:key>/score/", views.score, name="score"),
    path("entries/<int:key>/proofs/", views.prove, name="prove"),
    path("entries/<int:key>/verdict/", views.decide_entry, name="decide_entry"),
    path("proofs/<int:key>/", views.proof, name="proof"),
    path("proofs/<int:key>/drop/", views.drop_proof, name="drop_proof"),
    path("adjustments/<int:key>/", views.adjustment_file, name="adjustment_file"),
    path("adjustments/<int:key>/verdict/", views.decide_adjustment, name="decide_adjustment"),
    path("adjustments/<int:key>/drop/", views.drop_adjustment, name="drop_adjustment"),
    path("appeals/<int:key>/", views.appeal, name="appeal"),
    path("appeals/<int:key>/answer/", views.answer, name="answer"),
    path("appeals/<int:key>/file/", views.appeal_file, name="appeal_file"),
]
