"""What a copied record calls its parts and questions: words for whoever reads about their own life, not names of columns."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Field

from holdfast.rules.referral_options import ETHNICITIES
from holdfast.rules.return_interview import CHILD_QUESTIONS

PARTS: dict[str, str] = {
    "meetings.AgendaItem": "When the child was spoken of at meetings about many",
    "meetings.Meeting": "Meetings",
    "plans.CopyGiven": "Copies of plans",
    "plans.CopyPage": "Private pages of copies of plans",
    "plans.LevelGiven": "Levels of risk",
    "plans.OtherPlan": "Other plans",
    "plans.PlanAtMeeting": "Plans looked at in meetings",
    "plans.PlanClosing": "How safety plans ended",
    "plans.RegularContact": "Who came, and how often",
    "plans.SafetyPlan": "Safety plans",
    "plans.SafetyVersion": "Versions of safety plans",
    "plans.Signing": "Who agreed to safety plans",
    "plans.SupportPlan": "How the work was done",
    "plans.Transition": "Growing up",
    "plans.VersionItem": "What safety plans said",
    "missing.CarerAccount": "What parents and carers said after the child came back",
    "missing.Conversation": "What was said after the child came back",
    "missing.Crossing": "When going missing became often",
    "missing.Intervention": "Meetings about going missing often",
    "missing.InterventionAsk": "Who asked for such a meeting, and why",
    "missing.InterventionEpisode": "The times missing that such meetings were about",
    "missing.Lead": "What was to be done about what was said",
    "missing.PoliceLine": "What was passed to the police",
    "missing.Episode": "Times missing",
    "missing.PackGiven": "Papers given to parents and carers",
    "missing.TriggerPlan": "The plan for going missing",
    "records.Address": "Addresses",
    "records.CaseLine": "What another system said",
    "records.CasePerson": "People whom another system named",
    "records.Detail": "Addresses and numbers that another system gave",
    "records.PersonName": "Other names of people",
    "records.Tie": "Who is what to whom",
    "records.Agreement": "What was agreed to",
    "records.CarePeriod": "Times in care",
    "records.Child": "The child",
    "records.ChildName": "Other names",
    "records.ChronologyEntry": "What happened, by day",
    "records.Health": "Health services",
    "records.HouseholdMember": "Who lived together",
    "records.Identifier": "Numbers",
    "records.Involvement": "Who worked with the child",
    "records.LegalStatus": "Legal status",
    "records.Placement": "Where the child was cared for",
    "records.Relationship": "People in the child's life",
    "records.SafeToTell": "Who may be told",
    "records.Schooling": "School, college and work",
    "records.SensitiveFact": "What was kept more closely",
    "records.Summary": "What we were worried about, and what went well",
}
QUESTIONS: dict[str, str] = {
    "access_needs": "Access needs",
    "at": "When",
    "born_earliest": "Born, at the earliest",
    "born_latest": "Born, at the latest",
    "born_words": "Born, in the words that were used",
    "capacity": "Could they decide this?",
    "created_at": "Written",
    "given": "First name",
    "giver": "Who was asked",
    "family": "Family name",
    "from_date": "From",
    "in_household": "Lived in the same home",
    "interpreter": "Needed an interpreter",
    "is_parent": "Is a parent",
    "kept_from": "Kept from",
    "known_as": "Called",
    "language": "First language",
    "lead": "Led the work",
    "lines": "Address",
    "of_concern": "Somebody we were worried about",
    "on_date": "On",
    "removed_at": "Taken off the record",
    "send": "Special educational needs",
    "send_needs": "What those needs are",
    "sex": "Sex, for returns",
    "set_aside_at": "Set aside",
    "source_kind": "Where it came from",
    "staff_safety": "What staff were told about visiting",
    "unborn": "Not born yet",
    "words_version": "Which words were read to them",
}


def title_of(model: Any) -> str:
    """A part of the record, as the copy heads it."""
    return PARTS.get(model._meta.label) or str(model._meta.verbose_name_plural).capitalize()


def title_of_table(table: str) -> str:
    """The same by the name of its table; a table nobody works with any more is called by its own name."""
    model = next((one for one in apps.get_models() if one._meta.db_table == table), None)
    return title_of(model) if model else table.replace("_", " ").capitalize()


def question_of(field: Field[Any, Any]) -> str:
    return QUESTIONS.get(field.name) or str(field.verbose_name).capitalize()


def answer_of(field: Field[Any, Any], value: Any) -> Any:
    """Codes that a return asks for, in words; what was said, with the questions that were asked."""
    if field.name == "answers" and isinstance(value, dict):
        asked = ((CHILD_QUESTIONS[key], said) for key, said in value.items() if key in CHILD_QUESTIONS)
        return [f"{question.label} {question.words(said)}" for question, said in asked] or value
    if field.name == "ethnicity":
        return {option.key: option.label for option in ETHNICITIES}.get(value, value)
    return value
