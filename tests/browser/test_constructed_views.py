"""Muscles that skin hides: the way from a candidate to the picture in which they lie open."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.map_page import MapPage


def test_a_chosen_candidate_leads_to_its_muscle_lying_open(map_page: MapPage) -> None:
    page = map_page.page
    map_page.view("head-left")
    map_page.mark("jaw-joint:left")
    page.locator('[data-candidate="lateral-pterygoid-1:left"]').first.click()
    offer = page.locator("[data-offer]")
    expect(offer).to_have_text("The muscle: Jaw, opened")
    offer.click()
    picture = page.locator('svg[data-view="jaw-open"]')
    expect(picture.locator('.muscles-own [data-muscle="lateral-pterygoid"]')).to_have_count(1)
    expect(picture.locator(".figure-points .point-mark")).to_have_count(1)
    expect(offer).to_be_hidden()


def test_a_deep_place_is_tapped_where_it_is(map_page: MapPage) -> None:
    map_page.view("pelvic-floor")
    map_page.click("rectum-anus:midline")
    map_page.expect_marks("rectum-anus:midline")
    map_page.view("back")
    map_page.expect_marks("rectum-anus:midline")
