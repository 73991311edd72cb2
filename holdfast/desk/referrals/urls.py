"""Addresses of referring: signed in, and without an account."""

from django.urls import URLPattern

from holdfast.access.roles import Grant
from holdfast.kernel.routes import PUBLIC, SIGNED_IN, Policy, View, needs, route

from .views import assessing, consulting, drafting, following, sending, visitor

FORM, POST = ("GET", "POST"), ("POST",)
REFER = needs(Grant.REFER)


def _draft_pages(prefix: str, name: str, policy: Policy, *, public: bool) -> list[URLPattern]:
    """The pages of a draft, on one of the two ways to them."""

    def page(way: str, view: View, called: str, methods: tuple[str, ...] = ("GET",)) -> URLPattern:
        pattern = f"{prefix}<uuid:draft_id>/{way}"
        return route(pattern, view, name=f"{name}-{called}", policy=policy, methods=methods, public=public)

    return [
        page("", drafting.tasks, "tasks"),
        page("page/<slug:key>/", drafting.page, "page", FORM),
        page("form/<slug:key>/", drafting.one_page, "one", FORM),
        page("save/<slug:key>/", drafting.autosave, "save", POST),
        page("add/", drafting.add, "add", POST),
        page("remove/", drafting.remove, "remove", POST),
        page("discard/", drafting.discard, "discard", FORM),
        page("check/", sending.check, "check"),
        page("send/", sending.send, "send", POST),
    ]


urlpatterns: list[URLPattern] = [
    route("refer/", sending.start, name="refer-start", policy=PUBLIC, methods=FORM),
    *_draft_pages("refer/drafts/", "visitor", PUBLIC, public=True),
    route("refer/drafts/<uuid:draft_id>/email/", sending.email, name="visitor-email", policy=PUBLIC, methods=FORM, public=True),
    route("refer/drafts/<uuid:draft_id>/code/", sending.code, name="visitor-code", policy=PUBLIC, methods=FORM, public=True),
    route("refer/status/", visitor.find, name="visitor-status-find", policy=PUBLIC, methods=FORM),
    route("refer/status/code/", visitor.code, name="visitor-status-code", policy=PUBLIC, methods=FORM),
    route("refer/forget/", visitor.forget, name="visitor-forget", policy=PUBLIC, methods=POST),
    route("refer/sent/<uuid:referral_id>/", visitor.receipt, name="visitor-receipt", policy=PUBLIC),
    route("refer/sent/<uuid:referral_id>/status/", visitor.status, name="visitor-status", policy=PUBLIC),
    route("refer/sent/<uuid:referral_id>/pdf/", visitor.pdf, name="visitor-pdf", policy=PUBLIC),
    route("refer/sent/<uuid:referral_id>/add/", visitor.add, name="visitor-add-more", policy=PUBLIC, methods=FORM),
    route("refer/sent/<uuid:referral_id>/withdraw/", visitor.withdraw, name="visitor-withdraw", policy=PUBLIC, methods=FORM),
    route("refer/sent/<uuid:referral_id>/written/", visitor.written, name="visitor-written", policy=PUBLIC, methods=POST),
    *_draft_pages("referrals/drafts/", "draft", REFER, public=False),
    route("referrals/drafts/<uuid:draft_id>/to-mash/", sending.to_referral, name="draft-to-referral", policy=REFER, methods=POST),
    route("referrals/", following.mine, name="my-referrals", policy=REFER),
    route("referrals/<uuid:referral_id>/", following.status, name="referral-status", policy=SIGNED_IN),
    route("referrals/<uuid:referral_id>/receipt/", following.receipt, name="referral-receipt", policy=SIGNED_IN),
    route("referrals/<uuid:referral_id>/read/", following.read, name="referral-read", policy=SIGNED_IN),
    route("referrals/<uuid:referral_id>/pdf/", following.pdf, name="referral-pdf", policy=SIGNED_IN),
    route("referrals/<uuid:referral_id>/add/", following.add, name="referral-add", policy=SIGNED_IN, methods=FORM),
    route("referrals/<uuid:referral_id>/withdraw/", following.withdraw, name="referral-withdraw", policy=REFER, methods=FORM),
    route("referrals/<uuid:referral_id>/share/", following.share, name="referral-share", policy=REFER, methods=FORM),
    route(
        "referrals/<uuid:referral_id>/readers/",
        following.readers,
        name="referral-readers",
        policy=needs(Grant.SEE_LADO),
        methods=FORM,
    ),
    route("referrals/<uuid:referral_id>/written/", following.written, name="referral-written", policy=REFER, methods=POST),
    route("assessments/<uuid:assessment_id>/", assessing.show, name="assessment", policy=SIGNED_IN),
    route("assessments/<uuid:assessment_id>/pdf/", assessing.pdf, name="assessment-pdf", policy=SIGNED_IN),
    route(
        "assessments/<uuid:assessment_id>/again/", assessing.again, name="assess-again", policy=needs(Grant.ASSESS), methods=POST
    ),
    route("floor-reviews/", assessing.reviews, name="floor-reviews", policy=needs(Grant.REVIEW_FLOORS)),
    route(
        "floor-reviews/<uuid:review_id>/", assessing.review, name="floor-review", policy=needs(Grant.REVIEW_FLOORS), methods=FORM
    ),
    route("advice-line/", consulting.listed, name="consultations", policy=SIGNED_IN),
    route("advice-line/new/", consulting.log, name="consultation-log", policy=needs(Grant.LOG_CONSULTATION), methods=FORM),
    route("advice-line/<uuid:consultation_id>/", consulting.show, name="consultation", policy=SIGNED_IN),
    route("advice-line/<uuid:consultation_id>/refer/", consulting.refer, name="consultation-refer", policy=REFER, methods=POST),
]
