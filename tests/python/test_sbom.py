"""The bill of materials names what is linked, and the hint on updates speaks of security alone."""

import doctest
import importlib.util
import json
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "requirements/sbom.py"
SPEC = importlib.util.spec_from_file_location("sbom", FILE)
assert SPEC is not None and SPEC.loader is not None
sbom = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(sbom)


def test_the_examples_in_the_text() -> None:
    assert doctest.testmod(sbom) == (0, 1)


POLICY = """\
libgeos-c1v5:
  Installed: 3.11.1-1
  Candidate: 3.11.1-2
  Version table:
     3.11.1-2 500
        500 http://archive/debian bookworm-updates/main amd64 Packages
 *** 3.11.1-1 500
        500 http://archive/debian-security bookworm-security/main amd64 Packages
        100 /var/lib/dpkg/status
zlib1g:
  Installed: 1:1.2.13
  Candidate: 1:1.2.13
  Version table:
 *** 1:1.2.13 500
        500 http://archive/debian-security bookworm-security/main amd64 Packages
        100 /var/lib/dpkg/status
libnone:
  Installed: (none)
  Candidate: 1.0
  Version table:
     1.0 500
        500 http://archive/debian-security bookworm-security/main amd64 Packages
"""


def test_other_updates_and_what_is_current_are_no_security_updates() -> None:
    assert sbom.security_updates(POLICY) == []


def test_offline_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sbom, "output", lambda *command: "")
    sbom.main(["--updates"])
    assert capsys.readouterr().out == ""


def test_the_bill_names_linked_libraries_and_packages(tmp_path: Path) -> None:
    pytest.importorskip("sozialraum._gis")
    sbom.main([str(tmp_path / "one.json")])
    sbom.main([str(tmp_path / "two.json")])
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    bill = json.loads((tmp_path / "one.json").read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["name"] == "sozialraum"
    parts = {part["bom-ref"]: part for part in bill["components"]}
    assert "pypi:numpy" in parts and "pypi:pandas" in parts
    if sbom.output("dpkg-query", "-W"):
        expat = parts["deb:libexpat1"]
        assert expat["purl"].startswith(f"pkg:deb/{sbom.distribution().split('-')[0]}/libexpat1@")
    refs = bill["dependencies"][0]["dependsOn"]
    assert sorted(refs) == sorted(parts)
