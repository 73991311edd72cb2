"""Is the process alive; is it ready to be sent people."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def alive(_request: HttpRequest) -> HttpResponse:
    """200 while the process answers at all."""
    return JsonResponse({"ok": True})


def ready(_request: HttpRequest) -> HttpResponse:
    """200 when the database answers and is migrated; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('partnership_system') IS NOT NULL")
            row = cursor.fetchone()
        ok = bool(row and row[0])
    except Error:
        ok = False
    return JsonResponse({"ok": ok}, status=200 if ok else 503)
