"""Run the map on this machine: a port that is free, a server without an access log, a browser.

The access log stays off because addresses and times say who looked at what; marks themselves travel
in bodies, which nothing logs. Knows nothing of routes.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable

import uvicorn

from app import process
from app.catalogue.service import CatalogueService
from app.errors import KnotmapError, SettingsError
from app.factory import create_app
from app.figures import load_figures
from app.settings import Settings

# As uvicorn's own default.
_BACKLOG = 2048
_START_WITHIN_S = 20.0


def serve_map(settings: Settings, *, open_browser: bool, tell: Callable[[str], None]) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    tell : callable
        Prints a line for the person at the terminal.

    Raises
    ------
    CatalogueError, FiguresError
        When the data files or the figures cannot be used; nothing is served then.
    SettingsError
        When the address cannot be listened on.
    KnotmapError
        When the server stops before it has started.
    """
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(message)s")
    with process.starting():
        application = create_app(
            CatalogueService(settings.data),
            load_figures(settings.figures),
            settings,
            settle=process.settle,
        )
    listener = listen(settings.host, settings.port)
    port = listener.getsockname()[1]
    address = f"http://{_browsable(settings.host)}:{port}/"
    if settings.port not in (0, port):
        tell(f"port {settings.port} is in use")
    tell(f"Knotmap is at {address} (Ctrl+C stops it)")
    server = uvicorn.Server(
        uvicorn.Config(
            application, log_level=settings.log_level, access_log=False, server_header=False
        )
    )
    if open_browser and can_open_browser():
        threading.Thread(target=_open_when_started, args=(server, address), daemon=True).start()
    with listener, contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
    if not server.started:
        raise KnotmapError("the server did not start", "mend what the lines above name")


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address, on another port when the one asked for is taken.

    Raises
    ------
    SettingsError
        When the host is not an address of this machine, or the port may not be used.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE and port != 0:
            return listen(host, 0)
        reason = error.strerror or "not an address of this machine"
        raise SettingsError(
            f"cannot listen on {host} port {port}: {reason}", "give another --host or --port"
        ) from None


def can_open_browser() -> bool:
    """Tell whether a browser would open in a window rather than in this terminal."""
    if not sys.stdout.isatty():
        return False
    on_desktop = sys.platform in ("darwin", "win32")
    return on_desktop or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_when_started(server: uvicorn.Server, address: str) -> None:
    end = time.monotonic() + _START_WITHIN_S
    while not server.started and time.monotonic() < end:
        time.sleep(0.05)
    if server.started:
        webbrowser.open(address)


def _browsable(host: str) -> str:
    """Name the host as a browser on this machine reaches it."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not listened on
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"  # noqa: S104
    return f"[{host}]" if ":" in host else host
