"""The contract between templates and contexts: a template uses only what its context has."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI
from jinja2 import Environment, StrictUndefined, UndefinedError, meta, nodes

from app.settings import ROOT
from app.web import answer_contexts, care_contexts, contexts, page_contexts
from app.web.contexts import PageContext

TEMPLATES = ROOT / "templates"
GLOBALS = {"asset_url", "figure_url", "site_name", "styles_url"}
# Jinja's own.
BUILT_IN = {"range", "dict", "lipsum", "cycler", "joiner", "namespace"}

CONTEXTS = {
    "map.html": contexts.MapContext,
    "muscles.html": page_contexts.MusclesContext,
    "muscle.html": page_contexts.MuscleContext,
    "zones.html": page_contexts.ZonesContext,
    "zone.html": page_contexts.ZoneContext,
    "areas.html": page_contexts.AreasContext,
    "area.html": page_contexts.AreaContext,
    "symptoms.html": care_contexts.SymptomsContext,
    "symptom.html": care_contexts.SymptomContext,
    "techniques.html": care_contexts.TechniquesContext,
    "technique.html": care_contexts.TechniqueContext,
    "coverage.html": care_contexts.CoverageContext,
    "about.html": page_contexts.AboutContext,
    "error.html": page_contexts.ErrorContext,
    "problem.html": page_contexts.ProblemPageContext,
    "api.html": page_contexts.ApiContext,
    "base.html": PageContext,
    "_answer.html": answer_contexts.AnswerContext,
    "_answer_card.html": answer_contexts.CardContext,
    "_answer_candidate.html": answer_contexts.CandidateItemContext,
    "_answer_chip.html": answer_contexts.MarkContext,
    "_answer_chip_symptom.html": contexts.SymptomContext,
    "_answer_reason.html": answer_contexts.EvidenceContext,
    "_answer_point.html": answer_contexts.PointLinkContext,
    "_answer_warnings.html": answer_contexts.WarningsContext,
}

INCLUDE = re.compile(r'{%-?\s*include\s+"([^"]+)"\s*-?%}')
EXTENDS = re.compile(r'{%-?\s*extends\s+"([^"]+)"\s*-?%}')


def source_of(name: str) -> str:
    """Read a template with what it includes put in its place."""
    text = (TEMPLATES / name).read_text()
    return INCLUDE.sub(lambda match: source_of(match[1]), text)


def names_used(name: str) -> set[str]:
    """List the variables that a template and what it extends take from outside."""
    text = source_of(name)
    tree = Environment(autoescape=True).parse(text)
    made = {macro.name for macro in tree.find_all(nodes.Macro)}
    for found in tree.find_all(nodes.FromImport):
        made |= {item if isinstance(item, str) else item[1] for item in found.names}
    for assign in tree.find_all(nodes.Assign):
        made |= {target.name for target in assign.find_all(nodes.Name) if target.ctx == "store"}
    used = set(meta.find_undeclared_variables(tree)) - made
    parent = EXTENDS.search(text)
    return used | (names_used(parent[1]) if parent else set())


@pytest.mark.parametrize("name", CONTEXTS)
def test_a_template_uses_only_what_its_context_has(name: str) -> None:
    offered = {field.name for field in fields(CONTEXTS[name])}
    assert names_used(name) - offered - GLOBALS - BUILT_IN == set()


def test_every_template_has_a_context_or_is_part_of_one() -> None:
    included = set()
    imported = set()
    for path in TEMPLATES.iterdir():
        text = path.read_text()
        included |= set(INCLUDE.findall(text))
        imported |= set(re.findall(r'{%-?\s*from\s+"([^"]+)"', text))
    known = set(CONTEXTS) | included | imported
    assert {path.name for path in TEMPLATES.iterdir()} == known
    assert included | imported <= {path.name for path in TEMPLATES.iterdir()}


def test_every_field_of_a_page_s_context_is_used_by_its_template() -> None:
    """A field that no template reads is work done for nothing; what base.html needs is shared."""
    shared = {field.name for field in fields(PageContext)}
    for name, context in CONTEXTS.items():
        if issubclass(context, PageContext):
            own = {field.name for field in fields(context)} - shared
            assert own - names_used(name) == set(), name


def test_contexts_are_frozen() -> None:
    for module in (contexts, page_contexts, answer_contexts):
        for value in vars(module).values():
            is_own = getattr(value, "__module__", "") == module.__name__
            if is_own and isinstance(value, type) and is_dataclass(value):
                assert value.__dataclass_params__.frozen, value


def test_an_unknown_name_fails(app: FastAPI) -> None:
    environment = app.state.keeper.site.templates.environment
    assert environment.undefined is StrictUndefined
    with pytest.raises(UndefinedError):
        environment.from_string("{{ nothing }}").render()


def test_templates_hold_no_inline_script_style_or_other_origin() -> None:
    for path in Path(TEMPLATES).iterdir():
        text = path.read_text()
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), path.name
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", text), path.name
        assert "http://" not in text.replace("http://www.w3.org/2000/svg", ""), path.name
        assert "https://" not in text, path.name
