"""The interface for programs, /api/v1: every room's operations, and their description."""

import json
from importlib import import_module
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import JSONRenderer

from zhicheng.foundation.access.problems import MEDIA_TYPE, Problem, answer_with_problems
from zhicheng.foundation.access.registry import described_by
from zhicheng.foundation.access.routing import Operations

MODULES = {
    "access": "zhicheng.foundation.access.api",
    "units": "zhicheng.foundation.access.api.units",
    "accounts": "zhicheng.foundation.access.api.people",
    "webhooks": "zhicheng.foundation.webhooks.api",
    "parties": "zhicheng.register.parties.api",
    "rights": "zhicheng.register.rights.api",
    "imports": "zhicheng.register.imports.api",
    "plans": "zhicheng.governance.plans.api",
    "tasks": "zhicheng.governance.tasks.api",
    "targets": "zhicheng.governance.targets.api",
    "systems": "zhicheng.governance.systems.api",
    "supervision": "zhicheng.governance.supervision.api",
    "meetings": "zhicheng.governance.meetings.api",
    "workplans": "zhicheng.governance.workplans.api",
    "assessment": "zhicheng.governance.assessment.api",
    "bulletins": "zhicheng.governance.bulletins.api",
    "disclosure": "zhicheng.governance.disclosure.api",
}
"""Where each room declares its operations."""
_REFUSALS = {
    "400": "The request cannot be read",
    "401": "No valid token",
    "403": "The token or its owner may not",
    "404": "No such row, or none that one may know of",
    "409": "Somebody else was quicker",
    "413": "Too much at once",
    "422": "A rule refuses what was sent",
    "429": "Too many requests of this token; Retry-After says for how many seconds to wait",
}
_OF_READS = ("401", "403", "404", "422", "429")
DESCRIPTION = (
    "Plans, tasks, targets, observations, reports, supervision, assessments, parties, rights, files and the audit "
    "chain of a city. Every operation needs an access token (Authorization: Bearer …) with the scope that x-scope "
    "names, and may do no more than the token's owner. Every POST carries an Idempotency-Key. Errors are "
    "RFC 9457 problem documents in Chinese, or in English with Accept-Language: en."
)


class Api(NinjaAPI):
    """Ninja's, with the refusals in its description."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description of the interface, as docs/openapi.json holds it."""
        schema = super().get_openapi_schema(**options)
        schema["components"]["schemas"] |= _problem_schemas()
        for methods in schema["paths"].values():
            for method, operation in methods.items():
                numbers = _REFUSALS if method == "post" else _OF_READS
                refusals = {number: _refusal(number) for number in numbers}
                answers = {str(key): value for key, value in operation["responses"].items()}
                operation["responses"] = {**answers, **refusals}
        return schema


class _Readable(JSONRenderer):
    """JSON with Chinese as it is written, not as numbers of characters."""

    json_dumps_params = {"ensure_ascii": False}


def _refusal(number: str) -> dict[str, Any]:
    there = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": _REFUSALS[number], "content": {MEDIA_TYPE: there}}


def _problem_schemas() -> dict[str, Any]:
    own = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**own.pop("$defs"), "Problem": own}


def _made() -> Api:
    made = Api(
        title="Zhicheng", version="1", description=DESCRIPTION, docs_url=None,
        urls_namespace="api", renderer=_Readable(),
    )  # fmt: skip
    answer_with_problems(made)
    for tag, module in MODULES.items():
        operations: Operations = import_module(module).operations
        made.add_router("", operations, tags=[tag])
    return made


def _open_to_programs(made: Api) -> Any:
    """The addresses. Programs log in with a token, asked by each operation; the description anybody may read."""
    addresses = made.urls
    for pattern in addresses[0]:
        if isinstance(pattern, URLPattern):
            login_not_required(pattern.callback)
    return addresses


api = _made()
addresses = _open_to_programs(api)
described_by(api.get_openapi_schema)


def description() -> str:
    """The description of the interface as text, the same each time that it is asked for."""
    return json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
