"""The face as a Django app (templates and template tags; no tables)."""

from django.apps import AppConfig


class FaceConfig(AppConfig):
    name = "zhicheng.foundation.face"
    label = "face"
