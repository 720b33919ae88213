"""Classes of which a process has one on purpose: those of frameworks, and loggers."""

from ssotlint.graph.classes import Classes
from ssotlint.graph.known import Known
from ssotlint.graph.words import words

FRAMEWORK_OBJECTS = frozenset(
    (
        "aiohttp.web.Application", "celery.Celery", "click.Command", "click.Group",
        "concurrent.futures.Executor", "concurrent.futures._base.Executor", "concurrent.futures.ProcessPoolExecutor",
        "concurrent.futures.ThreadPoolExecutor",
        "contextvars.ContextVar", "cyclopts.App", "dash.Dash", "django.apps.AppConfig",
        "django.contrib.admin.AdminSite", "django.contrib.admin.ModelAdmin",
        "django.db.models.Manager", "django.dispatch.Signal", "dramatiq.broker.Broker",
        "falcon.App", "falcon.asgi.App", "fastapi.APIRouter", "fastapi.FastAPI",
        "fastapi.security.HTTPBearer", "fastapi.security.OAuth2PasswordBearer", "fastmcp.FastMCP",
        "flask.Blueprint", "flask.Flask", "flask_sqlalchemy.SQLAlchemy", "gunicorn.app.base.BaseApplication",
        "huey.Huey", "langchain.prompts.PromptTemplate", "langchain_core.prompts.PromptTemplate",
        "litestar.Litestar", "logging.Filter", "logging.Formatter", "logging.Handler",
        "logging.Logger", "logging.LoggerAdapter", "marshmallow.Schema", "peewee.Database",
        "prometheus_client.CollectorRegistry", "pydantic_settings.BaseSettings",
        "pydantic.BaseSettings", "quart.Blueprint", "quart.Quart", "rq.Queue", "sanic.Sanic",
        "sqlalchemy.MetaData", "sqlalchemy.Table", "sqlalchemy.orm.registry",
        "sqlalchemy.orm.scoped_session", "sqlalchemy.orm.sessionmaker", "starlette.applications.Starlette",
        "strawberry.Schema", "streamlit.Page", "threading.local", "tornado.web.Application",
        "typer.Typer", "typing.TypeVar",
    )
)  # fmt: skip
"""By dotted name, as their documentation says to import them; subclasses are meant too."""


def is_framework_object(classes: Classes, known: Known, more: tuple[str, ...]) -> bool:
    """Whether a class of ours is one of these, or of those that a project names besides."""
    names = {c if isinstance(c, str) else c.symbol for c in classes.lineage(known).order}
    if any(name.startswith(_HANDLERS) for name in names):
        return True
    return not names.isdisjoint(FRAMEWORK_OBJECTS) or not names.isdisjoint(more)


_HANDLERS = "logging.handlers."
_LEVELS = ("debug", "info", "warning", "error")


def is_logger(classes: Classes, known: Known) -> bool:
    """Whether a class is called one, or its instances are told things at each level."""
    if words(known.definition.name)[-1:] == ("logger",):
        return True
    return all(classes.member(known, level) is not None for level in _LEVELS)
