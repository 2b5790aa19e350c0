"""The JSON body of a match: its shape and limits, as the API describes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from app.matching.options import Options

MAX_MARKS = Options().max_marks
# More than the vocabulary has, by far; the body limit would allow thousands.
_MAX_SYMPTOMS = 200
MAX_LIMIT = 10_000

_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
# Long enough for any id; a longer one is not one, and is not searched for its neighbours.
_IdText = Annotated[str, StringConstraints(max_length=200)]


MATCH_EXAMPLE: dict[str, JsonValue] = {
    "marks": [
        {"zone": "temple", "side": "left", "weight": "main"},
        {"zone": "neck-posterior", "side": "left", "weight": "also"},
    ],
    "symptoms": [],
    "limit": 50,
}


class MarkIn(BaseModel):
    """A zone on a side that hurts."""

    model_config = _STRICT

    zone: _IdText = Field(description="A zone id", examples=["temple"])
    side: _IdText | None = Field(
        default=None,
        description="left, right or midline: the patient's own side. May be left out for a zone "
        "on the midline.",
        examples=["left"],
    )
    weight: Literal["main", "also"] = Field(
        default="main", description="main hurts most; also hurts as well"
    )


class MatchIn(BaseModel):
    """Where it hurts, what else was noticed, and how many candidates are wanted."""

    model_config = ConfigDict(
        **_STRICT,
        json_schema_extra={"examples": [MATCH_EXAMPLE]},
    )

    marks: Annotated[list[MarkIn], Field(max_length=MAX_MARKS)]
    symptoms: Annotated[tuple[_IdText, ...], Field(max_length=_MAX_SYMPTOMS)] = ()
    limit: Annotated[int, Field(ge=1, le=MAX_LIMIT)] | None = Field(
        default=None, description="How many candidates at most; all of them unless given"
    )
