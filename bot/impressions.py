"""How the one who was helped seemed: the helper says it with a tap, for the organisers alone."""

from __future__ import annotations

from bot import afterwards, dialogue
from bot.context import Scene
from bot.flows.thanking import SEEMING
from bot.heard import Heard, number
from bot.saying import Button, Reply, say
from bot.values import Code, words
from bot.wording import member_words
from models import impression, member
from models.exchange import Exchange
from models.impression import Impression, Seemed
from models.member import Member


def ask(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks how somebody seemed, or notes what was tapped; the message that was tapped changes."""
    standing = impression.helped_by(scene.session, number(arguments), scene.member)
    about = member.get(scene.session, scene.bank.id, standing.asker_id)
    if len(arguments) > 1:
        noted = impression.say(scene.session, standing.id, scene.member, Seemed(arguments[1]), scene.now)
        return _noted(scene, heard, standing, about, noted)
    question = say(
        words("seeming-ask", name=member_words(about)),
        buttons=[
            [
                Button(words("button-seemed-well"), f"seem:{standing.id}:{Seemed.WELL.value}"),
                Button(words("button-seemed-down"), f"seem:{standing.id}:{Seemed.DOWN.value}"),
            ],
            [Button(words("button-seemed-worried"), f"seem:{standing.id}:{Seemed.WORRIED.value}")],
            [Button(words("button-rather-not-say"), f"after:{standing.id}")],
        ],
    )
    return afterwards.in_place(scene, standing, question)


def add_words(scene: Scene, heard: Heard, arguments: list[str]) -> Reply:
    """Asks for a word to go with it."""
    standing = impression.helped_by(scene.session, number(arguments), scene.member)
    return dialogue.begin(scene, SEEMING, subject_id=standing.id)


def _noted(scene: Scene, heard: Heard, standing: Exchange, about: Member, noted: Impression) -> Reply:
    name = member_words(about)
    if noted.seemed is Seemed.WORRIED:
        # Where the one it is about is the only organiser, nobody could hear of it.
        number_to_ring = Code(scene.bank.emergency_number)
        if impression.told_of(scene.session, noted):
            said = words("seeming-noted-worried", number=number_to_ring)
        else:
            said = words("seeming-worried-nobody", number=number_to_ring)
    else:
        said = words("seeming-noted", seemed=noted.seemed.value, name=name)
    what = say(
        said,
        buttons=[
            [Button(words("button-add-words"), f"seemwords:{standing.id}")],
            [Button(words("button-mind-changed"), f"seem:{standing.id}")],
            [Button(words("button-back"), f"after:{standing.id}")],
        ],
    )
    answer = afterwards.in_place(scene, standing, what)
    answer.toast = words("toast-thank-you")
    return answer
