"""An amount becomes a number of minor units."""

from interlock.verify.expect._minor import money

expectation = money(starts_with_cents=False)
