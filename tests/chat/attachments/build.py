"""Files of every kind, small, and somebody who uploads them."""

import base64
import io
import math
import struct
import wave
import zipfile
import zlib
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import AsyncClient
from django.utils import timezone
from PIL import Image

from chat.models import Attachment, ChatSession, Customer
from chat.services.identify import issue_token
from tests.chat.build import chat_session, customer

TUS = {"Tus-Resumable": "1.0.0"}
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EXE = b"MZ\x90\x00" + b"\x00" * 60 + b"PE\x00\x00" + b"\x00" * 200
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(format_: str = "PNG", size: tuple[int, int] = (8, 6), **more: Any) -> bytes:
    """One of two colours."""
    image = Image.new("RGB", size, "#2f6f4f")
    image.paste("#d0e0d0", (0, 0, size[0] // 2, size[1]))
    return _saved(image, format_, **more)


def rotated_jpeg() -> bytes:
    """A photograph lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    return picture("JPEG", (16, 8), exif=exif.tobytes(), comment=b"taken at home")


def moving(format_: str = "GIF", frames: int = 3, size: tuple[int, int] = (8, 6)) -> bytes:
    images = [Image.new("RGB", size, (40 * n % 256, 100, 100)) for n in range(frames)]
    return _saved(images[0], format_, save_all=True, append_images=images[1:], duration=80, loop=0)


def bomb() -> bytes:
    """A PNG of 20,000 × 20,000 pixels in a few hundred bytes."""
    raw = bytearray(picture())
    raw[16:24] = struct.pack(">II", 20_000, 20_000)
    raw[29:33] = struct.pack(">I", zlib.crc32(bytes(raw[12:29])))
    return bytes(raw)


def wav(seconds: float = 0.5, *, rate: int = 8_000, channels: int = 1, width: int = 2) -> bytes:
    """A tone that grows from silence."""
    frames, out = int(seconds * rate), io.BytesIO()
    with wave.open(out, "wb") as clip:
        clip.setnchannels(channels)
        clip.setsampwidth(width)
        clip.setframerate(rate)
        top = 2 ** (8 * width - 1) - 1
        for n in range(frames):
            value = int(top * n / frames * math.sin(n * 0.5))
            sample = bytes([value + 128]) if width == 1 else value.to_bytes(width, "little", signed=True)
            clip.writeframesraw(sample * channels)
    return out.getvalue()


def zipped(entries: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx() -> bytes:
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


def metadata(**pairs: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in pairs.items())


class Uploading:
    """A customer's client, as an app would write it."""

    def __init__(self, who: Customer, talk: ChatSession) -> None:
        self.who, self.talk = who, talk
        self.http = AsyncClient()
        self.headers = {"Authorization": f"Bearer {issue_token(customer=who)}", **TUS}

    async def ask(self, method: str, path: str, data: bytes = b"", **headers: str) -> Any:
        named = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        content_type = named.pop("Content-Type", "application/offset+octet-stream")
        if not data:  # then the test client says nothing of its type
            named["Content-Type"] = content_type
        return await self.http.generic(method, path, data, content_type, headers=named)

    async def begin(
        self, size: int, name: str = "a.png", *, talk: UUID | None = None, voice: str = "0"
    ) -> Any:
        said = metadata(filename=name, chat_session=str(talk or self.talk.id), voice=voice)
        return await self.ask("POST", "/api/uploads", Upload_Length=str(size), Upload_Metadata=said)

    async def patch(self, path: str, offset: int, data: bytes, **headers: str) -> Any:
        return await self.ask("PATCH", path, data, Upload_Offset=str(offset), **headers)

    async def whole(self, data: bytes, name: str = "a.png", **more: str) -> Any:
        """The answer to the last PATCH."""
        begun = await self.begin(len(data), name, **more)  # type: ignore[arg-type]
        assert begun.status_code == 201, begun.content
        return await self.patch(begun["Location"], 0, data)


def uploading(name: str = "Ada") -> Uploading:
    who = customer(name)
    return Uploading(who, chat_session(who))


def row(path: str) -> Attachment:
    """Of the upload at this address."""
    return Attachment.objects.get(pk=path.rpartition("/")[2])


def _saved(image: Image.Image, format_: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **more)
    return out.getvalue()


def ready(talk: ChatSession, *, by: UUID | None = None, **more: Any) -> Attachment:
    """A row that says it is ready, without bytes: a picture of the chat session's customer unless told otherwise."""
    kind = "customer" if by is None else "agent"
    values: dict[str, Any] = {
        "name": "shop.png", "media_type": "image/png", "kind": "image", "state": "ready", "size_bytes": 70,
        "offset_bytes": 70, "uploader_id": by or talk.customer_id, "width": 8, "height": 6,
        "variants": {"original": {"name": "somewhere", "type": "image/png", "bytes": 70}},
    }  # fmt: skip
    return Attachment.objects.create(
        site=talk.site, chat_session=talk, uploader_kind=kind,
        expires_at=timezone.now() + timedelta(days=1), **(values | more),
    )  # fmt: skip
