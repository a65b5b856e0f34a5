"""The evidence pack for a partner's review of the integration, in one form of values for a page and Markdown."""

from __future__ import annotations

from interlock.model.review import Access, Review
from interlock.render.brief import Brief, Grid, Part
from interlock.render.view import View

_DIGITS = 64


def review_brief(view: View, review: Review) -> Brief:
    """What the integration does, with which data and permissions, how it is secured and proven, and what is unknown."""
    names = " and ".join(f"{one.name} ({one.company})" if one.company else one.name for one in view.systems)
    personal = sum(datum.personal != "no" for _, data in review.data for datum in data)
    met = sum(one.judgement == "met" for one in review.criteria)
    version = f", version {view.version}" if view.version else ""
    where = f", environment {review.environment}" if review.environment else ""
    parts = [_does(view), *map(_access, review.access), _flows(view, review), _owned(view)]
    parts += [
        Part("Deletes and how long values are kept", grids=(Grid("Retention", ("What", "How"), review.kept),)),
        Part("Security", grids=(Grid("Security", ("What", "How"), review.secured),)),
        _errors(review),
        _proven(view, review),
        _contacts(view),
        Part("What is not known", items=review.unknown or ("nothing that this report asks about",)),
    ]
    return Brief(
        over=f"For the review of an integration{version}{where}",
        title=view.title,
        lead=f"What the integration between {names} does, what it may do and why, and what proves it.",
        facts=(
            ("Criteria met on sandboxes", f"{met:,} of {len(review.criteria):,}"),
            ("Rows of fields with personal or confidential data", f"{personal:,}"),
            ("Not known", f"{len(review.unknown):,}"),
        ),
        parts=tuple(parts),
        foot=f"Computed on {review.at:%Y-%m-%d %H:%M} UTC from `{view.file}`, both API descriptions and kept evidence.",
    )


def _does(view: View) -> Part:
    arrows = view.diagram.arrows if view.diagram is not None else ()
    flows = tuple((one.record, one.left, one.direction or "?", one.right, one.how_often) for one in arrows)
    left, right = _names(view)
    heads = ("Record", left, "Way", right, "How often")
    stories = tuple(f"**{one.name}** ({one.source} → {one.target}): {one.sentence}" for one in view.stories)
    left_out = tuple(f"Not in it: {one.what}" for one in view.out_of_scope)
    return Part(
        "What it does", view.overview, (*stories, *left_out), (Grid("What flows", heads, flows),) if flows else ()
    )


def _names(view: View) -> tuple[str, str]:
    names = [one.name for one in view.systems[:2]]
    return (names[0], names[1]) if len(names) > 1 else ("Left", "Right")


def _access(access: Access) -> Part:
    title = f"Access to {access.system}" + (f" of {access.company}" if access.company else "")
    if access.problem:
        return Part(title, (access.problem,))
    how = f"It signs in with {access.sign_in}." if access.sign_in else "The description does not say how it signs in."
    said = [how]
    if access.limit:
        said.append(f"It keeps to the limit of {access.limit}, and to a lower one that answers tell of.")
    grids = []
    if access.scopes:
        rows = tuple((f"`{one.name}`", one.says or "not said", "; ".join(one.operations)) for one in access.scopes)
        grids.append(Grid("Scopes", ("Scope needed", "What the vendor says of it", "Needed for"), rows))
    if access.not_needed:
        said.append(f"Offered and not asked for: {', '.join(f'`{one}`' for one in access.not_needed)}.")
    used = tuple(
        (one.record, f"`{one.request}`", "reads" if one.reads else "writes", one.what) for one in access.operations
    )
    if used:
        grids.append(Grid("Operations", ("Record", "Operation", "Kind", "Used"), used))
    else:
        said.append("No operation of it is used.")
    return Part(title, tuple(said), grids=tuple(grids))


def _flows(view: View, review: Review) -> Part:
    left, right = _names(view)
    heads = (left, "Way", right, "Rule", "Personal data")
    parts = tuple(
        Part(
            record,
            grids=(
                Grid(record, heads, tuple((one.left, one.arrow, one.right, one.rule, one.personal) for one in data)),
            ),
        )
        if data
        else Part(record, ("no fields are mapped yet",))
        for record, data in review.data
    )
    return Part("Data, field by field", ("Nothing but these fields is written.",), parts=parts)


def _owned(view: View) -> Part:
    """Whose word counts for each record, and what happens where both sides change it."""
    wanted = ("Source of truth", "Direction", "On conflict", "Create missing", "Only when")
    rows = tuple(
        (one.name, *(next((d.said for d in one.decisions if d.name == name), "") or "not said" for name in wanted))
        for one in view.records
    )
    return Part("Who owns the data", grids=(Grid("Ownership", ("Record", *wanted), rows),))


def _errors(review: Review) -> Part:
    said = (
        "What fails is tried again as said below, then held with a reason and told to a person.",
        "It is never dropped, and other items go on.",
        "A write whose answer was lost is looked for before it is sent again, so that nothing is made twice.",
    )
    rows = review.handled
    return Part("When something goes wrong", said, grids=(Grid("Errors", ("When", "Then"), rows),) if rows else ())


def _proven(view: View, review: Review) -> Part:
    proofs = tuple(
        (one.what, one.verdict, f"{one.at:%Y-%m-%d}", one.by or "run by the program", one.void or "counts")
        for one in review.proofs
    )
    criteria = tuple((one.name, one.sentence, one.judgement or "not known") for one in review.criteria)
    signed = tuple(
        (one.layer, one.name, one.company, one.given, one.grade, one.void or "counts") for one in view.signatures
    )
    digests = tuple((name, f"`{digest[:_DIGITS]}`") for name, digest in review.digests)
    grids = []
    if proofs:
        grids.append(Grid("Evidence", ("What", "Outcome", "On", "By", "Does it count"), proofs))
    if criteria:
        grids.append(Grid("Criteria", ("Criterion", "What it says", "Last run"), criteria))
    if signed:
        grids.append(Grid("Signatures", ("Layer", "Who", "Company", "On", "How", "Does it count"), signed))
    grids.append(Grid("Digests", ("Of", "sha256 now"), digests))
    none = "Nothing was proven yet." if not proofs else "Each piece counts for exactly what its digests name."
    return Part("What proves it", (none,), grids=tuple(grids))


def _contacts(view: View) -> Part:
    everybody = [*([view.owner] if view.owner is not None else []), *view.people]
    rows = tuple((one.role or "Owner", one.name, one.company, one.contact or "not said") for one in everybody)
    if not rows:
        return Part("Contacts", ("The document names nobody.",))
    return Part("Contacts", grids=(Grid("Contacts", ("Role", "Name", "Company", "Contact"), rows),))
