"""The database's own answer to who may read about a child: the same rule as `policies`, as functions and guards.

The functions run as the owner of the tables, so that a guard may ask about circles, restrictions and exclusions that the
viewer may not read. Those that answer with children are asked once a statement, whatever the number of rows.
"""

from __future__ import annotations

from holdfast.kernel.guard import OWN_PARTNERSHIP, PARTNERSHIP, PERSON, REACH, Guard, Writes, declare_function

# The children of a person's circle today: their own places; those of the teams they are in today; and, until the day an absence
# ends, those of somebody they cover, but for what that person was let into for a time. A record restricted to people named opens
# neither to a team nor to a cover.
declare_function(
    "holdfast_mine(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=30,
    body="""
    RETURN QUERY
    (SELECT c.child_id FROM access_circle c
     WHERE c.partnership_id = here AND c.user_id = me
       AND c.from_date <= day AND (c.until IS NULL OR c.until >= day) AND (c.expires_at IS NULL OR c.expires_at > moment)
     UNION
     SELECT p.child_id FROM access_membership m
     JOIN access_teamplace p ON p.partnership_id = here AND p.team_id = m.team_id
     WHERE m.user_id = me AND m.partnership_id = here AND m.from_date <= day AND (m.until IS NULL OR m.until >= day)
       AND p.from_date <= day AND (p.until IS NULL OR p.until >= day)
       AND NOT EXISTS (SELECT FROM access_restriction r WHERE r.partnership_id = here AND r.child_id = p.child_id
                       AND r.from_date <= day AND (r.until IS NULL OR r.until >= day))
     UNION
     SELECT c.child_id FROM access_absence a
     JOIN access_circle c ON c.partnership_id = here AND c.user_id = a.user_id
     WHERE a.partnership_id = here AND a.cover_id = me AND a.from_date <= day AND a.until >= day
       AND c.from_date <= day AND (c.until IS NULL OR c.until >= day) AND c.expires_at IS NULL
       AND NOT EXISTS (SELECT FROM access_restriction r WHERE r.partnership_id = here AND r.child_id = c.child_id
                       AND r.from_date <= day AND (r.until IS NULL OR r.until >= day)))
    EXCEPT
    SELECT x.child_id FROM access_exclusion x
    WHERE x.partnership_id = here AND x.user_id = me AND x.lifted_at IS NULL;
""",
)

# The children closed to somebody who reads the whole partnership: restricted to others, or cases they are a person in.
declare_function(
    "holdfast_closed(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=30,
    body="""
    RETURN QUERY
    SELECT x.child_id FROM access_exclusion x
    WHERE x.partnership_id = here AND x.user_id = me AND x.lifted_at IS NULL
    UNION ALL
    SELECT r.child_id FROM access_restriction r
    WHERE r.partnership_id = here AND r.from_date <= day AND (r.until IS NULL OR r.until >= day) AND NOT EXISTS (
        SELECT FROM access_circle c WHERE c.partnership_id = here AND c.user_id = me AND c.child_id = r.child_id
        AND c.from_date <= day AND (c.until IS NULL OR c.until >= day) AND (c.expires_at IS NULL OR c.expires_at > moment));
""",
)

# The children whose case somebody is a person in. They cannot read the rows that say so.
declare_function(
    "holdfast_shut_out(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=5,
    body="""
    RETURN QUERY SELECT x.child_id FROM access_exclusion x
    WHERE x.partnership_id = here AND x.user_id = me AND x.lifted_at IS NULL;
""",
)

# Restricted records of which somebody outside the circle may know the name, and no more.
declare_function(
    "holdfast_name_only(here uuid, me uuid)",
    returns="SETOF uuid",
    rows=10,
    body="""
    RETURN QUERY
    SELECT r.child_id FROM access_restriction r
    WHERE r.partnership_id = here AND r.from_date <= day AND (r.until IS NULL OR r.until >= day) AND r.level = 'name'
    EXCEPT
    SELECT r.child_id FROM access_restriction r
    WHERE r.partnership_id = here AND r.from_date <= day AND (r.until IS NULL OR r.until >= day) AND r.level <> 'name'
    EXCEPT
    SELECT x.child_id FROM access_exclusion x
    WHERE x.partnership_id = here AND x.user_id = me AND x.lifted_at IS NULL;
""",
)

ME_HERE = f"{PARTNERSHIP}, {PERSON}"
MINE = f"(SELECT holdfast_mine({ME_HERE}))"
CLOSED = f"(SELECT holdfast_closed({ME_HERE}))"
SHUT_OUT = f"(SELECT holdfast_shut_out({ME_HERE}))"
NAME_ONLY = f"(SELECT holdfast_name_only({ME_HERE}))"


def reads(child: str = "child_id") -> str:
    """The condition that the viewer may read about the child of a column. For a column that always names one."""
    return (
        f"CASE {REACH} WHEN 'system' THEN true WHEN 'whole' THEN {child} NOT IN {CLOSED}"
        f" WHEN 'circle' THEN {child} IN {MINE} ELSE false END"
    )


def of_child(child: str = "child_id", *, writes: Writes = Writes.KEEP, columns: tuple[str, ...] = ()) -> Guard:
    """Rows about one child: of one's own partnership, and only where that child's record opens to the viewer.

    A row may be written about a child whose record does not open to the writer, and is then not read back.
    """
    return Guard(rows=f"{OWN_PARTNERSHIP} AND {reads(child)}", insert=OWN_PARTNERSHIP, writes=writes, columns=columns)


def not_shut_out(child: str = "child_id") -> str:
    """The condition that the viewer is no person in the case; rows without a child pass."""
    return f"({child} IN {SHUT_OUT}) IS NOT TRUE"


OF_CHILD = of_child()
FACT_OF_CHILD = of_child(writes=Writes.APPEND)
