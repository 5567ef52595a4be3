"""The child process of ``core.rendering``: limits itself, then turns one template and its data into a PDF.

It imports nothing of the project, so that it starts quickly and holds no secret.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import typst


def main() -> None:
    """Read the order from standard input and write the PDF to standard output."""
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the limit of address space cannot be set
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))

    template = Path(order["template"])
    made = typst.compile(
        template.read_bytes(),
        root=template.parent,
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        sys_inputs={"data": order["data"]},
        pdf_standards="ua-1",
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
