"""What can be answered to a finding, and how the answer is written into the document: values in, values out."""

from interlock.asking.block import Block, block_of
from interlock.asking.comments import lost_comment
from interlock.asking.elsewhere import ELSEWHERE
from interlock.asking.offer import Asked, Choice, NotAnAnswer, Offer, Way
from interlock.asking.offering import offer, ways
from interlock.asking.order import most_blocking_first
from interlock.asking.recording import hand_on, leave_open, propose, question_of, record, settle_questions, take_up
from interlock.asking.saying import chosen, quoted

__all__ = [
    "ELSEWHERE",
    "Asked",
    "Block",
    "Choice",
    "NotAnAnswer",
    "Offer",
    "Way",
    "block_of",
    "chosen",
    "hand_on",
    "leave_open",
    "lost_comment",
    "most_blocking_first",
    "offer",
    "propose",
    "question_of",
    "quoted",
    "record",
    "settle_questions",
    "take_up",
    "ways",
]
