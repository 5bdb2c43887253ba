"""The pages of supervision."""

from zhicheng.governance.supervision.views.answering import answer
from zhicheng.governance.supervision.views.orders import file, order, orders, rules_page
from zhicheng.governance.supervision.views.raising import decide, raise_order, reword

__all__ = ["answer", "decide", "file", "order", "orders", "raise_order", "reword", "rules_page"]
