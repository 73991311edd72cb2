from django.db import migrations

CREATE = """
CREATE TABLE django_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);
"""


class Migration(migrations.Migration):
    """The table behind CACHES: counts of attempts to sign in, shared by every web process."""

    dependencies = [("kernel", "0001_extensions")]
    operations = [migrations.RunSQL(CREATE, "DROP TABLE django_cache")]
