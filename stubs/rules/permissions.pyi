from typing import Any

from rules.predicates import Predicate

permissions: dict[str, Predicate]

class ObjectPermissionBackend:
    def has_perm(self, user: Any, perm: str, *args: Any, **kwargs: Any) -> bool: ...
