"""The web application, for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from holdfast.config.role import refuse_unsafe_role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast.config.settings")
application = get_wsgi_application()
refuse_unsafe_role()
