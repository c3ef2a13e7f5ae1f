"""What a PDF can do besides showing its pages does not pass into what is written, and is told."""

import re

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

SCRIPT = Dictionary(S=Name.JavaScript, JS=b"app.alert(1)")
LAUNCH = Dictionary(S=Name.Launch, F=b"/bin/sh")
WEB = Dictionary(S=Name.URI, URI=b"http://127.0.0.1/x")


def attached(pdf):
    return Dictionary(
        Type=Name.Filespec, F=b"../../evil.txt", EF=Dictionary(F=pdf.make_stream(b"evil", Type=Name.EmbeddedFile))
    )  # fmt: skip


def note(pdf, **entries):
    drawn = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    box = {"Rect": Array([0, 0, 9, 9]), "AP": Dictionary(N=drawn), "F": 4}
    pdf.pages[0].Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, **box, **entries))])


def outside(pdf):
    pdf.pages[0].Resources.XObject.Im[Name.F] = b"/etc/passwd"


def chained(pdf):
    first = Dictionary(
        S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([Dictionary(S=Name.Named, N=Name.NextPage), LAUNCH])
    )
    pdf.Root.OpenAction = first


def field(pdf, action):
    entry = Dictionary(FT=Name.Tx, T=b"x", AA=Dictionary(K=action))
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(entry)]))


def named(pdf, **trees):
    pdf.Root.Names = Dictionary(
        **{key: Dictionary(Names=Array([b"a", value])) for key, value in trees.items()}
    )


CASES = {
    "script on opening": (lambda pdf: setattr(pdf.Root, "OpenAction", SCRIPT), "original_has_script"),
    "script of a page": (lambda pdf: setattr(pdf.pages[0], "AA", Dictionary(O=SCRIPT)), "original_has_script"),
    "script of a field": (lambda pdf: field(pdf, SCRIPT), "original_has_script"),
    "named script": (lambda pdf: named(pdf, JavaScript=SCRIPT), "original_has_script"),
    "form program": (
        lambda pdf: setattr(pdf.Root, "AcroForm", Dictionary(Fields=Array(), XFA=b"<xdp/>")),
        "original_has_script",
    ),
    "launch on opening": (lambda pdf: setattr(pdf.Root, "OpenAction", LAUNCH), "original_has_action"),
    "launch of a link": (lambda pdf: note(pdf, Subtype=Name.Link, A=LAUNCH), "original_has_action"),
    "launch behind a turn": (chained, "original_has_action"),
    "sending a form": (lambda pdf: field(pdf, Dictionary(S=Name.SubmitForm, F=b"http://x")), "original_has_action"),
    "link into another file": (
        lambda pdf: note(pdf, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=b"\\\\host\\x.pdf", D=b"a")),
        "original_has_action",
    ),
    "data in another file": (outside, "original_has_action"),
    "link to a page of the web": (lambda pdf: note(pdf, Subtype=Name.Link, A=WEB), "original_has_links"),
    "attached file": (lambda pdf: named(pdf, EmbeddedFiles=attached(pdf)), "original_has_attachment"),
    "file pinned to the page": (
        lambda pdf: note(pdf, Subtype=Name.FileAttachment, FS=attached(pdf)),
        "original_has_attachment",
    ),
    "film": (
        lambda pdf: note(pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=Dictionary())),
        "original_has_media",
    ),
    "sound": (lambda pdf: note(pdf, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, OP=0)), "original_has_media"),
}  # fmt: skip

ACTS = re.compile(
    rb"/(JavaScript|JS|XFA|Launch|SubmitForm|GoToR|URI|AA|EmbeddedFiles?|EF|FS|RichMedia\w*|Screen|Rendition|FileAttachment)\b"
)


def everything_in(path):
    with pikepdf.open(path) as pdf:
        return b"".join(thing.unparse(resolved=True) for thing in pdf.objects)


@pytest.mark.parametrize("case", CASES)
def test_what_acts_stays_out_and_is_told(scan_pdf, made, case):
    change, code = CASES[case]
    source = scan_pdf(change)
    result = made(source)
    assert result.path != source
    assert code in {finding.code for finding in result.findings}
    assert ACTS.findall(everything_in(result.path)) == []
    assert b"/etc/passwd" not in everything_in(result.path)


def test_the_cases_hold_what_is_looked_for(scan_pdf):
    held = [bool(ACTS.search(everything_in(scan_pdf(change)))) for change, _ in CASES.values()]
    assert held.count(False) == 1  # data in another file


def test_turning_to_another_page_is_kept(scan_pdf, made):
    def change(pdf):
        pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))

    result = made(scan_pdf(change))
    with pikepdf.open(result.path) as pdf:
        assert Name.GoTo == pdf.Root.OpenAction.S
    assert not any(finding.code.startswith("original_has") for finding in result.findings)


def test_a_signed_file_is_kept_and_what_it_holds_is_told(scan_pdf, made):
    def change(pdf):
        signature = Dictionary(FT=Name.Sig, T=b"S", V=Dictionary(Type=Name.Sig, Contents=b"\0"))
        pdf.Root.AcroForm = Dictionary(Fields=Array([signature]))
        pdf.Root.OpenAction = LAUNCH

    result = made(scan_pdf(change))
    assert result.reason == "signed_kept"
    assert [finding.code for finding in result.findings] == ["signed_pdf_kept", "original_has_action"]


def test_objects_that_hold_each_other_are_looked_at_once(scan_pdf, made, loop):
    def change(pdf):
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Kids=loop(pdf)), EmbeddedFiles=Dictionary(Kids=loop(pdf))
        )

    codes = {finding.code for finding in made(scan_pdf(change)).findings}
    assert "original_has_attachment" in codes
