"""What is the built package made of? A bill of materials, and what of it has a security update.

    sbom.py [file]        write CycloneDX 1.5 (build/sbom.json unless another file is named)
    sbom.py --updates     which linked system packages have a newer version in a security archive?

System packages are those whose libraries the extension modules load, found by ldd and dpkg, and
those whose headers were compiled in. Python packages are the runtime's, with all they need. The
same machine gives the same bytes: no time and no random number.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
FACE = ROOT / "bindings/python/sozialraum"
# Compiled in as headers: no file of theirs is loaded.
HEADERS = (
    "libeigen3-dev",
    "libboost-dev",
    "libosmium2-dev",
    "libprotozero-dev",
    "libhwy-dev",
    "pybind11-dev",
)

Part = dict[str, object]


def output(*command: str) -> str:
    """What a command says; nothing if it is missing or fails, as on other systems than Debian."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        return ""
    return done.stdout


def linked_files() -> list[str]:
    modules = [str(path) for path in sorted(FACE.glob("_*.so"))]
    return sorted(set(re.findall(r"=> (/\S+)", output("ldd", *modules)))) if modules else []


def owners(files: list[str]) -> set[str]:
    """The Debian packages of these files; dpkg knows either /lib or /usr/lib, its link."""
    names = []
    for file in files:
        real = str(Path(file).resolve())
        names += sorted({file, real, file.replace("/usr/lib/", "/lib/", 1), "/usr" + file})
    return {
        line.split(":")[0]
        for line in output("dpkg-query", "-S", *names).splitlines()
        if ": " in line
    }


def versions(packages: set[str]) -> dict[str, tuple[str, str]]:
    """Version and source package of those that are installed."""
    form = "${Package}\t${Version}\t${source:Package}\t${db:Status-Status}\n"
    rows = (
        line.split("\t")
        for line in output("dpkg-query", "-W", f"-f={form}", *sorted(packages)).splitlines()
    )
    return {row[0]: (row[1], row[2]) for row in rows if row[3] == "installed"}


def system_packages() -> dict[str, tuple[str, str]]:
    return versions(owners(linked_files()) | set(HEADERS))


def distribution() -> str:
    text = Path("/etc/os-release").read_text() if Path("/etc/os-release").exists() else ""
    found = dict(re.findall(r'^(ID|VERSION_ID)="?([^"\n]*)', text, re.M))
    return f"{found.get('ID', 'linux')}-{found.get('VERSION_ID', '')}"


def python_packages() -> dict[str, str]:
    """The runtime's packages and all they need, as they are installed."""
    lines = (ROOT / "requirements/runtime.txt").read_text().splitlines()
    queue = [line for line in lines if line and not line.startswith("#")]
    found: dict[str, str] = {}
    while queue:
        name = re.sub(r"[-_.]+", "-", queue.pop()).lower()
        if name in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = package.version
        wanted = [text for text in package.requires or [] if "extra ==" not in text]
        queue += [re.match(r"[A-Za-z0-9._-]+", text)[0] for text in wanted]  # type: ignore[index]
    return found


def bill() -> Part:
    text = (FACE / "__init__.py").read_text()
    version = re.search(r'__version__ = "([^"]+)"', text)[1]  # type: ignore[index]
    distro = distribution()
    system: list[Part] = [
        {
            "type": "library",
            "bom-ref": f"deb:{name}",
            "name": name,
            "version": number,
            "purl": f"pkg:deb/{distro.split('-')[0]}/{name}@{quote(number)}?distro={distro}",
            "properties": [{"name": "source package", "value": source}],
        }
        for name, (number, source) in sorted(system_packages().items())
    ]
    python: list[Part] = [
        {
            "type": "library",
            "bom-ref": f"pypi:{name}",
            "name": name,
            "version": number,
            "purl": f"pkg:pypi/{name}@{number}",
        }
        for name, number in sorted(python_packages().items())
    ]
    own: Part = {
        "type": "library",
        "bom-ref": "sozialraum",
        "name": "sozialraum",
        "version": version,
        "licenses": [{"license": {"id": "Apache-2.0"}}],
        "purl": f"pkg:pypi/sozialraum@{version}",
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": own},
        "components": [*system, *python],
        "dependencies": [
            {"ref": "sozialraum", "dependsOn": [c["bom-ref"] for c in (*system, *python)]}
        ],
    }


def security_updates(policy: str) -> list[str]:
    """From apt-cache policy: whose candidate is newer and comes from a security archive.

    >>> security_updates('''libexpat1:
    ...   Installed: 2.5.0-1
    ...   Candidate: 2.5.0-1+deb12u4
    ...   Version table:
    ...      2.5.0-1+deb12u4 500
    ...         500 http://archive/debian-security bookworm-security/main amd64 Packages
    ...  *** 2.5.0-1 100
    ...         100 /var/lib/dpkg/status
    ... ''')
    ['libexpat1 2.5.0-1 -> 2.5.0-1+deb12u4']
    """
    told = []
    for block in re.split(r"^(?=\S+:$)", policy, flags=re.M):
        head = re.match(r"(\S+):\n +Installed: (\S+)\n +Candidate: (\S+)", block)
        if head is None or head[2] in ("(none)", head[3]):
            continue
        table = re.search(
            rf"^ (?:\*\*\*|   ) {re.escape(head[3])} \d+\n((?: {{8}}.*\n?)*)", block, re.M
        )
        if table is not None and "security" in table[1]:
            told.append(f"{head[1]} {head[2]} -> {head[3]}")
    return told


def main(arguments: list[str]) -> None:
    if arguments == ["--updates"]:
        packages = sorted(owners(linked_files()))
        for line in security_updates(output("apt-cache", "policy", *packages)) if packages else []:
            print(line)
        return
    target = Path(arguments[0]) if arguments else ROOT / "build/sbom.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    content = bill()
    target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {len(content['components'])} parts")  # type: ignore[arg-type]


if __name__ == "__main__":
    main(sys.argv[1:])
