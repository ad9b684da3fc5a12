"""The command of the builder: `python -m recordings.demo_model build|graph|measure|manifest|golden LANG`."""

import argparse
import faulthandler
import sys
from pathlib import Path

from callcenter.kit.errors import CallCenterError
from callcenter.kit.languages import parse_language
from recordings.demo_model.builder import Builder
from recordings.demo_model.measure import FINAL_SEED
from recordings.demo_model.model_folder import SHIPPED

_SENTENCES = 400
_WORK = Path("build/demo-model")
_GOLDEN = Path("tests/golden/transcripts")


def main(arguments: list[str]) -> int:
    """Run one step, or all of them; the exit code."""
    faulthandler.enable()  # espeak-ng and Kaldi are C code in this process
    options = _parser().parse_args(arguments)
    try:
        language = parse_language(options.language)
        folder = options.model or SHIPPED / f"demo-{language.value}"
        _run(Builder(language, folder, options.work, _tell), options)
    except CallCenterError as exc:
        sys.stderr.write(f"{exc}\n")
        return 1
    return 0


def _run(builder: Builder, options: argparse.Namespace) -> None:
    match options.step:
        case "build":
            builder.build(
                is_new_network=options.new_network,
                utterances=options.utterances,
                minutes=options.minutes,
                seed=options.seed,
                sentences=options.sentences,
            )
        case "graph":
            builder.graph(options.scale)
        case "choose":
            builder.choose()
        case "measure":
            builder.measure(options.seed, options.sentences)
        case "manifest":
            builder.manifest()
        case "golden":
            _tell(f"written: {builder.golden(options.folder)}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m recordings.demo_model", description=__doc__)
    steps = parser.add_subparsers(dest="step", required=True)
    made: dict[str, argparse.ArgumentParser] = {}
    for name, about in (
        ("build", "all steps; keeps the network where it knows every sound of the phrases"),
        ("graph", "a new vocabulary and language model on the network that is there"),
        ("choose", "choose the acoustic scale anew"),
        ("measure", "word errors on held-out voices, hand-written sentences, the demo's calls, unknown words"),
        ("manifest", "manifest.json and README.md from the last figures"),
        ("golden", "the golden dialogue of the tests"),
    ):
        step = made[name] = steps.add_parser(name, help=about, description=about)
        step.add_argument("language", help="ru, uk, pl, en or zh")
        step.add_argument("--model", type=Path, help="the model's folder (default: the committed one)")
        step.add_argument("--work", type=Path, default=_WORK, help="where figures are kept between steps")
    for name in ("build", "measure"):
        made[name].add_argument("--seed", type=int, default=FINAL_SEED, help="of the measured sentences")
        made[name].add_argument("--sentences", type=int, default=_SENTENCES, help="unseen sentences to measure on")
    made["build"].add_argument("--new-network", action="store_true", help="train, even where the network could stay")
    made["build"].add_argument("--utterances", type=int, default=8000, help="sentences to train on")
    made["build"].add_argument("--minutes", type=float, default=12.0, help="CPU minutes of training")
    made["graph"].add_argument("--scale", type=float, help="acoustic scale (default: as it is)")
    made["golden"].add_argument("--folder", type=Path, default=_GOLDEN)
    return parser


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
