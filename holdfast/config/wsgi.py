"""The web application, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from holdfast.config.role import refuse_unsafe_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings")
application = get_wsgi_application()
refuse_unsafe_role()

# What was loaded stays for the life of the process: the collector need not walk it again in the middle of a page.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
