"""Made: a record to be written, with what is pinned beside it, and small referendums to begin with."""

from __future__ import annotations

import io
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import maker
from maker import Maker, Plan, majority, simple_question
from verify import verify


@dataclass
class Made:
    """Made is a record to be written: its files, and what is pinned beside it."""

    note: str
    maker: Maker
    files: dict[str, bytes] = field(default_factory=dict)
    pinned: bool = True
    manifest_hash: bytes = b""
    policy: str = ""
    checkpoints: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, bytes] = field(default_factory=dict)
    promises: dict[str, bytes] = field(default_factory=dict)
    refusals: dict[str, bytes] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    in_archive: bool = False

    def trust_file(self) -> str:
        """trust_file is VER-1's file."""
        digest = (self.manifest_hash or self.maker.hash).hex()
        lines = [f'manifest = "{digest}"', f'policy = """\n{self.policy or self.maker.policy()}"""']
        for key in ("checkpoints", "receipts", "promises", "refusals"):
            files: dict[str, bytes] = getattr(self, key)
            if files:
                lines.append(f"{key} = [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in files)}]")
        return "\n".join(lines) + "\n"

    def all_files(self) -> dict[str, bytes]:
        """all_files are the record's and those beside it."""
        files = self.files or self.maker.files()
        out = {f"record/{path}": data for path, data in files.items()}
        if self.in_archive:
            out = {"record.tar": tar_of(files)}
        if self.pinned:
            out |= {"trust.toml": self.trust_file().encode(), **self.checkpoints, **self.receipts}
            out |= {**self.promises, **self.refusals}
        return out


def tar_of(files: dict[str, bytes]) -> bytes:
    """tar_of is a tar archive of files, the same every time."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def report_of(files: dict[str, bytes]) -> dict[str, object]:
    """report_of is this verifier's report on a record, without sentences."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        maker.write_files(root, files)
        trust = root / "trust.toml"
        record = root / ("record.tar" if "record.tar" in files else "record")
        report = verify(record, trust if trust.exists() else None)
    for note in report["notes"]:  # type: ignore[attr-defined]
        del note["text"]
    for clause in report["clauses"]:  # type: ignore[attr-defined]
        for finding in clause["findings"]:
            del finding["text"]
    if "error" in report:
        del report["error"]["text"]  # type: ignore[attr-defined]
    return report


def tiny(name: str, **plan: object) -> Maker:
    """tiny is a referendum of four voters, two options, two trustees, one witness; open, nobody has voted."""
    fields: dict[str, object] = {"trustees": 2, "witnesses": 1, "quorum": 1, "registrars": 1}
    question = simple_question(["Yes", "No"], [majority()])
    fields |= {"voters": [4], "questions": [question], **plan}
    return Maker(Plan(name, **fields))  # type: ignore[arg-type]


def tiny_open(name: str, **plan: object) -> Maker:
    """tiny_open is `tiny` with the entries up to the opening."""
    m = tiny(name, **plan)
    m.prepare()
    return m


def tiny_voted(name: str, **plan: object) -> Maker:
    """tiny_voted is `tiny_open` with four votes, three for option 0."""
    m = tiny_open(name, **plan)
    for voter, choice in enumerate([0, 0, 1, 0]):
        m.vote(voter, [choice])
    return m


def tiny_done(name: str, **plan: object) -> Maker:
    """tiny_done is a whole good record."""
    m = tiny_voted(name, **plan)
    m.finish(trustees=(1, 2))
    return m
