"""Puts third-party styles and scripts where Django finds them.

`python -m holdfast.ui.assets`, before collectstatic, copies them from `node_modules` (locked, installed,
never committed) into `build/static/vendor`. A council may use neither the crown nor the GDS Transport
typeface, and the GOV.UK stylesheet asks for both by absolute addresses: those rules are taken out, and the
typeface is named as ours.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "build" / "static" / "vendor"
GOVUK = "govuk-frontend/dist/govuk"
FONTS = "@fontsource/atkinson-hyperlegible/files"
TYPEFACE = '"Atkinson Hyperlegible"'
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*GDS Transport[^}]*\}")
ASSET_RULE = re.compile(r"[^{}]*\{[^{}]*url\(/assets/[^{}]*\}")
MAP_LINE = re.compile(r"(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)")


class NotInstalled(Exception):
    """A front-end package is missing; says how it is fetched."""


def own_styles(css: str) -> str:
    """The GOV.UK stylesheet with our typeface, and without the crown or any address outside our own files."""
    without = ASSET_RULE.sub("", FONT_FACE.sub("", css))
    return MAP_LINE.sub("", re.sub(r"[\"']?GDS Transport[\"']?", TYPEFACE, without))


def own_script(source: str) -> str:
    """A script without the address of a map that we do not serve."""
    return MAP_LINE.sub("", source)


def installed(name: str) -> Path:
    """A file of an installed package; NotInstalled when it is not there."""
    found = MODULES / name
    if not found.exists():
        raise NotInstalled(f"The front-end package file {name} is missing. Run bin/start, which fetches it.")
    return found


def text_of(name: str) -> str:
    """What an installed file says."""
    return installed(name).read_text(encoding="utf-8")


def write(name: str, content: str) -> None:
    """Writes a file whole or not at all: a copy that was broken off is never served."""
    target = VENDOR / name
    partial = target.with_name(target.name + ".part")
    partial.write_text(content, encoding="utf-8")
    partial.replace(target)


def build() -> Path:
    """Makes `build/static/vendor` from what is installed, and says where it is."""
    (VENDOR / "fonts").mkdir(parents=True, exist_ok=True)
    write("govuk-frontend.min.css", own_styles(installed(f"{GOVUK}/govuk-frontend.min.css").read_text("utf-8")))
    write("govuk-frontend.min.js", own_script(installed(f"{GOVUK}/govuk-frontend.min.js").read_text("utf-8")))
    write("htmx.min.js", own_script(installed("htmx.org/dist/htmx.min.js").read_text("utf-8")))
    for font in sorted(installed(FONTS).glob("*.woff2")):
        shutil.copyfile(font, VENDOR / "fonts" / font.name)
    return VENDOR


def main() -> int:
    """Builds, or says in one sentence what is missing."""
    try:
        sys.stderr.write(f"Styles and scripts are in {build()}\n")
    except NotInstalled as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
