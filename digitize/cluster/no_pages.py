"""Preloaded by Dask, so that its scheduler and its workers open no web page.

Dask serves pages about tasks, logs and calls to whoever asks, without a certificate, even where its dashboard is off:
the option leaves only the pictures out. Here no page is offered, and then the port is closed, too.
"""

import os
from typing import Any

import dask.config

# Loaded before the server of pages starts, which asks for this.
dask.config.set({"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []})


def dask_setup(server: Any) -> None:  # noqa: ANN401  (the scheduler or a worker: distributed is an extra)
    """Called by Dask when the scheduler or the worker ``server`` starts; what it puts on its disk is for its user alone."""
    os.umask(0o077)
    _close_pages_of(server)


def close_pages(dask_worker: Any = None, dask_scheduler: Any = None) -> None:  # noqa: ANN401  (as above)
    """Close the pages of a scheduler or a worker that was started without this; Dask fills in which of them."""
    _close_pages_of(dask_scheduler or dask_worker)


def _close_pages_of(server: Any) -> None:  # noqa: ANN401  (as above)
    server.http_server.stop()
    server.services.pop("dashboard", None)
