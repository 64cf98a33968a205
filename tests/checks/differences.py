#!/usr/bin/env python3
"""Prints the README's table of differences, of tests/tables/differences.tsv."""
import pathlib
import re

NAMES = {"all": "all", "postgres": "libpq", "redis": "redis-cli", "amqp": "librabbitmq"}
TAKEN = {"envtab": "envtab", "client": "the client", "both": "both, in another way"}

table = pathlib.Path(__file__).resolve().parent.parent / "tables" / "differences.tsv"
rows = [line.split("\t") for line in table.read_text().splitlines() if line and not line.startswith("#")]
print("| client | such as | taken by | why |\n| --- | --- | --- | --- |")
for service, _, accepts, example, _, why in rows[1:]:
    client = ", ".join(NAMES[name] for name in service.split(", "))
    print(f"| {client} | `{re.sub(r'{97[*]([0-9]+)}', 'aaa...', example)}` | {TAKEN[accepts]} | {why} |")
