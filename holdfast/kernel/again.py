"""What follows when the database goes away in the middle of a job: nothing of it was kept, and it is done again."""

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy

GONE = (OperationalError, InterfaceError)
# For what is done once a day: without this it would wait for the next day. A fault of its own is not tried again.
AGAIN = RetryStrategy(max_attempts=10, wait=60, retry_exceptions=set(GONE))
