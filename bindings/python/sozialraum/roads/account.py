"""What a network says of itself, as the texts that its file keeps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from sozialraum.core import Finding, Place, Severity

if TYPE_CHECKING:
    import pandas as pd

    from sozialraum.osm import SpeedTable
    from sozialraum.roads.base import Roads


def details_of(network: Roads) -> dict[str, str]:
    report = network.import_report
    findings = [{**asdict(f), "severity": f.severity.value} for f in network.findings]
    details = {
        "source": network.source,
        "date": network.date,
        "speeds": network.speeds.text if network.speeds is not None else "",
        "import_report": "" if report is None else report.to_json(orient="records"),
        "findings": json.dumps(findings, ensure_ascii=False),
    }
    return {name: text for name, text in details.items() if text}


def read_speeds(details: Mapping[str, str]) -> SpeedTable | None:
    if not details.get("speeds"):
        return None
    from sozialraum.osm.speed_table import speeds_of_text

    return speeds_of_text(details["speeds"])


def read_report(details: Mapping[str, str]) -> pd.DataFrame | None:
    if not details.get("import_report"):
        return None
    import pandas as pd

    return pd.DataFrame(json.loads(details["import_report"]))


def read_findings(details: Mapping[str, str]) -> list[Finding]:
    findings = []
    for kept in json.loads(details.get("findings", "[]")):
        place = Place(**kept.pop("place"))
        severity, areas = Severity(kept.pop("severity")), tuple(kept.pop("areas"))
        findings.append(Finding(**kept, place=place, severity=severity, areas=areas))
    return findings


def speeds_untold(path: str) -> Finding:
    return Finding(
        code="speed_table_not_told",
        message="the file does not tell which speed table is behind its minutes",
        place=Place(file=path),
        hint="keep networks with Network.save, which tells it",
    )
