"""Many hosts on this machine: nginx at 127.0.0.1, 127.0.0.2 … when it is installed, else the sample server."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
    {temporary}
    server {{ listen {port}; root {root}; }}
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def has_nginx() -> bool:
    return shutil.which("nginx") is not None


@contextmanager
def served(root: Path, hosts: int) -> Iterator[list[str]]:
    """The folder at as many hosts; yields their addresses, without a closing slash."""
    with ExitStack() as stack:
        if not has_nginx():
            from scraper.samples import Site

            yield [stack.enter_context(Site(root)).base for _ in range(hosts)]
            return
        port = _free_port()
        folder = root.parent
        (folder / "nginx.conf").write_text(
            NGINX.format(
                folder=folder,
                port=port,
                root=root,
                temporary=" ".join(f"{name}_temp_path {folder}/{name};" for name in TEMPORARY),
            ),
            "utf-8",
        )
        command = ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        stack.callback(process.wait, 10)
        stack.callback(process.terminate)
        _await(port)
        yield [f"http://127.0.0.{number + 1}:{port}" for number in range(hosts)]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _await(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise RuntimeError("nginx does not answer")
