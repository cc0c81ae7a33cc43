"""What the hosting platform says about itself in the environment, and when not to start.

Pure: every function is given the environment, none reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.exceptions import ImproperlyConfigured

Environment = Mapping[str, str]

# Variables by which platforms with a passing disk are known.
MARKS = ("DYNO", "DOKKU_APP_TYPE", "RENDER", "RAILWAY_ENVIRONMENT", "FLY_APP_NAME", "K_SERVICE")

# Commands of a build, which runs before there are secrets and databases.
BUILD_COMMANDS = frozenset({"collectstatic", "compilemessages", "makemessages"})

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


def on_platform(environment: Environment) -> bool:
    return any(environment.get(mark) for mark in MARKS)


def is_building(arguments: Sequence[str]) -> bool:
    """`arguments` as in sys.argv."""
    return len(arguments) > 1 and arguments[1] in BUILD_COMMANDS


def own_origins(environment: Environment) -> list[str]:
    """Where people reach the site if SITE_ORIGINS does not say: as the platform tells, or here."""
    if url := environment.get("RENDER_EXTERNAL_URL"):
        return [url]
    if domain := environment.get("RAILWAY_PUBLIC_DOMAIN"):
        return [f"https://{domain}"]
    if domain := environment.get("HEROKU_APP_DEFAULT_DOMAIN_NAME"):
        return [f"https://{domain}"]
    if name := environment.get("FLY_APP_NAME"):
        return [f"https://{name}.fly.dev"]
    port = environment.get("PORT", "8000")
    return [f"http://{host}:{port}" for host in sorted(LOOPBACK)]


def refuse_unsafe_start(environment: Environment, hosts: Sequence[str]) -> None:
    """ImproperlyConfigured, with the remedy, where going on would lose drawings or open the site.

    `hosts` are the names the site answers to.
    """
    for problem in _problems(environment, hosts):
        raise ImproperlyConfigured(problem)


def _problems(environment: Environment, hosts: Sequence[str]) -> list[str]:
    platform = on_platform(environment)
    problems = []
    if not environment.get("SECRET_KEY") and (platform or not LOOPBACK.issuperset(hosts)):
        problems.append(
            "SECRET_KEY is missing. Set it to 50 random characters and keep it secret: "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    if platform and not environment.get("DATABASE_URL"):
        problems.append(
            "DATABASE_URL is missing, and this platform's disk forgets: drawings would be lost at "
            "the next restart. Add a PostgreSQL database and set DATABASE_URL."
        )
    if platform and not environment.get("SITE_ORIGINS") and LOOPBACK.issuperset(hosts):
        problems.append(
            "SITE_ORIGINS is missing. Set it to the addresses people use, scheme included: "
            "SITE_ORIGINS=https://draw.example.org"
        )
    if processes(environment) > 1 and not environment.get("REDIS_URL"):
        problems.append(
            "REDIS_URL is missing, and WEB_CONCURRENCY asks for several processes: people in "
            "different processes would not see each other. Add Redis and set REDIS_URL, or set "
            "WEB_CONCURRENCY=1."
        )
    return problems


def processes(environment: Environment) -> int:
    """How many web processes WEB_CONCURRENCY asks for; ImproperlyConfigured if it is no number."""
    given = environment.get("WEB_CONCURRENCY") or "1"
    if not given.isdecimal():
        raise ImproperlyConfigured(f"WEB_CONCURRENCY is {given!r}; it must be a whole number.")
    return int(given)
