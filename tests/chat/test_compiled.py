"""A query that is built once asks anew each time."""

import pytest

from chat.compiled import Compiled, IsAnyOf
from chat.models import Customer
from tests.chat.build import customer

pytestmark = pytest.mark.django_db

BY_ID = Compiled(lambda id_: Customer.objects.filter(pk=id_))
NAMES = Compiled(lambda ids: Customer.objects.filter(IsAnyOf("pk", ids)).order_by("name").values_list("name"))
OF_TWO = Compiled(lambda first, second: Customer.objects.filter(pk=first, site=second))


def test_each_call_has_its_own_ids():
    ada, bob = customer("Ada"), customer("Bob")
    assert [BY_ID.objects(each.id) for each in (ada, bob)] == [[ada], [bob]]
    assert NAMES.rows([bob.id, ada.id]) == [("Ada",), ("Bob",)]
    assert NAMES.rows([]) == []
    assert OF_TWO.objects(ada.id, ada.site_id) == [ada]
    assert OF_TWO.objects(ada.site_id, ada.id) == []


def test_it_sees_what_changed():
    ada = customer("Ada")
    assert NAMES.rows([ada.id]) == [("Ada",)]
    Customer.objects.update(name="Countess")
    assert NAMES.rows([ada.id]) == [("Countess",)]


def test_it_is_built_once():
    built = []
    query = Compiled(lambda id_: built.append(id_) or Customer.objects.filter(pk=id_))
    ada = customer("Ada")
    assert [query.objects(ada.id), query.objects(ada.id)] == [[ada], [ada]]
    assert len(built) == 1
