"""The command ``sozialraum``: begin a project, check it, run it, adopt what was decided."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from sozialraum.core import Finding

__all__ = ["main"]

OK, WRONG_INPUT, INTERRUPTED = 0, 2, 130

_EPILOG = """\
Beispiele:
  sozialraum run examples/projects/hessisch_oldendorf/project.yaml
  sozialraum run project.yaml --out /tmp/ergebnis
  sozialraum new mein_ort --table lieferung.xlsx --places orte.csv
  sozialraum check project.yaml
  sozialraum adopt project.yaml 3 7 --role "Rat der Stadt" --date 2026-07-03 --reason "ein Schulbezirk"
  sozialraum check lieferung.xlsx --catalogue data/catalogues/education.yaml --last lieferung_2024.xlsx

Rückgabe: 0 = alles gut, 2 = falsche Eingabe oder eine Lieferung, in der etwas zu berichtigen ist (die Meldung sagt was, wo und wie zu beheben), 130 = abgebrochen.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # clean up as after Ctrl-C
    try:
        return _dispatch(options)
    except KeyboardInterrupt:
        _error("Abgebrochen. Es wurde nichts geschrieben; ein älteres Ergebnis ist unverändert.")
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    import sozialraum

    parser = _Parser(
        prog="sozialraum",
        description="Sozialräume ländlicher Regionen typisieren: aus einer Projektdatei werden Bericht, Karte und Tabellen.",
        epilog=_EPILOG,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"sozialraum {sozialraum.__version__}",
        help="die Version zeigen",
    )
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="BEFEHL", title="Befehle"
    )
    run = commands.add_parser("run", help="ein Projekt rechnen und den Ergebnisordner schreiben")
    run.add_argument("project", metavar="PROJEKTDATEI", help="zum Beispiel project.yaml")
    run.add_argument("--out", metavar="ORDNER", help="Ergebnisordner (sonst out/<project>)")
    check = commands.add_parser(
        "check", help="ein Projekt rechnen, ohne etwas zu schreiben, oder eine Lieferung prüfen"
    )
    check.add_argument(
        "project", metavar="DATEI", help="eine Projektdatei (.yaml) oder eine gelieferte Tabelle"
    )
    _add_delivery_options(check)
    _add_new(commands)
    adopt = _add_adopt(commands)
    for command in (run, check, adopt):
        command.add_argument("--quiet", action="store_true", help="keinen Fortschritt zeigen")
        command.add_argument(
            "--threads", type=_threads, default=0, metavar="N", help="Rechenfäden (0 = alle)"
        )
    return parser


def _add_delivery_options(check: argparse.ArgumentParser) -> None:
    delivery = check.add_argument_group("Für eine gelieferte Tabelle")
    delivery.add_argument("--catalogue", metavar="KATALOG", help="welche Spalten erwartet werden")
    delivery.add_argument("--last", metavar="TABELLE", help="die letzte Lieferung, zum Vergleich")
    delivery.add_argument("--key", metavar="SPALTE", default="", help="Spalte mit den Schlüsseln")
    delivery.add_argument("--level", metavar="EBENE", help="zum Beispiel village oder commune")
    delivery.add_argument("--out", metavar="ORDNER", help="Briefe hierhin schreiben, nicht zeigen")


def _add_new(commands: Any) -> None:
    new = commands.add_parser(
        "new", help="aus einer Tabelle und einer Liste von Orten ein Projekt anlegen"
    )
    new.add_argument("folder", metavar="ORDNER", help="wohin; vorhandene Dateien bleiben")
    new.add_argument("--table", metavar="DATEI", help="XLSX oder CSV, eine Zeile je Ort")
    new.add_argument("--places", metavar="DATEI", help="Orte mit Koordinaten, oder Punkte")
    new.add_argument(
        "--sheet", metavar="BLATT", default="", help="Blatt der Tabelle (sonst das erste)"
    )
    new.add_argument("--title", metavar="TEXT", default="", help="Titel des Berichts")
    new.add_argument("--source", metavar="TEXT", default="", help="wessen Zahlen das sind")
    new.add_argument("--date", metavar="TEXT", default="", help="von wann sie sind")
    new.add_argument("--quiet", action="store_true", help="nichts erzählen")


def _add_adopt(commands: Any) -> Any:
    adopt = commands.add_parser(
        "adopt", help="Wünsche übernehmen, wenn die Runde vorbei ist: mit Beschluss, Preis und Spur"
    )
    adopt.add_argument("project", metavar="PROJEKTDATEI", help="zum Beispiel project.yaml")
    adopt.add_argument(
        "wishes", metavar="WUNSCH", nargs="+", help="Nummern der Wünsche, alle der Runde auf einmal"
    )
    adopt.add_argument(
        "--role", metavar="WER", required=True, help="wer beschlossen hat, kein Personenname"
    )
    adopt.add_argument("--date", metavar="TAG", required=True, help="wann: 2026-07-03")
    adopt.add_argument("--reason", metavar="GRUND", required=True, help="warum")
    adopt.add_argument("--level", metavar="EBENE", default="", help="wenn es mehrere gibt")
    return adopt


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Headings of the help in German, whatever the machine's language is."""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


_HEADINGS = {
    "positional arguments": "Angaben",
    "options": "Optionen",
    "optional arguments": "Optionen",
}


class _Parser(argparse.ArgumentParser):
    """Speaks German: its help, and a wrong command line in the form of all other errors."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, formatter_class=_HelpFormatter, add_help=False)
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> NoReturn:
        for english, german in _ARGUMENT_ERRORS.items():
            message = message.replace(english, german)
        usage = self.format_usage().removeprefix("Aufruf: ").strip()
        _error(f"Fehler: {message}\n  Aufruf:   {usage}\n  Abhilfe:  {self.prog} --help")
        sys.exit(WRONG_INPUT)


_ARGUMENT_ERRORS = {
    "the following arguments are required": "Es fehlt",
    "unrecognized arguments": "Unbekannte Angabe",
    "ambiguous option": "Mehrdeutige Angabe",
    "could match": "gemeint sein kann",
    "expected one argument": "braucht einen Wert",
    "invalid choice": "unbekannt ist",
    "choose from": "möglich:",
    "argument ": "",
}


def _threads(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = -1
    if not 0 <= number < 2**31:
        raise argparse.ArgumentTypeError(
            f"„{text}“ ist keine Zahl von Rechenfäden; erwartet wird eine ganze Zahl ab 0 (0 = alle)"
        )
    return number


def _dispatch(options: argparse.Namespace) -> int:
    from sozialraum.core import InvalidInput

    try:
        if options.command == "run":
            return _run(options)
        if options.command == "new":
            return _new(options)
        if options.command == "adopt":
            return _adopt(options)
        return _check(options)
    except InvalidInput as error:
        from sozialraum.words.troubles import error_text

        _error(error_text(error.finding))
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("sozialraum"):
            raise
        _error(_missing_package(error.name or ""))
    except OSError as error:
        _error(_system_trouble(error))
    return WRONG_INPUT


def _run(options: argparse.Namespace) -> int:
    from sozialraum import project

    say = _progress(options.quiet)
    results = project.run_each(options.project, out=options.out, threads=options.threads, say=say)
    if not options.quiet:
        for result in results.values():
            print(f"Fertig: {result.folder / 'report.html'}", file=sys.stderr)
    return OK


def _check(options: argparse.Namespace) -> int:
    if not options.project.lower().endswith((".yaml", ".yml")):
        return _check_delivery(options)
    from sozialraum import project

    levels = project.check(options.project, threads=options.threads, say=_progress(options.quiet))
    if not options.quiet:
        for result in levels:
            print(
                f"In Ordnung: {result.level.title}, {len(result.areas)} {result.level.areas}, "
                f"{len(result.measures.typed)} Merkmale",
                file=sys.stderr,
            )
            _print_warnings(result.findings)
    return OK


def _print_warnings(findings: Sequence[Finding]) -> None:
    """What someone should look at before the report is made."""
    from sozialraum.core import Severity
    from sozialraum.words.troubles import finding_text

    texts = [finding_text(f) for f in findings if f.severity is Severity.WARNING]
    for text in dict.fromkeys(text for text in texts if text):
        print(f"  Bitte ansehen: {text}", file=sys.stderr)


def _check_delivery(options: argparse.Namespace) -> int:
    from sozialraum import delivery, indicator
    from sozialraum.words.delivery import clean_letter

    if options.catalogue is None:
        _error(
            "Fehler: Zu einer gelieferten Tabelle fehlt der Katalog.\n"
            "  Erwartet: --catalogue KATALOG, zum Beispiel data/catalogues/education.yaml\n"
            "  Abhilfe:  den Katalog angeben; eine Projektdatei endet auf .yaml"
        )
        return WRONG_INPUT
    found = delivery.check_delivery(
        options.project,
        indicator.load_catalogue(options.catalogue),
        last=options.last,
        key=options.key,
        area_level=options.level,
    )
    letters = found.letters()
    if options.out:
        for path in _write_letters(options.out, letters):
            print(f"Brief: {path}", file=sys.stderr)
    else:
        print("\n\n".join(letters.values()), end="")
    if not letters and not options.quiet:
        print(clean_letter(found.file, found.areas, found.columns), file=sys.stderr)
    return WRONG_INPUT if found.to_mend else OK


def _write_letters(folder: str, letters: Mapping[str, str]) -> list[str]:
    from pathlib import Path

    from sozialraum.core import atomic_write
    from sozialraum.words.delivery import file_name

    Path(folder).mkdir(parents=True, exist_ok=True)
    paths = []
    for number, (supplier, text) in enumerate(letters.items(), 1):
        path = Path(folder) / file_name(supplier, number)
        with atomic_write(path) as file:
            file.write(text)
        paths.append(str(path))
    return paths


def _new(options: argparse.Namespace) -> int:
    from sozialraum import project
    from sozialraum.words import new as words

    table = _asked(options.table, words.ASK_TABLE, "--table")
    places = _asked(options.places, words.ASK_PLACES, "--places")
    title = options.title
    if not title and options.table is None:
        title = _asked(None, words.ASK_TITLE, "--title")
    made = project.new(
        options.folder,
        table=table,
        places=places,
        title=title,
        sheet=options.sheet,
        source=options.source,
        date=options.date,
    )
    if not options.quiet:
        undated = [] if made.date else [words.date_missing()]
        lines = [*words.found(made.draft, made.rows), *undated, *words.done(options.folder)]
        for line in lines:
            print(line, file=sys.stderr)
    return OK


def _adopt(options: argparse.Namespace) -> int:
    from sozialraum import project
    from sozialraum.words import wishes as words

    found = project.adopt(
        options.project,
        options.wishes,
        role=options.role,
        date=options.date,
        reason=options.reason,
        level=options.level,
        threads=options.threads,
        say=_progress(options.quiet),
    )
    decision = found.decision
    moves = [f"{found.names[m.area]}: {m.before}, jetzt {m.after}" for m in decision.moved]
    percent, proven = decision.percent, decision.proven
    price = words.price_text(percent, 0.0, percent, proven=proven, against=())
    if not options.quiet:
        for line in words.adopted(len(decision.wishes), moves, price, str(found.file)):
            print(line, file=sys.stderr)
    return OK


def _asked(given: str | None, question: str, option: str) -> str:
    """What was said on the command line, or else is answered now."""
    if given is not None:
        return given
    try:
        answer = input(question).strip() if sys.stdin is not None else ""
    except EOFError:
        answer = ""
    if not answer:
        _error(f"Fehler: Es fehlt die Angabe {option}.\n  Abhilfe:  sozialraum new --help")
        sys.exit(WRONG_INPUT)
    return answer


def _progress(quiet: bool) -> Callable[[str], None]:
    if quiet:
        return lambda _: None
    started = time.monotonic()

    def say(text: str) -> None:
        print(f"[{time.monotonic() - started:5.1f} s] {text}", file=sys.stderr, flush=True)

    return say


def _error(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _missing_package(name: str) -> str:
    return (
        f"Fehler: Das Python-Paket „{name}“ ist nicht installiert.\n"
        "  Abhilfe:  pip install 'sozialraum[report]'"
    )


def _system_trouble(error: OSError) -> str:
    where = str(error.filename or "")
    place = f"\n  Wo:       {where}" if where else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return (
            f"Fehler: Der Datenträger ist voll; das Ergebnis passt nicht hinein.{place}\n"
            "  Erwartet: etwa 20 MB freier Platz je Projekt\n"
            "  Abhilfe:  Platz schaffen oder mit --out einen anderen Ordner wählen. Es wurde nichts Halbes zurückgelassen."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"Fehler: Das Recht zum Lesen oder Schreiben fehlt.{place}\n"
            "  Abhilfe:  Rechte prüfen oder mit --out einen anderen Ordner wählen. Es wurde nichts Halbes zurückgelassen."
        )
    return (
        f"Fehler: Das Betriebssystem meldet: {error.strerror or error}.{place}\n"
        "  Abhilfe:  Pfad und Rechte prüfen. Es wurde nichts Halbes zurückgelassen."
    )
