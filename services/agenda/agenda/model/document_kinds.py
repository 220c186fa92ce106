from enum import StrEnum


class Kind(StrEnum):
    AGENDA = "agenda"
    NEWS_RELEASE = "news-release"
