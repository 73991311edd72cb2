"""Words that blame a child, with what to write instead, for the prompts beside text boxes. The same list for everybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from holdfast.rules.wording import PHRASES


def wording(_request: HttpRequest) -> HttpResponse:
    """The list as JSON: `{"words": [{"pattern", "instead"}]}`."""
    return JsonResponse({"words": [{"pattern": row.pattern, "instead": row.instead} for row in PHRASES]})
