"""The pages of supervision."""

from zhicheng.governance.supervision.views.answering import answer
from zhicheng.governance.supervision.views.circulars import (
    add_entry,
    choose_unit,
    circular,
    circulars,
    discard_circular,
    draft_circular,
    drop_entry,
    paper,
    publish,
    reword_circular,
)
from zhicheng.governance.supervision.views.orders import file, order, orders
from zhicheng.governance.supervision.views.raising import decide, raise_order, reword
from zhicheng.governance.supervision.views.requests import (
    change_request,
    decide_request,
    new_request,
    new_request_about,
    request,
    requests,
)
from zhicheng.governance.supervision.views.settings import rules_page, set_rule, withdraw_rule

__all__ = [
    "add_entry",
    "answer",
    "change_request",
    "choose_unit",
    "circular",
    "circulars",
    "decide",
    "decide_request",
    "discard_circular",
    "draft_circular",
    "drop_entry",
    "file",
    "new_request",
    "new_request_about",
    "order",
    "orders",
    "paper",
    "publish",
    "raise_order",
    "request",
    "requests",
    "reword",
    "reword_circular",
    "rules_page",
    "set_rule",
    "withdraw_rule",
]
