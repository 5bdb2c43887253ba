"""Who follows the whole city."""

from typing import Any

import rules

from zhicheng.foundation.accounts.permissions import actor_of


@rules.predicate
def sees_whole_city(user: Any) -> bool:
    return actor_of(user).sees_whole_city


rules.add_perm("overview.follow_city", sees_whole_city)
