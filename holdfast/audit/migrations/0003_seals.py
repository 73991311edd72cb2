from django.db import migrations, models

from holdfast.audit.chain import EVENT_LINE

FIRST_SEAL = """
INSERT INTO audit_seal (number, event_position, settled, hash)
VALUES (0, NULL, 0, sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
"""

# Events leave only when a person approved their disposal: the job that carries it out names the approval in this setting, as the
# owner's role, inside its transaction. Nothing is ever changed or emptied, and seals stay for good.
REFUSALS = """
CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_event' AND coalesce(current_setting('holdfast.disposal', true), '') <> '' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'What was done cannot be rewritten: % takes new rows only.', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_seal_rows_stay BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_seal_table_stays BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

# Whoever draws a position holds the table's lock for writing from before the draw until the transaction is over. So once all who
# hold it now have gone, every event with a position drawn before now is there to be seen, or never will be.
WRITERS = """
CREATE FUNCTION audit_writers_are_gone(patience interval) RETURNS boolean LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    until timestamptz := clock_timestamp() + patience;
    writers text[];
BEGIN
    SELECT array_agg(virtualtransaction) INTO writers FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'public.audit_event'::regclass AND mode = 'RowExclusiveLock' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND pid IS DISTINCT FROM pg_backend_pid();
    LOOP
        IF writers IS NULL OR NOT EXISTS (
            SELECT FROM pg_locks
             WHERE locktype = 'relation' AND relation = 'public.audit_event'::regclass AND mode = 'RowExclusiveLock'
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND virtualtransaction = ANY (writers)
        ) THEN
            RETURN true;
        END IF;
        IF clock_timestamp() > until THEN
            RETURN false;
        END IF;
        PERFORM pg_sleep(0.02);
    END LOOP;
END $$;
"""

# The sealer runs with the owner's rights, takes no content from its caller, and gives back a count. What is sealed is what other
# transactions have committed; one that is still open is sealed by a later run, whatever its position.
SEALER = """
CREATE FUNCTION audit_seal_next(most integer, patience interval) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    head audit_seal;
    drawn bigint;
    gone boolean;
    event record;
    number bigint;
    settled bigint;
    hash bytea;
    positions bigint[];
    hashes bytea[];
    made integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(4850714213);
    SELECT * INTO STRICT head FROM audit_seal s ORDER BY s.number DESC LIMIT 1;
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO drawn FROM audit_event_position_seq;
    gone := audit_writers_are_gone(patience);
    number := head.number;
    settled := head.settled;
    hash := head.hash;
    FOR event IN
        SELECT e.position, <EVENT LINE> AS line FROM audit_event e
         WHERE e.position > head.settled AND e.position <= drawn
           AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.event_position = e.position AND s.event_position > head.settled)
         ORDER BY e.position LIMIT most
    LOOP
        made := made + 1;
        IF gone THEN
            settled := event.position;
        END IF;
        hash := sha256(hash || convert_to((number + made) || chr(9) || settled || chr(9) || event.line, 'UTF8'));
        positions[made] := event.position;
        hashes[made] := hash;
    END LOOP;
    IF gone AND made < most AND drawn > settled THEN
        hash := sha256(hash || convert_to((number + made + 1) || chr(9) || drawn || chr(9), 'UTF8'));
        positions[made + 1] := NULL;
        hashes[made + 1] := hash;
    END IF;
    INSERT INTO audit_seal (number, event_position, settled, hash)
    SELECT head.number + n, new_position, CASE WHEN gone THEN coalesce(new_position, drawn) ELSE head.settled END, new_hash
      FROM unnest(positions, hashes) WITH ORDINALITY AS new (new_position, new_hash, n);
    RETURN made;
END $$;
""".replace("<EVENT LINE>", EVENT_LINE)

CREATE = FIRST_SEAL + REFUSALS + WRITERS + SEALER
DROP = """
DROP FUNCTION audit_seal_next(integer, interval);
DROP FUNCTION audit_writers_are_gone(interval);
DROP TRIGGER audit_seal_rows_stay ON audit_seal;
DROP TRIGGER audit_seal_table_stays ON audit_seal;
"""


class Migration(migrations.Migration):
    """Events are sealed into a chain of hashes, in the order in which they were committed."""

    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("event_position", models.BigIntegerField(null=True, unique=True)),
                ("settled", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunSQL(CREATE, DROP),
    ]
