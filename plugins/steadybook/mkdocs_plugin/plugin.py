"""The MkDocs plugin: reads and checks the repository, and adds the pages that `steadybook.pages` makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from typing_extensions import override

from steadybook.analysis.handoff.draft import MOST_COMMITS
from steadybook.engine import cache
from steadybook.engine.check import check_repository
from steadybook.engine.past import GitPast
from steadybook.engine.repository import no_collection, open_repository
from steadybook.mkdocs_plugin import search, source_links
from steadybook.mkdocs_plugin.collection import Collection
from steadybook.mkdocs_plugin.compiled_theme import keep_compiled
from steadybook.mkdocs_plugin.config import SteadybookConfig
from steadybook.mkdocs_plugin.frames import FramingEnvironment
from steadybook.mkdocs_plugin.navigation import navigation
from steadybook.mkdocs_plugin.page import LeafPage, generated, source_uri
from steadybook.mkdocs_plugin.theme import losses
from steadybook.model.configuration_file import load_configuration
from steadybook.model.discovery import kinds, rules
from steadybook.model.errors import ConfigurationError, RuleCrashError, UsageError
from steadybook.model.finding import Finding, Severity
from steadybook.pages.assets import ASSETS, SCRIPTS, STYLESHEETS
from steadybook.pages.book import Book
from steadybook.pages.linkcheck import LinkCheck
from steadybook.pages.render import FOLDER as TEMPLATES
from steadybook.pages.render import anchors
from steadybook.pages.site import DataFile
from steadybook.source.history import latest_commits

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

    from steadybook.mkdocs_plugin.watching import Watching

log = get_plugin_logger("steadybook")
MOST_LOGGED = 50


class SteadybookPlugin(BasePlugin[SteadybookConfig]):
    """Draws the documents of the repository that mkdocs.yml stands in."""

    def __init__(self) -> None:
        self._memory = cache.Memory()
        self._key = ""
        self._wanted: tuple[Path, ...] = ()
        self._watching: Watching | None = None
        self._collection = Collection()
        self._told_of_theme = False

    @override
    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Defined so that MkDocs keeps this object while it serves: what an edit leaves alone is not checked again."""
        log.debug("%s%s", command, " (dirty)" if dirty else "")
        self._collection.last = command != "serve"

    @override
    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Adds stylesheet, script and navigation, and watches the folders of documents."""
        root = self._root(config)
        search.configure(config)
        if not self._told_of_theme:
            self._told_of_theme = True  # once, however often `mkdocs serve` builds
            for lost in losses(config):
                log.info("%s", lost)
        for sheet in STYLESHEETS:
            if sheet not in config.extra_css:
                config.extra_css.append(sheet)
        for script in SCRIPTS:
            if script not in map(str, config.extra_javascript):
                config.extra_javascript.append(script)
        with _explained():
            configuration = load_configuration(root, frozenset(rules()), frozenset(kind.name for kind in kinds()))
        wanted = (*configuration.folders, configuration.path, "steadybook.toml")
        self._wanted = tuple(dict.fromkeys(root / name for name in wanted if name))
        watched = [str(path) for path in (*self._wanted, TEMPLATES) if path.exists()]
        config.watch.extend(path for path in watched if path not in config.watch)
        if self._watching is not None:
            self._watching.follow(self._wanted)
        return config

    @override
    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watches for folders of documents that are not there yet."""
        from steadybook.mkdocs_plugin.watching import Watching

        self._watching = Watching(server, config.watch)
        self._watching.follow(self._wanted)
        return server

    @override
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Checks the documents and adds a file for every page."""
        with no_collection():
            found = self._with_pages(files, config)
        self._collection.relax()
        return found

    @override
    def on_build_error(self, *, error: Exception) -> None:
        """Lets go of what was kept for the pages."""
        self._collection.resume()

    def _with_pages(self, files: Files, config: MkDocsConfig) -> Files:
        with _explained():
            root = self._root(config)
            key = cache.key(root)
            if key != self._key or not self._memory.entries:
                self._key, self._memory = key, cache.load(root, key)
            repository = open_repository(root, self.config.now)  # all at once: pages need every document
            # To remember takes time, and is of use only to a build that comes after.
            memory = self._memory if self._memory.entries or not self._collection.last else None
            result = check_repository(repository, memory)
        self.book = Book(
            repository.context,
            result.findings,
            result.rules,
            config.site_name,
            result.waived,
            latest_commits(repository.root, repository.configuration.folders, MOST_COMMITS),
            source_links.lines(config),
            GitPast(repository.root, len(repository.context.corpus.documents)),
        )
        self._report(result.findings)
        with _explained():
            # Reports read commits of the past, and check them as they read.
            leaves = self.book.leaves
        written = {file.src_uri for file in files}
        if config.nav is None:
            config.nav = navigation(self.book, files)
        in_navigation = frozenset(_uris(config.nav))
        found_by_records = search.entries(config) is not None
        for leaf in leaves:
            if source_uri(leaf.url) not in written:
                files.append(generated(leaf, config, self.book.content, in_navigation, found_by_records))
        for name, path in ASSETS.items():
            files.append(File.generated(config, name, abs_src_path=str(path)))
        search.put_our_script_first(files, config)
        return files

    @override
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Gives every page its list page as parent, so that the right tab is lit."""
        listed = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, LeafPage) and page.leaf.parent is not None and file.src_uri not in listed:
                parent = files.get_file_from_path(source_uri(page.leaf.parent))
                if parent is not None and parent.page is not None and page.parent is None:
                    page.parent = parent.page  # type: ignore[assignment]  # MkDocs asks it only for title and ancestors
        return nav

    @override
    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes search records and data files, and checks the links of every page."""
        with no_collection():
            self._finish(config)
        self._collection.resume()

    def _finish(self, config: MkDocsConfig) -> None:
        files = self.files
        pages = [file.page for file in files.documentation_pages() if file.page is not None]
        own = [page for page in pages if isinstance(page, LeafPage)]
        entries = search.entries(config)
        if entries is not None:
            entries.extend(search.records((page.url, page.leaf) for page in own))
        _write(self.book.data, config.site_dir)
        others = {file.url for file in files} | {data.url for data in self.book.data} | {"404.html", "sitemap.xml"}
        check = LinkCheck(frozenset(others))
        for page in own:
            check.add(page.url, page.content or "", frozenset(page.present_anchor_ids or ()))
        for written in pages:
            if not isinstance(written, LeafPage):
                # MkDocs checks the links of pages that are Markdown; ours may lead to their headings.
                check.add(written.url, "", anchors(written.content or ""))
        for dead in check.dead():
            log.warning("the page %s has a dead link %s: %s", dead.page or "(home)", dead.target, dead.reason)

    @override
    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Keeps the files for the end of the build; has the theme's frames rendered once."""
        self.files = files
        search.pass_over_recorded(config)
        keep_compiled(env)
        return FramingEnvironment(env)

    def _root(self, config: MkDocsConfig) -> Path:
        here = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        return (here / self.config.root).resolve()

    def _report(self, findings: tuple[Finding, ...]) -> None:
        """Errors are warnings of the build: it goes on without --strict and fails with it."""
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        for finding in errors[:MOST_LOGGED]:
            span = finding.span
            place = f"{finding.path}:{span.line}:{span.column}"
            log.warning("%s: %s [%s]", place, finding.message, finding.rule)
        if len(errors) > MOST_LOGGED:
            log.warning("and %d more errors: `steadybook check` shows them all", len(errors) - MOST_LOGGED)


def _write(data: Iterable[DataFile], folder: str) -> None:
    """Writes data files; each folder is made once, for large sites have three of them a service."""
    made = set()
    for file in data:
        target = Path(folder, file.url)
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(file.content().encode())


@contextmanager
def _explained() -> Iterator[None]:
    """Ends the build with an explanation where the repository cannot be read as it is configured."""
    try:
        yield
    except (ConfigurationError, UsageError) as error:
        help = f" {error.help}" if error.help else ""
        raise PluginError(f"{error}.{help}") from error
    except RuleCrashError as error:
        raise PluginError(f"{error}. This is a mistake in Steadybook: please report it.") from error


def _uris(nav: object) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [uri for part in nav.values() for uri in _uris(part)]
    if isinstance(nav, list):
        return [uri for part in nav for uri in _uris(part)]
    return []
