"""Reading pages on several computers: Dask workers do the tasks, the outcomes come in the order of the tasks.

Files travel through a folder that all computers see, or a URL that fsspec knows, under the hash of their bytes; a
task carries only the hash. Before each page a worker proves that it reads exactly as this computer does. A page is
read in a child process of the worker that can be killed, with the same deadline and memory limit as here. Failures
go to the ledger, which decides about another try. A file is removed from the shared place when it is done.
"""

import ssl
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from digitize.cluster.shared_place import SharedPlace
from digitize.cluster.worker import RemoteTask, clear_desk, handshake, read_remote
from digitize.page.chain import PageTask
from digitize.results.packed import PackedPage
from digitize.settings import Cluster, Settings
from digitize.workers.outcome import Failed
from ocr.problem import ConfigurationProblem, MachineProblem, Problem

WINDOW_PER_THREAD = 3  # pages sent ahead for each thread of the workers: enough to keep it busy
CONNECT_SECONDS = 30.0  # seconds to reach the scheduler, and to part from it
LOOK_SECONDS = 1.0  # seconds between two looks at whether any worker is left
PATIENCE = 120.0
"""Seconds without any worker after which the run ends; what was committed stays, and another run goes on."""


def read_on_cluster(tasks: Iterable[PageTask], settings: Settings) -> Iterator[PackedPage | Failed]:
    """The outcome of every page, in order.

    Raises:
        ConfigurationProblem: ``cluster_insecure``, ``cluster_certificates_missing``,
            ``cluster_shared_missing``, ``cluster_worker_differs``.
        MachineProblem: ``cluster_missing``, ``cluster_unreachable``, ``cluster_without_workers``.
    """
    place = SharedPlace.at(settings.cluster)
    with (
        _connected(settings.cluster) as client,
        place.cleared(),
        _cleared_desks(client, settings.cluster.shared),
    ):
        _shake_hands(client, settings)
        window = max(1, sum(client.nthreads().values())) * WINDOW_PER_THREAD
        waiting: deque[tuple[str, Any]] = deque()
        pending: Counter[str] = Counter()

        def next_outcome() -> PackedPage | Failed:
            sha256, future = waiting.popleft()
            outcome = _outcome(future, client)
            pending[sha256] -= 1
            if not pending[sha256]:
                place.remove(sha256)
            return outcome

        for task in tasks:
            pending[task.file.sha256] += 1
            waiting.append((task.file.sha256, _submitted(task, place, client)))
            if len(waiting) >= window:
                yield next_outcome()
        while waiting:
            yield next_outcome()


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Any]:
    address = cluster.address or ""
    encrypted = address.startswith("tls://")
    if not encrypted and not cluster.insecure:
        raise ConfigurationProblem("cluster_insecure", address=address)
    try:
        from distributed import Client  # noqa: PLC0415  (an extra)
    except ImportError:
        raise MachineProblem("cluster_missing") from None
    security = _security(cluster) if encrypted else None
    try:
        client = Client(address, security=security, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError, ssl.SSLError):
        raise MachineProblem("cluster_unreachable", address=address) from None
    try:
        yield client
    finally:
        client.close(timeout=CONNECT_SECONDS)


@contextmanager
def _cleared_desks(client: Any, shared: str | None) -> Iterator[None]:  # noqa: ANN401  (as below)
    """No desktop keeps what came from this place, neither from a killed run nor, at the end, from this one."""
    _clear(client, shared)
    try:
        yield
    finally:
        _clear(client, shared)


def _clear(client: Any, shared: str | None) -> None:  # noqa: ANN401  (as below)
    # A desktop that is switched off by now has a desk that its next worker removes.
    with suppress(OSError, TimeoutError, RuntimeError):
        client.run(clear_desk, shared, on_error="ignore")


def _security(cluster: Cluster) -> Any:  # noqa: ANN401  (distributed is an extra: its types are not at hand)
    from distributed import Security  # noqa: PLC0415  (an extra)

    files = (cluster.ca_file, cluster.cert_file, cluster.key_file)
    if not all(file and file.is_file() for file in files):
        raise ConfigurationProblem("cluster_certificates_missing", address=cluster.address or "")
    authority, certificate, key = map(str, files)
    return Security(
        require_encryption=True, tls_ca_file=authority, tls_client_cert=certificate, tls_client_key=key
    )


def _shake_hands(client: Any, settings: Settings) -> None:  # noqa: ANN401  (as above)
    """Check that every worker reads as this computer does; later workers are checked with each page.

    Web pages that a scheduler or a worker has open for everybody are closed first.
    """
    from digitize.cluster.no_pages import close_pages  # noqa: PLC0415  (an extra)

    _wait_for_workers(client)
    client.run_on_scheduler(close_pages)
    client.run(close_pages)
    own = handshake(settings)
    for address, theirs in client.run(handshake, settings.without_cluster()).items():
        if theirs != own:
            raise ConfigurationProblem("cluster_worker_differs", worker=address, own=own, theirs=str(theirs))


def _wait_for_workers(client: Any) -> None:  # noqa: ANN401  (as above)
    end = time.monotonic() + PATIENCE
    while not client.nthreads():
        if time.monotonic() > end:
            raise MachineProblem("cluster_without_workers", seconds=round(PATIENCE))
        time.sleep(LOOK_SECONDS)


def _submitted(task: PageTask, place: SharedPlace, client: Any) -> Any:  # noqa: ANN401  (as above)
    """The future of a page, or why it was not sent."""
    try:
        place.put(task.file)
    except Problem as problem:
        return Failed(problem)
    remote = RemoteTask.of(task, handshake(task.settings))
    return client.submit(read_remote, remote, pure=False, retries=0)


def _outcome(future: Any, client: Any) -> PackedPage | Failed:  # noqa: ANN401  (as above)
    """What became of a page; other workers take over the pages of a worker that is gone."""
    if isinstance(future, Failed):
        return future
    while True:
        try:
            outcome: PackedPage | Failed = future.result(timeout=LOOK_SECONDS)
        except TimeoutError:
            _wait_for_workers(client)
        except Exception as error:  # noqa: BLE001  (whatever the cluster says: the page is reported)
            return Failed(MachineProblem("cluster_page_lost", kind=type(error).__name__))
        else:
            return outcome
