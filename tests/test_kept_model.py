from __future__ import annotations

from app.kept_model import KeptModel


class Stone(KeptModel):
    weight_g: float
    name: str = ""


def test_models_given_the_same_fields_share_the_record_of_it() -> None:
    one, other = Stone(weight_g=1), Stone.model_validate({"weight_g": 2})
    assert one.model_fields_set == {"weight_g"}
    assert one.model_fields_set is other.model_fields_set


def test_models_given_other_fields_do_not() -> None:
    named = Stone(weight_g=1, name="flint")
    assert named.model_fields_set == {"weight_g", "name"}
    assert Stone(weight_g=1).model_fields_set == {"weight_g"}


def test_a_changed_copy_leaves_the_record_of_others_alone() -> None:
    plain = Stone(weight_g=1)
    copy = plain.model_copy(update={"name": "flint"})
    assert copy.model_fields_set == {"weight_g", "name"}
    assert plain.model_fields_set == {"weight_g"}
