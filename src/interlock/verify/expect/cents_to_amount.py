"""A number of minor units becomes an amount."""

from interlock.verify.expect._minor import money

expectation = money(starts_with_cents=True)
