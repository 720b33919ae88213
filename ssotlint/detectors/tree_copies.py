"""Folders that are copies of each other: one case a group, whatever their files hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from ssotlint.detectors.canonical import Candidate, Choice, Owners
from ssotlint.detectors.counts import Counts, of_folder
from ssotlint.detectors.files import File
from ssotlint.detectors.repeats import ModuleCopiesEvidence, in_words
from ssotlint.detectors.tree_search import Company, Overlap, TreeSearch
from ssotlint.detectors.view import View
from ssotlint.model.case import Case, Member
from ssotlint.model.place import Span
from ssotlint.project.vendored import vendored


class TreeCopies:
    """The cases of a search, and the files that they tell of."""

    def __init__(self, search: TreeSearch, owners: Owners, view: View) -> None:
        self._search, self._owners = search, owners
        self._index, self._counts = view.index, Counts(view)
        self.told: set[str] = set()

    def cases(self) -> Iterator[Case]:
        """One case a group of folders, the one to keep first."""
        for company in self._search.companies(self._choice):
            yield self._case(company)

    def _choice(self, folders: Sequence[str]) -> Choice:
        return self._owners.choose(
            [
                Candidate(
                    self._package(folder),
                    self._first(folder).module,
                    partial(self._counts.deciding, of_folder(folder)),
                )
                for folder in folders
            ]
        )

    def _case(self, company: Company) -> Case:
        for folder in (company.owner, *company.copies):  # what is told counts and names its files
            self._index.below(f"{folder}/" if folder else "")
        members = [self._owner(company)]
        for folder in company.copies:
            overlap = self._search.compared(company.owner, folder)
            self.told |= {overlap.theirs[at].path for at in overlap.alike}
            members.append(self._copy(company.owner, folder, overlap))
        return Case(
            detector="module_copies", subject=members[0].symbol,
            title=f"copies of {shown(company.owner)}", members=tuple(members), canonical=0,
            why=company.why,
        )  # fmt: skip

    def _owner(self, company: Company) -> Member:
        overlaps = [self._search.compared(company.owner, folder) for folder in company.copies]
        files = {overlap.ours[at].path for overlap in overlaps for at in overlap.alike}
        return self._member(company.owner, ModuleCopiesEvidence(), files, suspect=False)

    def _copy(self, owner: str, folder: str, overlap: Overlap) -> Member:
        edited = sorted(set(overlap.alike) - set(overlap.equal))
        lacking = () if self._is_partial(folder, overlap) else _alone(overlap.ours, overlap)
        added = _alone(overlap.theirs, overlap)
        first, last = self._first(owner), self._first(folder)
        evidence = ModuleCopiesEvidence(
            proof="statements",
            copy=shown(folder),
            original=shown(owner),
            similarity=round(overlap.similarity, 3),
            files=len(overlap.theirs),
            equal_files=len(overlap.equal),
            edited_files=len(edited),
            edited=tuple(edited),
            added=added,
            lacking=lacking,
            differences=in_words(edited, lacking, added),
            cycle=self._owners.cycle(first.module, last.module),
            backup=last.is_backup,
            vendored=bool(vendored(f"{folder}/") or vendored(f"{owner}/")),
        )
        files = {overlap.theirs[at].path for at in overlap.alike}
        return self._member(folder, evidence, files, suspect=True)

    def _is_partial(self, folder: str, overlap: Overlap) -> bool:
        """Whether a copy was not meant to be the whole."""
        return self._first(folder).is_backup or len(overlap.alike) < len(overlap.ours) / 2

    def _member(
        self, folder: str, evidence: ModuleCopiesEvidence, files: set[str], *, suspect: bool
    ) -> Member:
        place = self._first(folder, files).module.place(Span(1, 1, 1, 1))
        return Member(
            place=place,
            symbol=self._package(folder),
            evidence=evidence,
            suspect=suspect,
            target=shown(folder),
            counted=of_folder(folder),
            drifted=bool(evidence.differences),
            note=shown(folder),
            files=tuple(sorted(files)),
        )

    def _first(self, folder: str, paths: Collection[str] = ()) -> File:
        """The file that stands for a folder: its own, or the first that findings may stand in.

        That is one of ``paths``, if there are any.
        """
        files = self._search.below(folder).values()
        return min(
            files,
            key=lambda f: (
                not f.module.source.reported,
                f.path != f"{folder}/__init__.py",
                bool(paths) and f.path not in paths,
                f.path,
            ),
        )

    def _package(self, folder: str) -> str:
        """The dotted name of a folder, its path where it has none."""
        file = self._first(folder)
        inner = file.path[len(folder) :].strip("/").removesuffix("__init__.py").count("/")
        depth = inner + (file.name != "__init__.py")
        parts = file.module.name.split(".")
        return ".".join(parts[: len(parts) - depth]) or shown(folder)


def shown(folder: str) -> str:
    """A folder as people write it."""
    return f"{folder}/" if folder else "./"


def _alone(files: Mapping[str, File], overlap: Overlap) -> tuple[str, ...]:
    """The places of files that the other folder lacks or fills with others, folders as one."""
    both = set(overlap.alike)
    other = overlap.theirs if files is overlap.ours else overlap.ours
    known = {folder for at in other for folder in _folders(at)}
    found: dict[str, None] = {}
    for at, file in files.items():
        if at not in both and file.said.statements:
            strange = next((folder for folder in _folders(at) if folder not in known), at)
            found[strange] = None
    return tuple(sorted(found))


def _folders(at: str) -> list[str]:
    """The folders around a place, the outermost first, with a slash at the end."""
    parts = at.split("/")[:-1]
    return ["/".join(parts[: i + 1]) + "/" for i in range(len(parts))]
