"""``python -m export.schema``: writes the shipped schemas anew."""

from export.schema import write_schemas

write_schemas()
