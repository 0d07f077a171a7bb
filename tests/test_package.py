"""What `pip install .` brings: the generator and its templates, nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


def below(folder: Path) -> set[str]:
    return {
        f"accordant/{path.relative_to(folder.parent)}"
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_generator_and_its_templates(tmp_path: Path) -> None:
    builder = WheelBuilder(str(ROOT))
    (wheel,) = builder.build(directory=str(tmp_path), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    generator = {
        name.removeprefix("accordant/") for name in below(ROOT / "generator/accordant")
    }
    shipped = {name for name in packed if ".dist-info/" not in name}
    assert shipped == generator | below(ROOT / "templates")
