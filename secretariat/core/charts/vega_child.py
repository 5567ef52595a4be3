"""The child process of ``core.charts.drawing``: limits itself, then turns one specification into SVG.

It imports nothing of the project, so that it starts quickly and holds no secret.
"""

from __future__ import annotations

import json
import resource
import sys

import vl_convert

VEGA_LITE = "6.4"  # the version that the pages draw with: assets/package.json


def main() -> None:
    """Read the order from standard input and write the SVG to standard output."""
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # What it writes to, not its addresses: the engine of JavaScript inside reserves terabytes of those.
        resource.setrlimit(resource.RLIMIT_DATA, (order["memory"], order["memory"]))

    if order["fonts"]:
        vl_convert.register_font_directory(order["fonts"])
    # SECURITY: nothing is fetched, whatever a specification names.
    made = vl_convert.vegalite_to_svg(order["specification"], vl_version=VEGA_LITE, allowed_base_urls=[])
    sys.stdout.buffer.write(made.encode())


if __name__ == "__main__":
    main()
