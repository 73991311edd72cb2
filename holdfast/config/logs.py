"""Logs are lines of JSON with a request id and no personal data: a path's shape, never its query or what was typed."""

import json
import logging
import logging.config
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings

request_id: ContextVar[str] = ContextVar("log_request_id", default="")

# Facts a log line may carry besides its message: shapes, codes and durations, never words that somebody typed.
FACTS = ("method", "route", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """One event a line. An exception is named by type and place; its text could quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._message(record),
            "request_id": request_id.get(),
        }
        line |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        job = getattr(record, "job", None)
        if isinstance(job, dict):
            # The job's name and number alone: its arguments are ids, and stay in the database.
            line |= {"job": job.get("task_name"), "job_id": job.get("id")}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record.exc_info[2])
        return json.dumps(line)

    @staticmethod
    def _message(record: logging.LogRecord) -> str:
        if record.name.startswith("holdfast"):
            return record.getMessage()
        # Other libraries put addresses and parameters into their sentences: keep the name of what happened, or the template.
        if record.name.startswith("procrastinate"):
            return str(getattr(record, "action", "") or "job")
        if record.name.startswith("django.security"):
            return f"refused: {record.name.rpartition('.')[2]}"  # its sentence quotes the header that was sent
        return record.getMessage() if record.name == "gunicorn.error" else str(record.msg)


def _where(traceback: Any) -> list[str]:
    frames = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/site-packages/', 1)[-1]}:{traceback.tb_lineno}:{code.co_name}")
        traceback = traceback.tb_next
    return frames[-12:]


def configure() -> None:
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": JsonLines}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": settings.LOG_LEVEL},
            "loggers": {
                "django.server": {"level": "WARNING"},
                "django.request": {"level": "ERROR"},
                "fontTools": {"level": "WARNING"},
                # Every start and end of every job would drown what a person looks for; faults are still said.
                "procrastinate": {"level": "WARNING"},
            },
        }
    )
