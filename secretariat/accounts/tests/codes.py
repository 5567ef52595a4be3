"""The codes that an app on a telephone shows (RFC 6238), reckoned here apart from what checks them."""

from __future__ import annotations

import base64
import hmac
import struct
import time


def code_now(secret: str) -> str:
    """Return the code of six digits of this half minute."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mark = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    place = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[place : place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
