"""The addresses of both surfaces: the family's under /f/, the staff's everywhere else."""

from django.urls import include, path

from holdfast.kernel.routes import PUBLIC, route

from . import errors, health

urlpatterns = [
    route("healthz", health.alive, name="healthz", policy=PUBLIC),
    route("readyz", health.ready, name="readyz", policy=PUBLIC),
    path("", include("holdfast.portal.urls")),
    path("", include("holdfast.desk.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_here
handler500 = errors.server_error
