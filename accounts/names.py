"""What a name may be, and what a guest is called before choosing one. (pure)"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Sequence
from itertools import product
from random import Random

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

NAME_LENGTH = 40
TRIES = 20  # each fails as seldom as two guests share a name

_JOINERS = "\u200c\u200d"  # shape letters and emoji; harmless within a name
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show nothing
_INKED = frozenset("LNPS")  # major categories that leave a mark: letters, numbers, signs


def clean_line(text: str) -> str:
    """Free text as it may be shown on one line: nothing invisible that could disguise it.

    Control characters, direction overrides, lone surrogates and blank letters are dropped, white
    space is collapsed. Nothing may be left.
    """
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(character for character in spaced if _may_stand(character))
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def clean_name(name: str) -> str:
    """The name as it may be shown, cleaned as `clean_line` does.

    Raises ValidationError when nothing visible or too much is left.
    """
    cleaned = clean_line(name)
    if not any(unicodedata.category(character)[0] in _INKED for character in cleaned):
        raise ValidationError(gettext("Write a name."), code="empty")
    if len(cleaned) > NAME_LENGTH:
        raise ValidationError(
            gettext("A name can have %(length)d characters at most.") % {"length": NAME_LENGTH},
            code="too_long",
        )
    return cleaned


def name_list(names: Sequence[str]) -> str:
    """Join names as a sentence does: "Mia, Tom & Aiko"."""
    if len(names) < 2:
        return "".join(names)
    return gettext("%(names)s & %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _may_stand(character: str) -> bool:
    if character in _JOINERS:
        return True
    return unicodedata.category(character)[0] != "C" and character not in _BLANK_LETTERS


# Each language may have words of its own, as many as it likes: two guests rarely share a name while
# there are thousands of pairs.
_MEDIA = gettext_lazy(
    "Ink Chalk Crayon Charcoal Pastel Pencil Paper Brush Feather Sepia Indigo Ochre Umber "
    "Sienna Cobalt Azure Amber Coral Ivory Jade Copper Silver Saffron Cinnabar Madder Russet "
    "Crimson Scarlet Emerald Olive Teal Violet Graphite Watercolour Gouache Tempera Fresco "
    "Mosaic Velvet Linen Cotton Marble Clay Bamboo Cedar Walnut Birch Willow Maple"
)
_ANIMALS = gettext_lazy(
    "Otter Heron Badger Finch Hare Lynx Owl Fox Gecko Hedgehog Ibis Jackdaw Koala Lemur "
    "Marten Newt Octopus Puffin Quail Raven Seal Tapir Walrus Wren Albatross Alpaca Antelope "
    "Armadillo Axolotl Beaver Bee Beetle Bison Bittern Bullfinch Bumblebee Butterfly Camel "
    "Capybara Caracal Caribou Carp Cat Chameleon Chamois Cheetah Chinchilla Cicada Clam "
    "Cormorant Crab Crane Cricket Cuckoo Curlew Deer Dipper Dolphin Dormouse Dove Dragonfly "
    "Duck Dunlin Eagle Egret Elk Ermine Falcon Fawn Ferret Firefly Flamingo Gannet Gazelle "
    "Gibbon Giraffe Goldfinch Goose Grebe Gull Hamster Hoopoe Hornbill Horse Hummingbird "
    "Iguana Impala Jaguar Jay Jerboa Kestrel Kingfisher Kite Kiwi Kudu Ladybird Lapwing Lark "
    "Linnet Lion Lizard Llama Lobster Loon Magpie Mallard Manatee Mandrill Mantis Margay "
    "Marmot Meerkat Merlin Mole Mongoose Moose Moth Mouse Narwhal Nautilus Nightingale "
    "Nuthatch Ocelot Okapi Oriole Osprey Oryx Panda Panther Parrot Partridge Peacock Pelican "
    "Penguin Perch Petrel Pheasant Pigeon Pika Pipit Platypus Plover Polecat Pony Porcupine "
    "Porpoise Possum Quokka Rabbit Raccoon Redstart Reindeer Robin Rook Salamander Salmon "
    "Sandpiper Seahorse Serval Shrew Siskin Skylark Sparrow Spoonbill Squirrel Starling "
    "Starfish Stilt Stork Swallow Swan Swift Tern Terrapin Thrush Tiger Tortoise Toucan Trout "
    "Turtle Turnstone Vole Wagtail Warbler Waxwing Weasel Whale Wigeon Wolf Wombat Woodpecker "
    "Yak Zebra"
)


def guest_name(random: Random, taken: Container[str] = ()) -> str:
    """A friendly name for somebody who has not given one: "Ink Otter".

    None of those `taken`, which are casefolded, as long as chance finds another.
    """
    media, animals = str(_MEDIA).split(), str(_ANIMALS).split()
    tries = [_pair(random.choice(media), random.choice(animals)) for _ in range(TRIES)]
    return next((name for name in tries if name.casefold() not in taken), tries[0])


def is_invented(name: str) -> bool:
    """Whether `guest_name` may have said it."""
    pairs = product(str(_MEDIA).split(), str(_ANIMALS).split())
    return any(name == _pair(medium, animal) for medium, animal in pairs)


def _pair(medium: str, animal: str) -> str:
    return gettext("%(medium)s %(animal)s") % {"medium": medium, "animal": animal}
