"""Who is at the page: a session a browser, opened with the key of this start, locked when nobody has used it for a while."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, NamedTuple

from digitize.messages import Language

KEY_BYTES: Final = 24
"""Random bytes of keys and names of sessions."""
MOST_SESSIONS: Final = 200
"""Browsers at a time; the one that was used longest ago is closed for a new one."""
PACE_OF: Final = 20
"""Answers from whose times the present pace is told."""
LONGEST_SECONDS: Final = 180.0
"""A longer time is a break, not the time that an answer takes."""


class Answered(NamedTuple):
    """An answer that can still be taken back."""

    number: int
    sha256: str
    name: str


@dataclass
class Session:
    """One browser; ``former`` is who was there before, where somebody was."""

    name: str
    language: Language
    used: float
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(KEY_BYTES))
    reviewer: str = ""
    former: str | None = None
    order: str = "worst"
    is_locked: bool = False
    answered: list[Answered] = field(default_factory=list)
    later: dict[str, None] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    shown: tuple[str, float] = ("", 0.0)

    def leave(self) -> None:
        """Forget who is there: nothing is shown until somebody says a name."""
        self.former, self.reviewer = self.reviewer or self.former, ""

    def took(self, name: str, now: float) -> float | None:
        """How long the field of that name was looked at, and keep it for the pace."""
        if self.shown[0] != name:
            return None
        seconds = round(min(now - self.shown[1], LONGEST_SECONDS), 1)
        self.seconds = [*self.seconds, seconds][-PACE_OF:]
        return seconds


class Sessions:
    """All browsers of this start."""

    def __init__(self, language: Language, idle_seconds: float, now: Callable[[], float]) -> None:
        self.key = secrets.token_urlsafe(KEY_BYTES)
        self._language, self._idle, self._now = language, idle_seconds, now
        self._lock = Lock()
        self._known: dict[str, Session] = {}

    def is_key(self, key: str) -> bool:
        """Whether ``key`` is the one of this start."""
        return secrets.compare_digest(key.encode(), self.key.encode())

    def opened(self, reviewer: str) -> Session:
        """A new session."""
        made = Session(secrets.token_urlsafe(KEY_BYTES), self._language, self._now(), reviewer=reviewer)
        with self._lock:
            if len(self._known) >= MOST_SESSIONS:
                del self._known[min(self._known.values(), key=lambda one: one.used).name]
            self._known[made.name] = made
        return made

    def of(self, name: str) -> Session | None:
        """The session of that name, locked where it was not used for too long."""
        with self._lock:
            found = self._known.get(name)
            if found is None:
                return None
            now = self._now()
            found.is_locked = found.is_locked or now - found.used > self._idle
            found.used = now
            return found
