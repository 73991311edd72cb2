"""Files of every kind with the same words planted in each place that a page does not show. Everybody in them is invented."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from typing import Any

import docx
import pikepdf
import typst
from PIL import Image

LEAK = "Mateusz Nowakowski"


def picture(words: str = LEAK) -> bytes:
    made, out = Image.new("RGB", (8, 8)), io.BytesIO()
    exif = made.getexif()
    exif[0x010E] = words
    exif.get_ifd(0x8825)[2] = (52.0, 3.0, 0.0)
    made.save(out, "JPEG", exif=exif)
    return out.getvalue()


def word(body: str = "Kyle enjoys football.", **places: str) -> bytes:
    """places: header, footer, author, title, comment, deleted, hidden, table, alt: words that stand there."""
    made = docx.Document()
    made.add_paragraph(body)
    made.core_properties.author = places.get("author", "")
    made.core_properties.title = places.get("title", "")
    made.core_properties.comments = ""
    if "header" in places:
        made.sections[0].header.paragraphs[0].text = places["header"]
    if "footer" in places:
        made.sections[0].footer.paragraphs[0].text = places["footer"]
    if "hidden" in places:
        made.add_paragraph().add_run(places["hidden"]).font.hidden = True
    if "comment" in places:
        made.add_comment(made.paragraphs[0].runs, text=places["comment"], author="A B")
    if "table" in places:
        row = made.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = places["table"].split(" ", 1)
    if "split" in places:
        paragraph = made.add_paragraph()
        for letter in places["split"]:
            paragraph.add_run(letter).bold = letter in "aeiou"
    if "picture" in places:
        made.add_picture(io.BytesIO(picture(places["picture"])))
    out = io.BytesIO()
    made.save(out)
    if "deleted" in places:
        gone = f'<w:p><w:del w:id="1" w:author="X"><w:r><w:delText>{places["deleted"]}</w:delText></w:r></w:del></w:p>'
        return _edited(out.getvalue(), "word/document.xml", "<w:body>", "<w:body>" + gone)
    if "alt" in places:
        mark = f'<w:body><w:p><w:bookmarkStart w:id="9" w:name="{places["alt"]}"/></w:p>'
        return _edited(
            out.getvalue(),
            "word/document.xml",
            "<w:body>",
            mark,
        )
    return out.getvalue()


def _edited(content: bytes, name: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.namelist():
            body = before.read(entry)
            after.writestr(entry, body.replace(old.encode(), new.encode(), 1) if entry == name else body)
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def workbook(shown: str = "Kyle enjoys football.", **places: str) -> bytes:
    """places: sheet (a hidden one), row, column (hidden), name (of a sheet), orphan, note, margin, author, date (a number)."""
    first_cell = f'<c r="A1" t="inlineStr"><is><t>{shown}</t></is></c>'
    cells = [f'<row r="1">{first_cell}</row>']
    if "row" in places:
        cells.append(f'<row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>{places["row"]}</t></is></c></row>')
    if "column" in places:
        cells.append(f'<row r="3"><c r="C3" t="inlineStr"><is><t>{places["column"]}</t></is></c></row>')
    if "date" in places:
        cells.append(f'<row r="4"><c r="A4" s="1"><v>{places["date"]}</v></c></row>')
    if "number" in places:
        cells.append(f'<row r="5"><c r="A5"><v>{places["number"]}</v></c></row>')
    columns = '<cols><col min="3" max="3" hidden="1"/></cols>' if "column" in places else ""
    margin = f"<headerFooter><oddHeader>&amp;C{places['margin']}</oddHeader></headerFooter>" if "margin" in places else ""
    sheets = f'<sheet name="{places.get("name", "One")}" sheetId="1" r:id="rId1"/>'
    data = f"<sheetData>{''.join(cells)}</sheetData>"
    formats = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    first = f'<Relationship Id="r1" Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/>'
    entries = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{columns}{data}{margin}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{formats}</styleSheet>',
        "[Content_Types].xml": _types("sheet" in places, "note" in places),
        "_rels/.rels": f'<Relationships xmlns="{_REL}">{first}</Relationships>',
    }
    relations = f'<Relationship Id="rId1" Type="{_DOC}/worksheet" Target="worksheets/sheet1.xml"/>'
    relations += f'<Relationship Id="rId8" Type="{_DOC}/styles" Target="styles.xml"/>'
    if "sheet" in places:
        sheets += '<sheet name="Two" sheetId="2" state="veryHidden" r:id="rId2"/>'
        relations += f'<Relationship Id="rId2" Type="{_DOC}/worksheet" Target="worksheets/sheet2.xml"/>'
        hidden = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{places["sheet"]}</t></is></c></row>'
        entries["xl/worksheets/sheet2.xml"] = f'<worksheet xmlns="{_MAIN}"><sheetData>{hidden}</sheetData></worksheet>'
    if "orphan" in places:
        entries["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}"><si><t>{places["orphan"]}</t></si></sst>'
        relations += f'<Relationship Id="rId3" Type="{_DOC}/sharedStrings" Target="sharedStrings.xml"/>'
    if "note" in places:
        entries["xl/comments1.xml"] = (
            f'<comments xmlns="{_MAIN}"><authors><author>A</author></authors><commentList><comment ref="A1" authorId="0">'
            f"<text><t>{places['note']}</t></text></comment></commentList></comments>"
        )
    if "author" in places:
        entries["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{places["author"]}</dc:creator></cp:coreProperties>'
        )
    entries["xl/workbook.xml"] = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{sheets}</sheets></workbook>'
    entries["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_REL}">{relations}</Relationships>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, body in entries.items():
            packed.writestr(name, body)
    return out.getvalue()


def _types(second: bool, note: bool) -> str:
    parts = {"xl/workbook.xml": "sheet.main+xml", "xl/worksheets/sheet1.xml": "worksheet+xml", "xl/styles.xml": "styles+xml"}
    parts |= {"xl/worksheets/sheet2.xml": "worksheet+xml"} if second else {}
    named = "".join(f'<Override PartName="/{name}" ContentType="{_KIND}{kind}"/>' for name, kind in parts.items())
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{named}</Types>'
    )


def pdf(body: str = "Kyle enjoys football.", **places: str) -> bytes:
    """places: author, subject, xmp, note, attachment, attachment_name, password, earlier: words that stand there."""
    content = typst.compile(f'#set document(title: "Letter")\n{body}'.encode())
    with pikepdf.open(io.BytesIO(content)) as made:
        for key, name in (("author", "/Author"), ("subject", "/Subject")):
            if key in places:
                made.docinfo[name] = places[key]
        if "xmp" in places:
            with made.open_metadata() as data:
                data["dc:description"] = places["xmp"]
        if "note" in places:
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=places["note"]
            )
            made.pages[0].Annots = made.make_indirect(pikepdf.Array([note]))
        if "attachment" in places:
            made.attachments[places.get("attachment_name", "notes.txt")] = places["attachment"].encode()
        out = io.BytesIO()
        locked = pikepdf.Encryption(owner="a", user=places["password"]) if "password" in places else False
        made.save(out, encryption=locked)
    return out.getvalue()


def scanned() -> bytes:
    """A PDF that is a picture of a page."""
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "white").save(out, "PDF")
    return out.getvalue()


def mail(body: str = "Kyle enjoys football.", **places: Any) -> bytes:
    made = EmailMessage()
    made["From"] = "Anita Deshmukh <anita@council.example>"
    made["To"] = "donna@home.example"
    made["Subject"] = places.get("subject", "Meeting")
    if "cc" in places:
        made["Cc"] = places["cc"]
    made.set_content(body)
    if "html" in places:
        made.add_alternative(f"<p>Kyle enjoys football.</p><!-- {places['html']} -->", subtype="html")
    for name, content in places.get("files", {}).items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if "inner" in places:
        inner = EmailMessage()
        inner["Subject"] = "Old"
        inner.set_content(places["inner"])
        made.add_attachment(inner)
    return made.as_bytes()
