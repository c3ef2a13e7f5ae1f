"""The tables and weights that a package ships in its folder ``data``, named by their bytes.

Results depend on them as they depend on the program, so they belong to the fingerprints of readings and of
deliveries: a table that changed is worked in by the next run, whatever the number of the version.
"""

import hashlib
from functools import cache
from importlib import resources

CARD = ".md"  # says where a table or a net comes from; no result depends on it


@cache
def shipped_data(package: str) -> str:
    """Names all that ``package`` ships: each file by its name and its bytes."""
    digest = hashlib.sha256()
    shipped = resources.files(package).joinpath("data").iterdir()
    files = (file for file in shipped if file.is_file() and not file.name.endswith(CARD))
    for file in sorted(files, key=lambda one: one.name):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
