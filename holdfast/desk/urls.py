"""Every area of the staff surface."""

from django.urls import include, path

AREAS = (
    "accounts", "partnership", "people", "home", "children", "referrals", "screening", "missing", "pattern", "meetings", "plans",
    "parents", "authorities", "safety", "together", "minutes", "keeping",
    "documents", "disclosure", "messages", "screen", "eyes", "site",
)  # fmt: skip

urlpatterns = [path("", include(f"holdfast.desk.{area}.urls")) for area in AREAS]
