-- AlterTable
ALTER TABLE "agent_session" ADD COLUMN     "branch" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "parent_id" INTEGER;

-- AlterTable
ALTER TABLE "api_token" ADD COLUMN     "api_key_identity_id" INTEGER,
ADD COLUMN     "connection_id" INTEGER;

-- AlterTable
ALTER TABLE "usage_bucket" ADD COLUMN     "agent_id" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "member_id" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "project_id" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "stale_mark" (
    "id" BIGSERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "billing_day" DATE NOT NULL,

    CONSTRAINT "stale_mark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unlinked_day" (
    "identity_id" INTEGER NOT NULL,
    "billing_day" DATE NOT NULL,
    "tokens" BIGINT NOT NULL,
    "reporting_list_value_nano" BIGINT NOT NULL,
    "row_count" BIGINT NOT NULL,

    CONSTRAINT "unlinked_day_pkey" PRIMARY KEY ("identity_id","billing_day")
);

-- CreateTable
CREATE TABLE "running_total" (
    "key" UUID NOT NULL,
    "value" BIGINT NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "running_total_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "stale_mark_connection_id_billing_day_idx" ON "stale_mark"("connection_id", "billing_day");

-- CreateIndex
CREATE INDEX "usage_bucket_billing_day_session_id_idx" ON "usage_bucket"("billing_day", "session_id") WHERE (evidence = 'TRACKED' AND NOT has_request_id AND session_id <> 0);

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_api_key_identity_id_fkey" FOREIGN KEY ("api_key_identity_id") REFERENCES "identity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Owners that the tracker told come before those of the identities.
DROP VIEW "usage_resolved";
CREATE VIEW "usage_resolved" AS
SELECT
  b."natural_key", b."connection_id", b."stream", b."evidence", b."is_residual", b."billing_kind", b."charge_class",
  b."hour", b."is_day_grain", b."billing_day", b."day",
  b."vendor_id", coalesce(nullif(b."tool_id", 0), ik."tool_id", 0) AS "tool_id", b."model_id",
  b."user_identity_id", b."api_key_identity_id", b."workspace_identity_id",
  b."session_id", b."purpose_id", b."customer_id", b."service_tier", b."context_over", b."speed",
  b."input_tokens", b."cache_read_tokens", b."cache_write_5m_tokens", b."cache_write_1h_tokens", b."output_tokens",
  b."reasoning_tokens", b."requests", b."images", b."seconds", b."characters", b."web_searches", b."tool_calls", b."sessions",
  b."input_tokens" + b."cache_read_tokens" + b."cache_write_5m_tokens" + b."cache_write_1h_tokens" + b."output_tokens" AS "total_tokens",
  b."currency", b."charge_nano", b."list_value_nano", b."cost_nano", b."spend_nano", b."price_revision_id",
  b."is_counted", b."is_detail_only", b."is_estimated",
  CASE WHEN b."currency" = o."reporting_currency" THEN b."spend_nano" ELSE half_even(b."spend_nano" * r."rate") END AS "reporting_spend_nano",
  CASE WHEN b."currency" = o."reporting_currency" THEN b."list_value_nano" ELSE half_even(b."list_value_nano" * r."rate") END AS "reporting_list_value_nano",
  coalesce(nullif(b."member_id", 0), mu."member_id", mk."member_id", ag."owner_member_id", mw."member_id", 0) AS "member_id",
  coalesce(tm."team_id", 0) AS "team_id",
  coalesce(nullif(b."agent_id", 0), mu."agent_id", mk."agent_id", mw."agent_id", 0) AS "agent_id",
  coalesce(nullif(b."project_id", 0), mk."project_id", mu."project_id", ag."project_id", mw."project_id", 0) AS "project_id"
FROM "usage_bucket" b
JOIN "organization" o ON o."id" = 1
LEFT JOIN "exchange_rate_span" r ON b."currency" <> o."reporting_currency" AND r."base" = b."currency" AND r."quote" = o."reporting_currency"
  AND b."billing_day" >= r."from" AND b."billing_day" < r."until"
LEFT JOIN "identity" ik ON ik."id" = b."api_key_identity_id"
LEFT JOIN "identity_mapping" mu ON mu."identity_id" = b."user_identity_id"
  AND b."day" >= coalesce(mu."from", '-infinity') AND b."day" < coalesce(mu."until", 'infinity')
LEFT JOIN "identity_mapping" mk ON mk."identity_id" = b."api_key_identity_id"
  AND b."day" >= coalesce(mk."from", '-infinity') AND b."day" < coalesce(mk."until", 'infinity')
LEFT JOIN "identity_mapping" mw ON mw."identity_id" = b."workspace_identity_id"
  AND b."day" >= coalesce(mw."from", '-infinity') AND b."day" < coalesce(mw."until", 'infinity')
LEFT JOIN "agent" ag ON ag."id" = coalesce(nullif(b."agent_id", 0), mu."agent_id", mk."agent_id", mw."agent_id")
LEFT JOIN "team_membership" tm ON tm."member_id" = coalesce(nullif(b."member_id", 0), mu."member_id", mk."member_id", ag."owner_member_id", mw."member_id")
  AND b."day" >= coalesce(tm."from", '-infinity') AND b."day" < coalesce(tm."until", 'infinity');
