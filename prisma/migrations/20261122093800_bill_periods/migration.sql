-- Bills longer than a day are few: settlement finds them without looking at the other rows.
CREATE INDEX "usage_bucket_connection_id_period_until_idx" ON "usage_bucket"("connection_id", "period_until") WHERE (period_until IS NOT NULL);
