"""Trigger plans kept ready for children who have been missing, with pictures drawn of nobody; one of them for tonight."""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from holdfast.kernel.viewer import Viewer
from holdfast.missing.actions import picturing, planning
from holdfast.missing.models import Episode
from holdfast.records.models import Child, Involvement

from .telling import Teller

KEEPER = "Priya Nair"
MOST = 4
# How many days ago the plan was saved, and how many before that the picture was taken.
SAVED = ((150, 300), (40, 20), (20, 500), (6, 9))
HAIR, SKIN, COAT = ("#3b2314", "#c9a15b", "#1d1d1f", "#8c4a2f"), ("#e8c4a0", "#f0d0b4", "#a8744f", "#d9a982"), (
    "#2f5d62", "#8a3033", "#3d4a7a", "#5b6b2f",
)  # fmt: skip
WHOLE = {
    "description": "About 1.62 m, slim. Shoulder-length hair, usually tied back. Speaks quickly and softly.",
    "marks": "A small scar through the left eyebrow. Ears pierced twice.",
    "aliases": "Known to friends as Fish.",
    "health": "Asthma: blue inhaler, carried in the coat. No other medicine.",
    "approach": "Give space and say your first name. Shouting frightens. Talk about the dog at home.",
    "risks": "Has been driven to other towns by older young people, and came home with money not their own.",
    "phones": "Own telephone 07700 900 415, often off. A second one was seen this month. Plays online as fish_out.",
    "money": "Bus pass in the coat. No bank card.",
    "vehicles": "A small silver car with a dented rear door, seen twice near the school.",
    "friends": "Two friends from school, both known to the carer. An older boy called Jay, whose address nobody knows.",
    "family": "Mother, who may be rung by day and by night. A grandmother in Lower Marl. The father is not to be told where.",
    "places": "The bus station, the skate park behind the leisure centre, the flats at Mill Street.",
    "found": "Twice at the bus station, once in a flat at Mill Street with three adults.",
    "trusts": "The youth worker, whose number the carer has. Not the head of year.",
    "carer_does": "Ring the telephone twice, look in the garage and the park, then ring the police within the half hour.",
    "worker_does": "Ring the mother, ask the school and the youth centre, come to the telephone conference.",
    "police_asked": "Look at the bus station and Mill Street first. Ask for the camera at the station.",
    "contacts": "Carer 01632 960 210. Emergency duty team, by night. Youth worker 01632 960 388.",
    "child_says": "“I don't want half the town looking at my photo. Ring me first and I might answer.”",
    "parents_say": "The mother agrees and added two of the places.",
    "child_picture": "agrees",
    "child_picture_words": "“If it is only the police.” Asked at home.",
    "parents_picture": "agrees",
}
PARTLY = {key: WHOLE[key] for key in ("description", "phones", "friends", "places", "contacts")} | {"child_picture": "not_asked"}


def tell(teller: Teller) -> None:
    """The child who is missing now comes last, so that theirs is the newest."""
    for number, child in enumerate(_children(teller)):
        saved, taken = SAVED[number % len(SAVED)]
        at = teller.until - timedelta(days=saved)
        with teller.acting(KEEPER, at) as by:
            if number != 2:
                upload = SimpleUploadedFile("drawn.jpg", face(number))
                picturing.add_picture(
                    by=by, child_id=child.pk, upload=upload, kind="face", readers="plan",
                    taken_on=(at - timedelta(days=taken)).date(),
                )  # fmt: skip
            answers = PARTLY if number == 1 else WHOLE
            planning.save_plan(by=by, child_id=child.pk, seen=None, answers=answers)


def _children(teller: Teller) -> list[Child]:
    """Those who have been missing, and whoever is now; without any, children with a worker of their own."""
    with teller.being(Viewer.job("demonstration", teller.staff.partnership_id), teller.until):
        here = {"partnership_id": teller.staff.partnership_id}
        now_missing = list(Episode.objects.filter(**here, ended_at=None, voided_at=None).values_list("child_id", flat=True))
        been = Episode.objects.filter(**here).exclude(child_id__in=now_missing).order_by("created_at", "pk")
        keys = list(dict.fromkeys(been.values_list("child_id", flat=True)))[: MOST - 1]
        if not keys:
            rows = Involvement.objects.filter(**here, allocated=True, until=None).order_by("pk")
            keys = list(dict.fromkeys(rows.values_list("child_id", flat=True)))[:MOST]
        found = {child.pk: child for child in Child.objects.filter(pk__in=[*keys, *now_missing])}
    return [found[key] for key in [*keys, *now_missing[:1]]]


def face(number: int) -> bytes:
    """A drawn face of nobody: flat shapes, so that it can be taken for no real child."""
    hair, skin, coat = HAIR[number % 4], SKIN[number % 4], COAT[number % 4]
    sheet, kept = Image.new("RGB", (480, 600), "#dfe7e8"), io.BytesIO()
    pen = ImageDraw.Draw(sheet)
    pen.ellipse((110, 60, 370, 400), fill=hair)
    pen.rectangle((60, 460, 420, 600), fill=coat)
    pen.ellipse((200, 350, 280, 480), fill=skin)
    pen.ellipse((140, 110, 340, 400), fill=skin)
    pen.pieslice((130, 80, 350, 300), 180, 360, fill=hair)
    for left in (190, 266):
        pen.ellipse((left, 240, left + 24, 258), fill="white")
        pen.ellipse((left + 8, 242, left + 20, 256), fill="#2b2b2b")
    pen.arc((200, 290, 280, 350), 20, 160, fill="#8a3033", width=6)
    sheet.save(kept, "JPEG", quality=85)
    return kept.getvalue()
