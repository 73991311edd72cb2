"""The worker's own keeping: jobs whose worker was killed are taken up again."""

from typing import Any


def on_app_ready(app: Any) -> None:
    """Called by procrastinate when Django is ready."""

    @app.periodic(cron="* * * * *")
    @app.task(queueing_lock="retry_stalled", name="holdfast.retry_stalled", pass_context=True)
    async def retry_stalled(context: Any, timestamp: int) -> None:
        """Give jobs of a dead worker to a living one."""
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=60):
            await app.job_manager.retry_job(job)
