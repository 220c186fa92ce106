"""Files as people send them, and as some who mean no good do."""

import io
import struct
import zipfile
import zlib

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 5 0 R")
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"
)
PROGRAM = b"MZ\x90\x00" + bytes(60) + b"PE\x00\x00"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


def png(width: int = 2, height: int = 2) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0\0" * 2))
        + chunk(b"IEND", b"")
    )


def docx(main: str = MAIN, **parts: bytes) -> bytes:
    """`parts` are more of them, under `word/`."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'.encode()
    return packed({"[Content_Types].xml": types, "word/document.xml": b"<w:document/>"} | more(parts))


def more(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {f"word/{name.replace('_', '.')}": data for name, data in parts.items()}


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def nested(depth: int) -> bytes:
    """An archive in an archive, and so on."""
    return packed({"inner.zip": nested(depth - 1)}) if depth else packed({"inner.txt": b"0"})


def lying(content: bytes, name: bytes, size: int) -> bytes:
    """The same archive, whose directory says that this part is so long."""
    place = content.rindex(b"PK\x01\x02", 0, content.rindex(name))
    return content[: place + 24] + struct.pack("<L", size) + content[place + 28 :]
