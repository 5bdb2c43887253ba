from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "zhicheng.register.parties"
