-- CreateEnum
CREATE TYPE "alert_rule_kind" AS ENUM ('DAILY_COST', 'PROJECTED_MONTH', 'TREND', 'MEMBER_DAILY_COST', 'SPIKE', 'RUNAWAY', 'UNPRICED_MODEL', 'SYNC_PROBLEM', 'RENEWAL_DUE', 'UNUSED_SEAT');

-- CreateEnum
CREATE TYPE "notification_channel_kind" AS ENUM ('EMAIL', 'SLACK', 'WEBHOOK');

-- CreateEnum
CREATE TYPE "notification_digest" AS ENUM ('IMMEDIATE', 'HOURLY', 'DAILY');

-- CreateEnum
CREATE TYPE "notification_status" AS ENUM ('PENDING', 'DELIVERED', 'DEAD', 'DISCARDED');

-- AlterTable
ALTER TABLE "budget_alert" ADD COLUMN     "concerned_member_id" INTEGER;

-- CreateTable
CREATE TABLE "alert_rule" (
    "id" SERIAL NOT NULL,
    "kind" "alert_rule_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "severity" "alert_severity" NOT NULL,
    "amount" DECIMAL(18,4),
    "currency" CHAR(3),
    "percent" INTEGER,
    "days" INTEGER,
    "factor_tenths" INTEGER,
    "includes_fixed" BOOLEAN NOT NULL DEFAULT false,
    "active_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "evaluated_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_channel" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "notification_channel_kind" NOT NULL,
    "is_enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT NOT NULL DEFAULT '',
    "recipients" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "to_admins" BOOLEAN NOT NULL DEFAULT false,
    "to_concerned_members" BOOLEAN NOT NULL DEFAULT false,
    "url_hint" TEXT NOT NULL DEFAULT '',
    "encrypted_url" BYTEA,
    "encrypted_secret" BYTEA,
    "secret_rotated_at" TIMESTAMPTZ(3),
    "severities" "alert_severity"[] DEFAULT ARRAY[]::"alert_severity"[],
    "includes_budgets" BOOLEAN NOT NULL DEFAULT true,
    "includes_rules" BOOLEAN NOT NULL DEFAULT true,
    "rule_kinds" "alert_rule_kind"[] DEFAULT ARRAY[]::"alert_rule_kind"[],
    "budget_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "rule_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "team_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "digest" "notification_digest" NOT NULL DEFAULT 'IMMEDIATE',
    "digest_hour" INTEGER NOT NULL DEFAULT 8,
    "quiet_from" INTEGER,
    "quiet_until" INTEGER,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_message" (
    "id" SERIAL NOT NULL,
    "message_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "channel_id" INTEGER,
    "recipient" TEXT NOT NULL DEFAULT '',
    "slot_key" TEXT NOT NULL,
    "status" "notification_status" NOT NULL DEFAULT 'PENDING',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt_count" INTEGER NOT NULL DEFAULT 0,
    "leased_until" TIMESTAMPTZ(3),
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "content" JSONB,

    CONSTRAINT "notification_message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_item" (
    "message_id" INTEGER NOT NULL,
    "alert_id" INTEGER NOT NULL,

    CONSTRAINT "notification_item_pkey" PRIMARY KEY ("message_id","alert_id")
);

-- CreateTable
CREATE TABLE "notification_preference" (
    "member_id" INTEGER NOT NULL,
    "wants_weekly_summary" BOOLEAN NOT NULL DEFAULT true,
    "wants_alerts" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "notification_preference_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "weekly_summary" (
    "week" DATE NOT NULL,
    "member_id" INTEGER NOT NULL,

    CONSTRAINT "weekly_summary_pkey" PRIMARY KEY ("week","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "notification_message_message_id_key" ON "notification_message"("message_id");

-- CreateIndex
CREATE INDEX "notification_message_status_due_at_idx" ON "notification_message"("status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "notification_message_channel_id_recipient_slot_key_key" ON "notification_message"("channel_id", "recipient", "slot_key");

-- CreateIndex
CREATE INDEX "notification_item_alert_id_idx" ON "notification_item"("alert_id");

-- CreateIndex
CREATE INDEX "weekly_summary_member_id_idx" ON "weekly_summary"("member_id");

-- CreateIndex
CREATE INDEX "budget_alert_concerned_member_id_idx" ON "budget_alert"("concerned_member_id");

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_alert_rule_id_fkey" FOREIGN KEY ("alert_rule_id") REFERENCES "alert_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_concerned_member_id_fkey" FOREIGN KEY ("concerned_member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_message" ADD CONSTRAINT "notification_message_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notification_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_item" ADD CONSTRAINT "notification_item_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "notification_message"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_item" ADD CONSTRAINT "notification_item_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "budget_alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "weekly_summary" ADD CONSTRAINT "weekly_summary_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alert_rule" ADD CONSTRAINT "alert_rule_amount" CHECK ("amount" > 0 AND ("amount" IS NULL) = ("currency" IS NULL));
ALTER TABLE "notification_channel" ADD CONSTRAINT "notification_channel_quiet" CHECK (("quiet_from" IS NULL) = ("quiet_until" IS NULL));

-- An organization that exists gets what set-up creates (default-rules.ts).
INSERT INTO "alert_rule" ("kind", "name", "severity", "amount", "currency", "percent", "days", "factor_tenths", "includes_fixed")
SELECT v."kind"::"alert_rule_kind", v."name", v."severity"::"alert_severity", v."amount", v."currency", v."percent", v."days", v."factor_tenths", v."includes_fixed"
FROM "organization" CROSS JOIN (VALUES
  ('DAILY_COST', 'Daily cost', 'WARNING', 50, 'USD', NULL::int, NULL::int, NULL::int, true),
  ('PROJECTED_MONTH', 'Projected month', 'WARNING', 1000, 'USD', NULL, NULL, NULL, false),
  ('TREND', 'Upward trend', 'WARNING', 10, 'USD', 20, 7, NULL, false),
  ('MEMBER_DAILY_COST', 'Daily cost of a member', 'WARNING', 10, 'USD', NULL, NULL, NULL, false),
  ('SPIKE', 'Unusual day', 'WARNING', 5, 'USD', NULL, 84, 40, false),
  ('RUNAWAY', 'Runaway session or agent', 'CRITICAL', 25, 'USD', NULL, 14, 50, false),
  ('UNPRICED_MODEL', 'Usage without a price', 'WARNING', NULL, NULL, NULL, NULL, NULL, false),
  ('SYNC_PROBLEM', 'Failing or late sync', 'CRITICAL', NULL, NULL, NULL, NULL, NULL, false),
  ('RENEWAL_DUE', 'Renewal due', 'INFO', NULL, NULL, NULL, 7, NULL, false),
  ('UNUSED_SEAT', 'Unused seat', 'INFO', NULL, NULL, NULL, NULL, NULL, false)
) AS v ("kind", "name", "severity", "amount", "currency", "percent", "days", "factor_tenths", "includes_fixed");
INSERT INTO "notification_channel" ("name", "kind", "to_admins", "to_concerned_members")
SELECT 'E-mail', 'EMAIL', true, true FROM "organization";
