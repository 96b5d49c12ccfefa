"""A ZIP of another system, opened within bounds."""

import io
import zipfile

from madoguchi.core.files.public import FileRefused, Limits, open_archive, read_entry
from madoguchi.services.intake.definitions import Channel
from madoguchi.services.intake.faults import Broken, EntryMissing, WrongEncoding

MEGABYTE = 1024 * 1024


class Archive:
    """Names and contents. Raises Broken for what is no sound ZIP: locked, a bomb, names that lead outside."""

    def __init__(self, channel: Channel, content: bytes) -> None:
        size = channel.most_megabytes * MEGABYTE
        self.limits = Limits(most_bytes=size, most_unpacked=4 * size, most_entries=2000)
        self.channel = channel
        try:
            self.zip: zipfile.ZipFile = open_archive(io.BytesIO(content), self.limits)
        except FileRefused as refused:
            raise Broken(why=str(refused)) from None
        self.entries = {info.filename: info for info in self.zip.infolist() if not info.is_dir()}

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str) -> bytes:
        """Raises EntryMissing, Broken."""
        if name not in self.entries:
            raise EntryMissing(name=name)
        try:
            return read_entry(self.zip, self.entries[name], self.limits)
        except FileRefused as refused:
            raise Broken(why=str(refused)) from None

    def text(self, name: str) -> str:
        """Raises EntryMissing, Broken, WrongEncoding."""
        return decoded(self.channel, name, self.read(name))


def decoded(channel: Channel, name: str, content: bytes) -> str:
    encoding = "utf-8-sig" if channel.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else channel.encoding
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise WrongEncoding(name=name, encoding=channel.encoding) from None
