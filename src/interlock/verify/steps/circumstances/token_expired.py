"""The token with which a system is asked dies just before the trigger."""

from __future__ import annotations

from interlock.verify.scene import Scene
from interlock.verify.steps._base import Args, CannotTell, Circumstance


def begin(scene: Scene, args: Args) -> None:
    """Let every token that the system has handed out die now.

    Raises:
        CannotTell: the system hands out none.
    """
    side = scene.side(args["system"])
    schemes = scene.inventory.profiles[side].auth.value or ()
    if not any(scheme.token_url for scheme in schemes):
        raise CannotTell(f"{scene.system(side)} hands out no tokens, so none can expire")
    scene.sandboxes[side].expire_tokens()
    scene.note(scene.system(side), "every token that was handed out has expired")


step = Circumstance(begin)
