"""What people upload: more than any page takes is not read to its end, before it fills the disk."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MARK = "secretariat.upload_refused"


class LimitedUpload(FileUploadHandler):
    """Stands before Django's handlers and ends an upload that is too large; ``is_too_large`` then tells of it."""

    received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MOST and self.request is not None:
            self.request.META[MARK] = True
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def is_too_large(request: HttpRequest) -> bool:
    """Tell whether an upload was ended because it was too large."""
    return MARK in request.META
