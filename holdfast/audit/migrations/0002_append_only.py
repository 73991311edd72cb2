from django.db import migrations

# The real control is the grant: the application's role has SELECT and INSERT only. This stops the owner's role too.
CREATE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was done cannot be rewritten: audit_event takes new rows only.';
END $$;
CREATE TRIGGER audit_event_rows_stay BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_event_table_stays BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
DROP = (
    "DROP TRIGGER audit_event_rows_stay ON audit_event; DROP TRIGGER audit_event_table_stays ON audit_event;"
    "DROP FUNCTION audit_refuse_change();"
)


class Migration(migrations.Migration):
    """Events are added and never changed or removed."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, DROP)]
