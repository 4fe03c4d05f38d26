"""Characters to bytes, with the declaration a server or page makes: true, missing or wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Encoding:
    """codec: what the bytes are. declared: in the meta element. header: in Content-Type. bom: at the front."""

    codec: str
    declared: str | None = None
    header: str | None = None
    bom: bytes = b""

    def meta(self) -> str:
        if self.declared is None:
            return ""
        return f'<meta http-equiv="Content-Type" content="text/html; charset={self.declared}">\n'

    def encode(self, text: str) -> bytes:
        return self.bom + text.encode(self.codec, errors="xmlcharrefreplace")


HTML_ENCODINGS: dict[str, Encoding] = {
    "utf-8": Encoding("utf-8", declared="utf-8"),
    "utf-8-silent": Encoding("utf-8"),
    "utf-8-bom": Encoding("utf-8", bom=b"\xef\xbb\xbf"),
    "utf-8-header": Encoding("utf-8", header="utf-8"),
    "gb18030-as-gb2312": Encoding("gb18030", declared="gb2312"),
    "gb18030-as-gb2312-header": Encoding("gb18030", header="gb2312"),
    "gb18030-silent": Encoding("gb18030"),
    "gb18030-as-utf-8": Encoding("gb18030", declared="utf-8"),
    "utf-8-as-gb2312": Encoding("utf-8", declared="gb2312"),
    "utf-8-as-latin": Encoding("utf-8", header="iso-8859-1"),
}
TEXT_ENCODINGS: dict[str, Encoding] = {
    "utf-8": Encoding("utf-8"),
    "utf-8-bom": Encoding("utf-8", bom=b"\xef\xbb\xbf"),
    "gb18030-silent": Encoding("gb18030"),
}
