"""MkDocs' part of the pipeline: it draws the shell and the column pages, and nothing unchecked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from gongkai import building
from gongkai.layout import CONTENT
from gongkai.model import SetupError
from gongkai.previewing import Preview
from gongkai.publishing import SHELLS

shown: Preview | None = None


def on_startup(command: str, **_: Any) -> None:
    """A site that is only shown does not replace the last good one."""
    global shown  # noqa: PLW0603 - MkDocs tells this event alone
    shown = Preview() if command == "serve" else None


def on_pre_build(config: MkDocsConfig) -> None:
    """The gate: right after this MkDocs empties its folder, from now on one beside the last good site."""
    config.theme.static_templates -= {"sitemap.xml", "404.html"}  # its own, and a page for lost readers
    try:
        config.extra["build"] = building.begin(Path(config.config_file_path).parent, shown=shown is not None)
        if not shown:
            config.site_dir = str(building.beside(Path(config.site_dir)))
        config.docs_dir = config.site_dir  # empty by then: MkDocs need not look at every item to leave it out
    except (SetupError, building.RefusedError) as error:
        stop = click.ClickException(str(error))
        stop.exit_code = error.exit_code  # type: ignore[misc]
        raise stop from error


def on_serve(server: LiveReloadServer, builder: Callable[..., None], **_: Any) -> LiveReloadServer:
    """A saved item is shown at once; a refused change is told, and the last good pages stay."""

    def build_or_tell() -> None:
        try:
            if not (shown and shown.refresh()):
                builder()
        except (click.ClickException, SetupError, building.RefusedError) as error:
            click.echo(f"Error: {error}", err=True)

    server.builder = build_or_tell
    return server


def on_files(files: Files, config: MkDocsConfig) -> None:
    """The column pages, and those that become shells."""
    build = config.extra["build"]
    config.docs_dir = str(build.root / CONTENT)
    for path in (*build.columns, *SHELLS):
        files.append(File.generated(config, path, content=""))


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Python-Markdown draws nothing: every text goes through the one renderer that the rules judged."""
    page.meta = config.extra["build"].head(page.file.src_uri)
    return ""


def on_page_content(_html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """The text of a column page; of a shell, the mark where its content belongs."""
    return str(config.extra["build"].content(page.file.src_uri))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep a shell; MkDocs writes no empty page."""
    return str(config.extra["build"].keep_shell(page.file.src_uri, output))


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the shells, and let the new site take the place of the old."""
    build, site = config.extra["build"], Path(config.site_dir)
    click.echo(build.finish(site, keep=not shown))
    if shown:
        config.watch.append(str(shown.follow(build, site)))
