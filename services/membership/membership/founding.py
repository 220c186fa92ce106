"""The first start of an installation: its committee, from the file that `COMMITTEE_FILE` names."""

import json
import threading
from pathlib import Path
from typing import Any

from chassis import log
from chassis.config import Settings
from chassis.errors import Invalid, Malformed, Unavailable
from chassis.mongo import Store
from chassis.schema import load
from membership.handlers import committees
from membership.terms import Establishment

PAUSE = 0.5

logger = log.get(__name__)


def found(store: Store, settings: Settings, stop: threading.Event) -> None:
    """Safe in as many processes as start at once: the first to commit establishes it for all."""
    file: Path | None = settings.env.path("COMMITTEE_FILE", None)
    if file is None:
        logger.warning("no_committee_file")
        return
    terms = read_terms(file)
    while not stop.is_set():
        try:
            committee = store.transact(lambda tx: committees.establish(tx, terms))
            logger.info("committee_ready", committee=committee.id)
            return
        except Unavailable:
            stop.wait(PAUSE)
        except Invalid as error:
            raise ValueError(f"COMMITTEE_FILE: {file}: {error.fields}") from error


def read_terms(file: Path) -> dict[str, Any]:
    try:
        return load(Establishment(), json.loads(file.read_text(encoding="utf-8")))
    except Invalid as error:
        raise ValueError(f"COMMITTEE_FILE: {file}: {error.fields}") from error
    except (OSError, ValueError, Malformed) as error:
        raise ValueError(f"COMMITTEE_FILE: {file}: {error}") from error
