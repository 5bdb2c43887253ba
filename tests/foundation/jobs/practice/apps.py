"""The practice app; a worker process gets it through ``tests.foundation.jobs.practice.settings``."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "tests.foundation.jobs.practice"
    label = "practice"
