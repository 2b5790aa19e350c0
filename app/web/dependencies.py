"""What handlers ask for, each named once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from app.web.site import Site, SiteKeeper


def get_keeper(request: Request) -> SiteKeeper:
    """Give the keeper of the site that the application was made with."""
    keeper: SiteKeeper = request.app.state.keeper
    return keeper


async def get_site(request: Request) -> Site:
    """Give the site in use; a request keeps the one it began with."""
    return get_keeper(request).site


SiteNow = Annotated[Site, Depends(get_site)]

# Long enough for any id, short enough that nobody pays for comparing it with known ones.
IdInPath = Annotated[str, Path(max_length=200)]
QueryText = Annotated[str, Query(max_length=200, description="Plain words", examples=["knee"])]
HitLimit = Annotated[int, Query(ge=1, le=50, description="How many hits at most")]
SideInQuery = Annotated[
    str | None,
    Query(max_length=20, description="left, right or midline; every side of the zone unless given"),
]
CandidateLimit = Annotated[
    int | None, Query(ge=1, le=10_000, description="How many candidates at most")
]
