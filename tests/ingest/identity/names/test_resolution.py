"""Names of articles become entities: what must meet meets, what must not stays apart."""

from ingest.identity.names.resolution import Named, Resolution, resolve


def _groups(*names: tuple[str, str, str]) -> tuple[list[int], Resolution]:
    found = resolve([Named(*name) for name in names])
    return found.groups, found


def test_spellings_of_one_person_meet() -> None:
    groups, _ = _groups(
        ("a", "Sviatlana Tsikhanouskaya", "person"),
        ("a", "Tikhanovskaya", "person"),
        ("b", "Svetlana Tihanovska", "person"),
        ("b", "Tikhanovskaya", "person"),
        ("c", "Светлана Тихановская", "person"),
    )
    assert len(set(groups)) == 1


def test_a_slip_in_the_first_name_is_forgiven() -> None:
    groups, _ = _groups(("a", "Emmanuel Macron", "person"), ("b", "Emmanuelle Macron", "person"))
    assert len(set(groups)) == 1


def test_a_surname_is_the_one_of_its_article() -> None:
    groups, _ = _groups(
        ("a", "Jane Smith", "person"),
        ("a", "Smith", "person"),
        ("b", "Robert Smith", "person"),
        ("b", "Smith", "person"),
    )
    assert groups[0] == groups[1] != groups[2] == groups[3]


def test_a_surname_of_two_in_one_article_is_nobodys_and_told() -> None:
    groups, found = _groups(
        ("a", "Jane Smith", "person"), ("a", "Robert Smith", "person"), ("a", "Smith", "person")
    )
    assert len(set(groups)) == 3
    assert any(not one.is_same and one.left == "Smith" for one in found.judgements)


def test_a_long_surname_that_was_taken_for_a_place_is_still_the_persons() -> None:
    groups, _ = _groups(
        ("a", "Sviatlana Tsikhanouskaya", "person"), ("a", "Tikhanovskaya", "place")
    )
    assert len(set(groups)) == 1


def test_father_and_son_stay_apart() -> None:
    groups, _ = _groups(("a", "John Doe Sr.", "person"), ("a", "John Doe Jr.", "person"))
    assert len(set(groups)) == 2


def test_a_people_and_its_country_stay_apart() -> None:
    groups, _ = _groups(("a", "Russian", "other"), ("a", "Russia", "place"))
    assert len(set(groups)) == 2


def test_a_person_and_a_place_of_one_name_stay_apart() -> None:
    groups, _ = _groups(("a", "Paris", "place"), ("b", "Paris", "person"))
    assert len(set(groups)) == 2


def test_an_acronym_meets_its_full_name() -> None:
    groups, _ = _groups(
        ("a", "Organization for Security and Co-operation in Europe", "organization"),
        ("a", "OSCE", "organization"),
        ("b", "the OSCE", "organization"),
        ("c", "EU", "organization"),
        ("c", "European Union", "organization"),
    )
    assert groups[0] == groups[1] == groups[2] != groups[3] == groups[4]


def test_a_country_meets_itself_in_other_languages() -> None:
    groups, _ = _groups(
        ("a", "Великобритании", "place"), ("b", "Great Britain", "place"), ("c", "France", "place")
    )
    assert groups[0] == groups[1] != groups[2]


def test_the_order_of_articles_does_not_matter() -> None:
    names = [
        Named("a", "Jane Smith", "person"),
        Named("b", "Smith", "person"),
        Named("c", "Minsk", "place"),
        Named("d", "Minsk", "organization"),
    ]
    forward, backward = resolve(names).groups, resolve(names[::-1]).groups[::-1]
    same = [[one == other for other in found] for found in (forward, backward) for one in found]
    assert same[:4] == same[4:]


def test_nothing_in_nothing_out() -> None:
    assert resolve([]) == Resolution([], [])
