"""`ssotlint init` and `ssotlint registry`: what the files say, written down."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
import yaml

from tests.command import run
from tests.worlds import write

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = {
    "shop/__init__.py": "from shop.money import Price\n__all__ = ['Price']\n",
    "shop/money.py": "class Price:\n    pass\n\n\nclass Tax:\n    pass\n",
    "shop/labels.py": "class Label:\n    pass\n",
    "shop/cards.py": "class Label:\n    text = ''\n",
    **{f"bill_{n}.py": "from shop import Price\nfrom shop.money import Tax\n" for n in range(4)},
    **{f"post_{n}.py": "from shop.labels import Label\n" for n in range(3)},
    "tests/test_bill.py": "from shop.money import Price\n",
}


@pytest.fixture(autouse=True)
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestInit:
    def test_a_file_of_its_own_where_there_is_no_other(self, shop: Path) -> None:
        done = run("init")
        assert done.code == 0
        assert done.out.startswith("ssotlint.toml: a configuration is proposed")
        text = (shop / "ssotlint.toml").read_text(encoding="utf-8")
        assert tomli.loads(text)["canonical"] == {
            "Price": {"place": "shop.money:Price", "facade": "shop:Price"},
            "Tax": "shop.money:Tax",
        }

    def test_what_everybody_imports_is_what_it_declares(self) -> None:
        rows = run("registry").lines
        run("init")
        assert run("registry").lines == rows
        assert run("check", "--select", "imports").out == ""

    def test_it_declares_nothing_that_makes_an_import_wrong(self, shop: Path) -> None:
        inner = "from shop.parts.bolt import Bolt\n__all__ = ['Bolt']\n"
        write(shop, {
            "shop/__init__.py": "from shop.parts import Bolt\n__all__ = ['Bolt', 'Price']\n"
            "from shop.money import Price\n",
            "shop/parts/__init__.py": inner,
            "shop/parts/bolt.py": "class Bolt:\n    pass\n",
            **{f"shop/use_{n}.py": "from shop.parts import Bolt\n" for n in range(4)},
            **{f"far_{n}.py": "from shop import Bolt\n" for n in range(2)},
        })  # fmt: skip
        assert run("check", "--select", "imports").out == ""
        run("init")
        assert run("check", "--select", "imports").out == ""

    def test_what_stands_in_a_shared_file_stays(self, shop: Path) -> None:
        before = b'[project]\r\nname = "shop"'
        (shop / "pyproject.toml").write_bytes(before)
        run("init")
        data = (shop / "pyproject.toml").read_bytes()
        assert data.startswith(before + b"\r\n\r\n[tool.ssotlint]\r\n")
        assert "Price" in tomli.loads(data.decode())["tool"]["ssotlint"]["canonical"]
        assert not (shop / "ssotlint.toml").exists()

    def test_it_tells_roots_domains_roles_and_what_has_to_be_decided(self) -> None:
        lines = run("init", "--print").lines
        assert '# roots = ["."]' in lines
        assert any(line.startswith("# shop = [") for line in lines)
        assert any(line.startswith("# test: 1 file, most in tests") for line in lines)
        assert '# Label = "shop.labels:Label"  # or shop.cards:Label' in lines

    def test_domains_are_told_by_the_folders_in_which_they_lie(self, shop: Path) -> None:
        write(shop, {"src/desk/__init__.py": "", "src/desk/a.py": "", "libs/money/x.py": ""})
        (shop / "src" / "linked").symlink_to("desk")
        lines = run("init", "--print").lines
        assert '# desk = ["src/desk/**"]  # 2 files' in lines
        assert '# shared = ["libs/**"]  # 1 file' in lines

    def test_what_is_commented_out_is_right_as_well(self, shop: Path) -> None:
        keys = ("# roots =", "# [domains]", "# shop =", "# Label =")
        lines = [
            line.removeprefix("# ") if line.startswith(keys) else line
            for line in run("init", "--print").lines
        ]
        (shop / "ssotlint.toml").write_text("\n".join(lines), encoding="utf-8")
        assert run("config").code == 0
        done = run("check", "--select", "owners")
        assert [line.partition(":")[0] for line in done.lines] == ["shop/cards.py"]

    def test_nothing_is_written_over(self, shop: Path) -> None:
        run("init")
        before = (shop / "ssotlint.toml").read_bytes()
        done = run("init")
        assert done.code == 2
        assert "there is a configuration already" in done.err
        assert (shop / "ssotlint.toml").read_bytes() == before
        assert run("init", "--print").code == 0

    @pytest.mark.parametrize("name", ["chatapp", "chatapp_consolidated"])
    def test_what_it_proposes_holds(
        self, name: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        root = FIXTURES / name
        config = tmp_path_factory.mktemp("made") / "ssotlint.toml"
        config.write_text(run("init", "--print", "--root", str(root)).out, encoding="utf-8")
        done = run("check", str(root), "--root", str(root), "--config", str(config),
                   "--select", "owners", "--no-cache")  # fmt: skip
        assert (done.code, done.out) == (0, "")


class TestHook:
    def test_it_is_written_where_there_is_none(self, shop: Path) -> None:
        done = run("init", "--pre-commit")
        assert ".pre-commit-config.yaml: the hook is there" in done.out
        (repo,) = yaml.safe_load((shop / ".pre-commit-config.yaml").read_text())["repos"]
        assert repo["hooks"][0]["entry"] == "ssotlint check"

    def test_what_people_have_written_is_left_alone_and_the_lines_are_told(
        self, shop: Path
    ) -> None:
        before = "repos: []\n"
        (shop / ".pre-commit-config.yaml").write_text(before, encoding="utf-8")
        done = run("init", "--pre-commit")
        assert "- repo: local\n  hooks:\n  - id: ssotlint\n" in done.out
        assert (shop / ".pre-commit-config.yaml").read_text(encoding="utf-8") == before

    def test_empty_lines_without_a_hook_take_no_time(self, shop: Path) -> None:
        (shop / ".pre-commit-config.yaml").write_text("repos:" + "\n" * 60, encoding="utf-8")
        assert "add to its `repos:`\n- repo" in run("init", "--pre-commit").out

    @pytest.mark.parametrize("depth", ["", "  ", "    "])
    @pytest.mark.parametrize("above", ["", "\n", "# what we run\n  # (by hand)\n\n"])
    def test_the_lines_are_as_deep_as_those_that_are_there(
        self, shop: Path, depth: str, above: str
    ) -> None:
        path = shop / ".pre-commit-config.yaml"
        path.write_text(
            f"exclude: x\nrepos:\n{above}{depth}- repo: meta\n{depth}  hooks:\n"
            f"{depth}  - id: identity\n",
            encoding="utf-8",
        )
        _, _, lines = run("init", "--pre-commit").out.partition("add to its `repos:`\n")
        with path.open("a", encoding="utf-8") as stream:
            stream.write(lines)
        both = yaml.safe_load(path.read_text(encoding="utf-8"))["repos"]
        assert [repo["repo"] for repo in both] == ["meta", "local"]


class TestRegistry:
    def test_a_page_with_the_one_import_of_each(self) -> None:
        lines = run("registry").lines
        assert "## shop" in lines
        rows = [line for line in lines if line.startswith("| `from")]
        assert rows == [
            "| `from shop import Price` | class | `shop/money.py` | 5 | `shop.money.Price` (1 file) |",
            "| `from shop.labels import Label` | class | `shop/labels.py` | 3 |  |",
            "| `from shop.money import Tax` | class | `shop/money.py` | 4 |  |",
        ]

    def test_a_declared_owner_decides(self, shop: Path) -> None:
        (shop / "ssotlint.toml").write_text(
            '[canonical]\nPrice = "shop.money:Price"\n', encoding="utf-8"
        )
        assert any("| `from shop.money import Price`" in line for line in run("registry").lines)

    def test_for_programs(self) -> None:
        rows = json.loads(run("registry", "--format", "json", "--least", "4").out)
        assert [row["import"] for row in rows] == [
            "from shop import Price", "from shop.money import Tax",
        ]  # fmt: skip
        assert rows[0]["others"] == [{"path": "shop.money.Price", "importers": 1}]
        assert (rows[1]["path"], rows[1]["line"]) == ("shop/money.py", 5)

    def test_a_file_that_is_kept_is_checked(self, shop: Path) -> None:
        assert run("registry", "--output", "IMPORTS.md").code == 0
        assert run("registry", "--check", "IMPORTS.md").code == 0
        assert run("registry", "--check", "NONE.md").err == (
            "ssotlint: NONE.md: cannot be read: No such file or directory\n"
        )
        write(shop, {"bill_9.py": "from shop import Price\n"})
        done = run("registry", "--check", "IMPORTS.md")
        assert done.code == 1
        assert "IMPORTS.md is out of date" in done.err
        assert run("registry", "--check", "lost.md").code == 2

    def test_the_same_in_every_process(self) -> None:
        texts = {
            subprocess.run(
                [sys.executable, "-m", "ssotlint", "registry"], capture_output=True, check=True,
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(FIXTURES.parent)},
            ).stdout
            for seed in ("1", "2")
        }  # fmt: skip
        assert len(texts) == 1
