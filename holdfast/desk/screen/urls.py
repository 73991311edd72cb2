"""The address that covers the screen and uncovers it."""

from django.urls import URLPattern

from holdfast.kernel.routes import SIGNED_IN, route

from . import views

urlpatterns: list[URLPattern] = [
    route("showing-my-screen/", views.showing, name="showing-my-screen", policy=SIGNED_IN, methods=("POST",)),
]
