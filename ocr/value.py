"""The base of every value that travels between stages: frozen, strict about unknown keys."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value with a JSON form; an unknown key is an error, not a surprise later."""

    model_config = ConfigDict(frozen=True, extra="forbid")
