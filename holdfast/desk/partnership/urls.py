"""Addresses of the partnership's settings."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import needs, route

from . import views

FORM = ("GET", "POST")
ADMIN = needs(Grant.ADMINISTER)

urlpatterns: list[URLPattern] = [
    route("settings/", views.settings, name="settings", policy=ADMIN),
    route("settings/pages/<slug:key>/", views.site_page, name="site-page-edit", policy=ADMIN, methods=FORM),
    route("settings/<str:key>/", views.setting, name="setting", policy=ADMIN, methods=FORM),
]
