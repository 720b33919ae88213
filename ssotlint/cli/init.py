"""`ssotlint init`: a first configuration."""

from pathlib import Path

import click

from ssotlint.cli.console import progress_of
from ssotlint.cli.options import remembering


@click.command(name="init")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="The project root; found by itself when not given.",
)
@click.option("--pre-commit", "hooked", is_flag=True, help="Also write a hook for pre-commit.")
@click.option("--print", "show", is_flag=True, help="Print the proposal and write nothing.")
@remembering
def command(
    root: Path | None, hooked: bool, show: bool, cache_dir: Path | None, no_cache: bool
) -> None:
    """Propose roots, domains, roles and owners from what the files say.

    The proposal is added to pyproject.toml where there is one, else it becomes ssotlint.toml. A
    configuration that is there already is left alone.
    """
    from ssotlint.engine.initial import proposed
    from ssotlint.engine.request import Request
    from ssotlint.project.configuration import shown
    from ssotlint.project.root import OWN_FILE, find_root
    from ssotlint.project.writing import HOOKS_FILE, append, hook, hook_beside, target

    root = root or find_root((), Path.cwd())
    path = root / OWN_FILE if show else target(root)
    with progress_of(quiet=False) as progress:
        request = Request(root=root, cache=cache_dir, use_cache=not no_cache, progress=progress)
        lines = proposed(request, shared=path.name != OWN_FILE)
    if show:
        click.echo(lines, nl=False)
        return
    append(path, lines)
    click.echo(
        f"{shown(path)}: a configuration is proposed; read it, then `ssotlint baseline create`"
    )
    if hooked and hook(root):
        click.echo(
            f"{shown(root / HOOKS_FILE)}: the hook is there; `pre-commit install` makes it run"
        )
    elif hooked:
        hooks = root / HOOKS_FILE
        click.echo(f"{shown(hooks)}: add to its `repos:`\n{hook_beside(hooks)}", nl=False)
