-- CreateEnum
CREATE TYPE "budget_scope" AS ENUM ('ORGANIZATION', 'TEAM', 'MEMBER', 'AGENT', 'PROJECT', 'CUSTOMER', 'VENDOR', 'TOOL', 'MODEL', 'GL_ACCOUNT');

-- CreateEnum
CREATE TYPE "budget_period" AS ENUM ('HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY');

-- CreateEnum
CREATE TYPE "budget_metric" AS ENUM ('COST', 'TOKENS', 'REQUESTS');

-- CreateEnum
CREATE TYPE "alert_state" AS ENUM ('OPEN', 'ACKNOWLEDGED', 'RESOLVED');

-- CreateEnum
CREATE TYPE "alert_severity" AS ENUM ('INFO', 'WARNING', 'CRITICAL');

-- CreateEnum
CREATE TYPE "alert_resolution" AS ENUM ('BY_HAND', 'WINDOW_ENDED', 'BELOW_THRESHOLD', 'LIMIT_CHANGED', 'NO_LONGER_WATCHED');

-- CreateEnum
CREATE TYPE "alert_event_kind" AS ENUM ('RAISED', 'ACKNOWLEDGED', 'SNOOZED', 'RESOLVED', 'REOPENED');

-- CreateEnum
CREATE TYPE "budget_request_status" AS ENUM ('PENDING', 'APPROVED', 'DECLINED');

-- CreateTable
CREATE TABLE "budget" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "scope" "budget_scope" NOT NULL,
    "scope_id" INTEGER NOT NULL DEFAULT 0,
    "period" "budget_period" NOT NULL,
    "metric" "budget_metric" NOT NULL DEFAULT 'COST',
    "limit" DECIMAL(28,9) NOT NULL,
    "limit_revision" INTEGER NOT NULL DEFAULT 1,
    "is_hard" BOOLEAN NOT NULL DEFAULT false,
    "thresholds" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "alerts_on_projection" BOOLEAN NOT NULL DEFAULT false,
    "carries_over" BOOLEAN NOT NULL DEFAULT false,
    "valid_from" DATE,
    "valid_until" DATE,
    "parent_id" INTEGER,
    "notes" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "armed_at" TIMESTAMPTZ(3) NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_limit" (
    "budget_id" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "amount" DECIMAL(28,9) NOT NULL,
    "changed_by_id" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "budget_limit_pkey" PRIMARY KEY ("budget_id","revision")
);

-- CreateTable
CREATE TABLE "budget_alert" (
    "id" SERIAL NOT NULL,
    "budget_id" INTEGER,
    "alert_rule_id" INTEGER,
    "subject_key" TEXT NOT NULL DEFAULT '',
    "occurrence_key" TEXT NOT NULL,
    "state" "alert_state" NOT NULL DEFAULT 'OPEN',
    "severity" "alert_severity" NOT NULL,
    "title" TEXT NOT NULL,
    "evidence" JSONB NOT NULL DEFAULT '{}',
    "link" TEXT NOT NULL,
    "threshold" INTEGER,
    "is_projected" BOOLEAN NOT NULL DEFAULT false,
    "window_starts_at" TIMESTAMPTZ(3),
    "window_ends_at" TIMESTAMPTZ(3),
    "limit_revision" INTEGER,
    "expires_at" TIMESTAMPTZ(3),
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "snoozed_until" TIMESTAMPTZ(3),
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" INTEGER,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_id" INTEGER,
    "resolution" "alert_resolution",

    CONSTRAINT "budget_alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_alert_event" (
    "id" SERIAL NOT NULL,
    "alert_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "alert_event_kind" NOT NULL,
    "member_id" INTEGER,
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "budget_alert_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_request" (
    "id" SERIAL NOT NULL,
    "budget_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "requested_limit" DECIMAL(28,9) NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "budget_request_status" NOT NULL DEFAULT 'PENDING',
    "granted_limit" DECIMAL(28,9),
    "decision_note" TEXT NOT NULL DEFAULT '',
    "decided_by_id" INTEGER,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "budget_evaluation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "seen" TEXT NOT NULL DEFAULT '',
    "evaluated_at" TIMESTAMPTZ(3),

    CONSTRAINT "budget_evaluation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "budget_scope_scope_id_idx" ON "budget"("scope", "scope_id");

-- CreateIndex
CREATE INDEX "budget_parent_id_idx" ON "budget"("parent_id");

-- CreateIndex
CREATE INDEX "budget_alert_state_expires_at_idx" ON "budget_alert"("state", "expires_at");

-- CreateIndex
CREATE INDEX "budget_alert_raised_at_idx" ON "budget_alert"("raised_at");

-- CreateIndex
CREATE UNIQUE INDEX "budget_alert_budget_id_subject_key_occurrence_key_key" ON "budget_alert"("budget_id", "subject_key", "occurrence_key");

-- CreateIndex
CREATE UNIQUE INDEX "budget_alert_alert_rule_id_subject_key_occurrence_key_key" ON "budget_alert"("alert_rule_id", "subject_key", "occurrence_key");

-- CreateIndex
CREATE INDEX "budget_alert_event_alert_id_idx" ON "budget_alert_event"("alert_id");

-- CreateIndex
CREATE INDEX "budget_request_budget_id_idx" ON "budget_request"("budget_id");

-- CreateIndex
CREATE INDEX "budget_request_member_id_idx" ON "budget_request"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "budget_request_pending_once" ON "budget_request"("budget_id", "member_id") WHERE (status = 'PENDING');

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget" ADD CONSTRAINT "budget_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_limit" ADD CONSTRAINT "budget_limit_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_limit" ADD CONSTRAINT "budget_limit_changed_by_id_fkey" FOREIGN KEY ("changed_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_acknowledged_by_id_fkey" FOREIGN KEY ("acknowledged_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_resolved_by_id_fkey" FOREIGN KEY ("resolved_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert_event" ADD CONSTRAINT "budget_alert_event_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "budget_alert"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_alert_event" ADD CONSTRAINT "budget_alert_event_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_request" ADD CONSTRAINT "budget_request_budget_id_fkey" FOREIGN KEY ("budget_id") REFERENCES "budget"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_request" ADD CONSTRAINT "budget_request_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "budget_request" ADD CONSTRAINT "budget_request_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An alert is of one budget or of one alert rule.
ALTER TABLE "budget_alert" ADD CONSTRAINT "budget_alert_of_one" CHECK (("budget_id" IS NULL) <> ("alert_rule_id" IS NULL));
ALTER TABLE "budget" ADD CONSTRAINT "budget_limit_positive" CHECK ("limit" > 0);
INSERT INTO "budget_evaluation" ("id") VALUES (1);
