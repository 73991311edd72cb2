from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "holdfast.kernel"
    label = "kernel"
