"""Where a stage goes on with what another one left: the same places in another folder, and never in another's.

A dossier keeps whose it is from one folder of results to the next. So two that are called alike stay two where they are
brought together.
"""

import os
from pathlib import Path

from digitize.results.claims import Claims
from digitize.results.handed_on import Origin
from digitize.results.homes import Home, owner_of, read_homes
from digitize.results.own_folders import has_forms, sha256_of
from digitize.scan.inputs.results_mark import has_results


def handed_on(claims: Claims, root: Path, folder: Path, origin: Origin) -> tuple[Origin, Path]:
    """The folder below that of ``claims`` for what lies in ``folder`` below ``root``, and its origin there."""
    out, place = claims.out, folder.relative_to(root)
    if os.path.realpath(root) == os.path.realpath(out) or (not place.parts and _is_free(claims, origin)):
        return origin, out / place
    own = folder.resolve().name
    if origin.dossier in {origin.file, own}:
        target = claims.file_folder(out, own, origin.sha256)
        is_other = target.name != own and origin.ma_ho_so is None
        return _called(origin, target.name if is_other else origin.dossier), target
    home = _home(claims, folder, "/".join(place.parts[:-1]), origin)
    return _called(origin, home.name), claims.file_folder(out / home.folder, own, origin.sha256)


def _called(origin: Origin, dossier: str) -> Origin:
    return origin.model_copy(update={"dossier": dossier})


def _is_free(claims: Claims, origin: Origin) -> bool:
    """Whether the results of one file can lie in the folder of results itself."""
    left = claims.file_in(claims.out)
    return left == origin.sha256 or (left is None and not has_forms(claims.out))


def _home(claims: Claims, folder: Path, above: str, origin: Origin) -> Home:
    def is_same(lying: Path) -> bool:
        return sha256_of(lying / folder.name) == origin.sha256

    for home in claims.homes.values():
        if home.folder == above and is_same(claims.out / above):
            return home
    return claims.home(_owner(folder, origin), above, origin.dossier, is_same)


def _owner(folder: Path, origin: Origin) -> str:
    """Whose the dossier of ``folder`` is by the results that it lies in, else by where it lies."""
    real = Path(os.path.realpath(folder.parent))
    for results in (real, *real.parents):
        if has_results(results):
            within = real.relative_to(results).as_posix()
            known = (home.owner for home in read_homes(results).values() if home.folder == within)
            return next(known, owner_of(origin.dossier, origin.ma_ho_so, str(real)))
    return owner_of(origin.dossier, origin.ma_ho_so, str(real))
