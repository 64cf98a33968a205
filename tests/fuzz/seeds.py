#!/usr/bin/env python3
"""Writes the seeds of the fuzz targets into FOLDER, one folder a target: the rows of tests/tables, for the types; whole
environments of tests/environments, and one that sets everything, for the load."""
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
FOLDER = pathlib.Path(sys.argv[1])

# Bits of the first two bytes of an input of fuzz_type.c.
OPTIONS = {"raw": (1, 0), "secret": (2, 0), "min": (4, 0), "max": (8, 0), "min_length": (16, 0), "max_length": (32, 0),
           "choices": (64, 0), "unit": (0, 1), "empty": (0, 4), "default": (0, 8)}
LIST = 128
ESCAPES = {"n": b"\n", "r": b"\r", "t": b"\t", "s": b" ", "\\": b"\\", "e": b""}


def unescape(text):
    def escape(match):
        if match[1]:
            return bytes([int(match[1])]) * int(match[2])
        return bytes([int(match[3], 16)]) if match[3] else ESCAPES[match[4].decode()]
    return re.sub(rb"\{(\d+)\*(\d+)\}|\\(?:x([0-9A-Fa-f]{2})|(.))", escape, text.encode())


def write(target, number, data):
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{number:04}").write_bytes(data)


def write_row(number, row):
    kind, options, text = row[:3]
    first, second = (LIST, 0) if kind.startswith("list:") else (0, 0)
    for option in options.split():
        bits = OPTIONS.get(option.split("=")[0], (0, 0))
        first, second = first | bits[0], second | bits[1]
    write_text(kind.removeprefix("list:"), number, bytes([first, second, number % 256]), text)


def write_text(kind, number, options, text):
    text = unescape(text)
    if len(text) < 2000:
        write(kind, number, options + text)


number = 0
for table in sorted((TESTS / "tables").glob("*.tsv")):
    lines = [line for line in table.read_text().splitlines() if line and not line.startswith("#")]
    for line in lines[1:] if lines and lines[0].startswith("type\toptions\ttext\t") else []:
        number += 1
        write_row(number, line.split("\t"))
    for line in lines[1:] if lines and lines[0].startswith("url\tverdict\t") else []:
        number += 1
        write_text(table.stem, number, bytes([0, 0, number % 256]), line.split("\t")[0])

environments = [[line for line in path.read_bytes().splitlines() if b"=" in line]
                for path in sorted((TESTS / "environments").glob("*")) if path.is_file()]
environments.append((pathlib.Path(__file__).parent / "load.env").read_bytes().splitlines())
for number, entries in enumerate(environments):
    write("load", number, bytes(3) + b"\0".join(entries))
