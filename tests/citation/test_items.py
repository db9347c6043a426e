"""Which item a document becomes, by the kind of its publisher."""

from typing import get_args

import pytest

from migrant_crisis_2021.citation.items import document_type, signs
from migrant_crisis_2021.citation.statements import PAST
from migrant_crisis_2021.errors import DataIntegrityError
from migrant_crisis_2021.names import PublisherKind, Stance

from .invented_dataset import cited, document

SIGNING = "company court eu_body government igo movement news_agency ngo think_tank un_body"
TYPES = {"newspaper": "article-newspaper", "ngo": "report", "think_tank": "report"}


@pytest.mark.parametrize("kind", get_args(PublisherKind))
def test_bodies_sign_what_they_publish_and_media_do_not(kind):
    (item,) = cited(document("one", "P", kind)).sources
    assert ("author" in item) == (kind in SIGNING.split())


@pytest.mark.parametrize("kind", get_args(PublisherKind))
def test_the_type_follows_the_kind_of_publisher(kind):
    (item,) = cited(document("one", "P", kind)).sources
    assert item["type"] == TYPES.get(kind, "webpage")


@pytest.mark.parametrize("reading", [document_type, signs])
def test_a_kind_of_publisher_without_a_meaning_is_refused(reading):
    with pytest.raises(DataIntegrityError, match="publisher_kind 'podcast' has no meaning"):
        reading("podcast")


def test_every_stance_has_its_past():
    assert set(PAST) == set(get_args(Stance))


def test_an_archived_copy_is_the_address_where_there_is_no_other():
    archived = {"archived_url": "https://a.example"}
    (item,) = cited(document("one", "P", "court", **archived)).sources
    assert (item["URL"], item.get("annote", item.get("note"))) == ("https://a.example", None)
