"""The token with which a system is asked dies just before the trigger."""

from interlock.document.shapes.shape import Shape

SHAPE = Shape(
    name="token_expired",
    expressions=(
        "while the token of {system} expires/expired",
        "while {system}'s token expires/expired",
        "while a token of {system} expires/expired",
    ),
    example="while the token of Books expires",
    gives={"system": "Books"},
)
