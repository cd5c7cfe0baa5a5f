"""MkDocs' part of the pipeline: it draws the shell and the column pages, and nothing unchecked."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from gongkai import building
from gongkai.model import SetupError
from gongkai.publishing import SHELLS

serving = False


class StopError(Abort):
    """Ends MkDocs with our words and our exit code: 1 for findings, 2 for a set-up at fault."""

    def __init__(self, error: SetupError | building.RefusedError) -> None:
        super().__init__(f"gongkai: {error}")
        vars(self).update(exit_code=error.exit_code, code=error.exit_code)
        self.show = partial(click.echo, self.message, err=True)  # type: ignore[method-assign]


def on_startup(command: str, **_: Any) -> None:
    """A site that is only shown does not replace the last good one."""
    global serving  # noqa: PLW0603 - MkDocs tells this event alone
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Write beside the last good site; leave out MkDocs' own sitemap and page for lost readers."""
    config.theme.static_templates.clear()
    if not serving:
        config.site_dir = str(building.beside(Path(config.site_dir)))


def on_pre_build(config: MkDocsConfig) -> None:
    """The gate: MkDocs empties its folder right after this. The theme finds the build in `extra`."""
    try:
        config.extra["build"] = building.begin(Path(config.config_file_path).parent)
    except (SetupError, building.RefusedError) as error:
        raise StopError(error) from error


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that become shells."""
    for path in SHELLS:
        files.append(File.generated(config, path, content=""))


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Python-Markdown draws nothing: every text goes through the one renderer that the rules judged."""
    title, description = config.extra["build"].heading(page.file.src_uri)
    page.meta = {"title": escape(title), "description": escape(description)}
    return ""


def on_page_content(_html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """The text of a column page; of a shell, the mark where its content belongs."""
    return str(config.extra["build"].content(page.file.src_uri))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep a shell; MkDocs writes no empty page."""
    return str(config.extra["build"].keep_shell(page.file.src_uri, output))


def on_post_build(config: MkDocsConfig) -> None:
    """Fill the shells, and let the new site take the place of the old."""
    click.echo(config.extra["build"].finish(Path(config.site_dir), keep=not serving))
