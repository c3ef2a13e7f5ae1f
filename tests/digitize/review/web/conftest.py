"""Results of invented papers, written without reading any, and the review over them without a server."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pytest
from starlette.testclient import TestClient

from digitize.decisions.kept import deciding, decisions_in
from digitize.messages import Translator
from digitize.results.handed_on import Origin
from digitize.results.layout import ORIGINAL, TEXT, open_results
from digitize.results.text_file import StreamedFile, write_reading
from digitize.review.web.app import page
from digitize.review.web.desk import Desk
from digitize.review.web.following import Following
from digitize.review.web.pages.rendering import Room
from digitize.review.web.pictures import Picture, Pictures
from digitize.review.web.sessions import Sessions
from digitize.settings import Settings
from digitize.workers.pool import Here
from export.records.record_json import write_record
from extract.record import Check, Evidence, Field, Record
from extract.rules.loader import load_types
from ocr.box import Box
from ocr.page import Decision, Geometry, PageText

HOST, PORT = "127.0.0.1", 8765
ORIGIN = f"http://{HOST}:{PORT}"
WIDTH, HEIGHT = 600, 800
UNSURE = (Check(name="name_usual", passed=False),)


def read(value, *, top=100, more=(), checks=UNSURE, **known):
    """A field as it was read, on the first page at that height."""
    seen = Evidence(page=1, box=Box(200, top, 420, top + 24), text=str(value), source="print")
    return Field(
        value=value,
        evidence=(seen, *more),
        checks=checks,
        **{"raw": str(value), "confidence": 0.5, **known},
    )


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    now: float = 1000.0

    def __call__(self):
        return self.now


@dataclass
class Papers:
    """A folder of results that tests put papers into."""

    out: Path
    count: int = 0
    hashes: list = field(default_factory=list)

    def add(
        self, fields, *, file=None, doc_type="can_cuoc_cong_dan", dossier="ho-so-1", pages=1, findings=()
    ):
        """Write a paper of these fields as it would have been read; returns its hash."""
        self.count += 1
        name = file or f"giay-{self.count}.png"
        folder = self.out / dossier / f"giay-{self.count}"
        (folder / ORIGINAL).mkdir(parents=True)
        original = folder / ORIGINAL / name
        picture = _sheet(self.count)
        original.write_bytes(picture)
        sha256 = hashlib.sha256(picture).hexdigest()
        origin = Origin(file=name, sha256=sha256, kind="image", pages=pages, dossier=dossier)
        texts = [_page(number, sha256) for number in range(1, pages + 1)]
        write_reading(folder / TEXT, StreamedFile(origin, "none", (), texts))
        record = Record(
            source=name,
            sha256=sha256,
            pages=tuple(range(1, pages + 1)),
            dossier=dossier,
            doc_type=doc_type,
            doc_type_name="căn cước công dân",
            doc_type_version=1,
            confidence=1.0,
            fields=fields,
            findings=findings,
        )
        write_record(folder / "document-1.json", record)
        self.hashes.append(sha256)
        return sha256


def _page(number, sha256):
    sizes = {"width": WIDTH, "height": HEIGHT, "original_width": WIDTH, "original_height": HEIGHT}
    return PageText(
        page=number,
        sha256=sha256,
        geometry=Geometry(dpi=100, **sizes),
        decision=Decision(use="image", reason="no_layer"),
        engine="none",
        engine_version="0",
    )


def _sheet(number):
    sheet = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    for row in range(100, 700, 40):
        cv2.putText(
            sheet, f"Dong {row} to {number}", (200, row + 20), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 2
        )
    return cv2.imencode(".png", sheet)[1].tobytes()


@dataclass
class Review:
    """The review of a folder, asked as browsers ask."""

    room: Room
    app: object
    clock: Clock
    behind: list

    def browser(self, name="Lan", *, key=True, raises=True):
        """A browser, with a session and a name where it has the key."""
        client = TestClient(
            self.app, base_url=ORIGIN, headers={"Origin": ORIGIN}, raise_server_exceptions=raises
        )
        if key:
            client.get(f"/?key={self.room.sessions.key}")
        if key and name:
            self.post(client, "/name", reviewer=name)
        return client

    def token(self, client):
        """What a page of this browser sends along."""
        return self.room.sessions.of(client.cookies.get(self.room.cookie)).csrf

    def post(self, client, path, **form):
        return client.post(path, data={"token": self.token(client), **form})

    def answer(self, client, shown, **form):
        """Answer the field that a page shows."""
        return self.post(client, "/answer", name=hidden(shown, "name"), stamp=hidden(shown, "stamp"), **form)

    @property
    def decisions(self):
        return [one.decision for one in decisions_in(self.room.desk.out)]


def hidden(response, name):
    """A hidden part of the form on a page."""
    form = response.text.partition('id="answer"')[2]
    found = re.search(rf'name="{name}" value="([^"]*)"', form)
    return found[1] if found else None


def heading(response):
    """The name of the field that a page shows."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.text.partition("<h1>")[2].partition("</h1>")[0]).split())


@pytest.fixture
def papers(tmp_path):
    out = tmp_path / "ket-qua"
    open_results(out, [])
    return Papers(out)


def blank(_task):
    """What is drawn where a test does not look at it."""
    return Picture(b"colour", b"ink")


@pytest.fixture(scope="session")
def types():
    return load_types([])


@pytest.fixture
def reviewing(types):
    """Opens the review of a folder; more than one test never holds the decisions of one folder."""
    opened = []

    def start(out, *, two_looks=(), idle=900.0, done=True, draw=blank):
        clock, behind = Clock(), []
        holder = deciding(out)
        keep = holder.__enter__()
        opened.append(holder)
        desk = Desk(out, types, two_looks, keep, clock)
        following = Following(lambda only: behind.append(set(only)) or done, desk.reload, clock)
        room = Room(
            desk=desk,
            sessions=Sessions("vi", idle, clock),
            pictures=Pictures(out, Settings(), Here(draw)),
            following=following,
            types=types,
            cookie=f"digitize-{PORT}",
            name="",
            idle_seconds=idle,
            now=clock,
        )
        return Review(room, page(room, Translator("vi").language, host=HOST, port=PORT), clock, behind)

    yield start
    for one in opened:
        one.__exit__(None, None, None)
