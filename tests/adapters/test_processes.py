"""Work that several processes do side by side."""

from __future__ import annotations

import signal

from interlock.adapters.processes import side_by_side


def _hears_ctrl_c(_: int) -> bool:
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_a_process_started_beside_does_not_hear_ctrl_c_and_this_one_does() -> None:
    with side_by_side(2) as each:
        assert list(each(_hears_ctrl_c, [1, 2, 3])) == [False, False, False]
    assert _hears_ctrl_c(0)


def test_results_come_in_the_order_of_what_was_asked() -> None:
    with side_by_side(1) as each:
        assert list(each(abs, [-1, 2, -3])) == [1, 2, 3]
