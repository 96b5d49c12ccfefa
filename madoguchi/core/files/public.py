"""The door of files."""

from madoguchi.core.files.keeping import Examined, drop, keep, look_into, open_file, stream_file, take_over
from madoguchi.core.files.kinds import KINDS, Kind, labels
from madoguchi.core.files.limits import DATA, NO_END, PAPER, PAPERS, Limits
from madoguchi.core.files.models import StoredFile
from madoguchi.core.files.naming import clean_name
from madoguchi.core.files.refusals import FileRefused, FileTooLarge, ScannerAway, TooManyFiles, VirusFound
from madoguchi.core.files.scanning.archive import opened as open_archive
from madoguchi.core.files.scanning.archive import read as read_entry
from madoguchi.core.files.scanning.further import SCANNERS, Scanner, Verdict, scanners
from madoguchi.core.files.stores import STORES, BlobMissing, BlobStore

__all__ = [
    "DATA",
    "KINDS",
    "NO_END",
    "PAPER",
    "PAPERS",
    "SCANNERS",
    "STORES",
    "BlobMissing",
    "BlobStore",
    "Examined",
    "FileRefused",
    "FileTooLarge",
    "Kind",
    "Limits",
    "Scanner",
    "ScannerAway",
    "StoredFile",
    "TooManyFiles",
    "VirusFound",
    "Verdict",
    "clean_name",
    "drop",
    "keep",
    "labels",
    "look_into",
    "open_archive",
    "open_file",
    "read_entry",
    "scanners",
    "stream_file",
    "take_over",
]
