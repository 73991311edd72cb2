"""What is checked, and for whom."""

from __future__ import annotations

from uuid import UUID

from holdfast.ui.forms import FileField, GovukForm, LongTextField, OneChoice

OTHERS = (
    ("child", "The child"),
    ("professionals", "A professional who works with the child"),
    ("police", "Police"),
    ("outside", "Somebody else"),
)


class CheckForm(GovukForm):
    """A reader, and words or a file for them."""

    reader = OneChoice(label="Who is it for?", choices=[])
    words = LongTextField(label="Paste the words", rows=12, limit=200_000, required=False)
    file = FileField(
        label="Or choose a file",
        hint="A Word, Excel or PDF file, an e-mail, a web page or plain text. It is read whole: also what its pages do not show.",
        required=False,
    )

    def offer(self, people: list[tuple[str, str]]) -> None:
        self.fields["reader"].choices = [*((f"person:{key}", label) for key, label in people), *OTHERS]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> tuple[str, UUID | None]:
        """The kind of reader, and the person where it is one."""
        kind, _, key = self.cleaned_data["reader"].partition(":")
        return kind, UUID(key) if key else None
