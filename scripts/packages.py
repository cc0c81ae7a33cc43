"""The events layer as products of their own: a wheel, and its client for npm. Both into dist/."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

import toolchain
from reports import Failure, say
from toolchain import ROOT

DIST = ROOT / "dist"
LAYER = ROOT / "drawnby" / "sockets"
MANIFESTS = ROOT / "packaging" / "sockets"
OUR_LINK = re.compile(r"\[([^]]+)\]\((?![a-z]+:|#)[^)]+\)")
RELATIVE = re.compile(r'(from "\./[^"]+|from "\.\./[^"]+)"')


def build(environment: dict[str, str], dist: Path = DIST) -> None:
    """`dist` then holds the two and nothing else."""
    shutil.rmtree(dist, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        for make, name in ((wheel, "wheel"), (tarball, "tarball")):
            stage = Path(folder) / name
            stage.mkdir()
            make(environment, stage, dist)
    say("built " + ", ".join(sorted(f"{dist.name}/{path.name}" for path in dist.iterdir())))


def wheel(environment: dict[str, str], stage: Path, dist: Path) -> None:
    copy_papers(stage, "pyproject.toml")
    unwanted = shutil.ignore_patterns("__pycache__", "README.md")
    shutil.copytree(LAYER, stage / "drawnby" / "sockets", ignore=unwanted)
    uv = toolchain.uv()
    toolchain.call([uv, "build", "-q", "--wheel", "-o", str(dist)], environment, stage)
    (dist / ".gitignore").unlink()  # uv's; the repository's own says it


def tarball(environment: dict[str, str], stage: Path, dist: Path) -> None:
    copy_papers(stage, "package.json")
    built = str(stage / "dist")
    toolchain.npm(environment, "exec", "--", "vite", "build", "-c", "vite/sockets.ts", *out(built))
    toolchain.npm(
        environment, "exec", "--", "tsc", "-p", "tsconfig.sockets.json", "--outDir", built
    )
    for path in (stage / "dist").rglob("*.d.ts"):  # Node's own resolution wants endings
        path.write_text(RELATIVE.sub(r'\1.js"', path.read_text("utf-8")), "utf-8")
    npm = shutil.which(toolchain.NPM, path=environment["PATH"])
    if npm is None:
        raise Failure("npm is missing.")
    pack = [npm, "pack", "--loglevel=error", "--pack-destination", str(dist)]
    toolchain.call(pack, environment, stage)


def out(folder: str) -> list[str]:
    return ["--outDir", folder, "--emptyOutDir", "--logLevel", "warn"]


def copy_papers(stage: Path, manifest: str) -> None:
    for path in (MANIFESTS / manifest, ROOT / "LICENSE"):
        shutil.copy(path, stage)
    guide = (LAYER / "README.md").read_text("utf-8")
    (stage / "README.md").write_text(without_ways_to_us(guide), "utf-8")


def without_ways_to_us(text: str) -> str:
    """Links to other files of the repository lead nowhere from a registry: their words stay."""
    return OUR_LINK.sub(r"\1", text)


if __name__ == "__main__":  # for tests, which build beside what a developer has built
    build(toolchain.node(toolchain.uv()), Path(sys.argv[1]).resolve())
