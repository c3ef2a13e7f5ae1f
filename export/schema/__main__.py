"""``python -m export.schema``: writes the shipped schemas again."""

from export.schema import write_schemas

write_schemas()
