"""Prints the README's Nth command: the Nth line of its code blocks that begins with "cargo "."""
import pathlib
import sys

commands = []
inside = False
for line in pathlib.Path("README.md").read_text(encoding="utf-8").splitlines():
    if line.startswith("```"):
        inside = not inside
    elif inside and line.startswith("cargo "):
        commands.append(line)
print(commands[int(sys.argv[1]) - 1])
