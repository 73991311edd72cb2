from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_onward_sent")]

    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(condition=~models.Q(sender_token=""), fields=["partnership", "sender_token"], name="referral_by_token"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(condition=~models.Q(kept_from=[]), fields=["partnership"], name="referral_kept_from"),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(condition=models.Q(about_worker=True), fields=["partnership"], name="referral_about_worker"),
        ),
    ]
