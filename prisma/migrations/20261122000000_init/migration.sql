-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('PERSON', 'TOKEN', 'JOB', 'ANONYMOUS');

-- CreateEnum
CREATE TYPE "account_link_kind" AS ENUM ('INVITATION', 'PASSWORD_RESET');

-- CreateEnum
CREATE TYPE "api_token_scope" AS ENUM ('READ', 'USAGE_WRITE', 'MANAGE');

-- CreateEnum
CREATE TYPE "connection_status" AS ENUM ('ACTIVE', 'PAUSED', 'DISCONNECTED');

-- CreateEnum
CREATE TYPE "sync_run_kind" AS ENUM ('SYNC', 'BACKFILL');

-- CreateEnum
CREATE TYPE "sync_run_status" AS ENUM ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED');

-- CreateEnum
CREATE TYPE "identity_kind" AS ENUM ('USER', 'API_KEY', 'WORKSPACE', 'PROJECT', 'SERVICE_ACCOUNT', 'TOKEN');

-- CreateEnum
CREATE TYPE "mapping_source" AS ENUM ('AUTOMATIC', 'MANUAL');

-- CreateEnum
CREATE TYPE "member_role" AS ENUM ('ADMIN', 'MEMBER');

-- CreateEnum
CREATE TYPE "member_status" AS ENUM ('UNCLAIMED', 'INVITED', 'ACTIVE', 'DEACTIVATED');

-- CreateEnum
CREATE TYPE "quantity_kind" AS ENUM ('INPUT_TOKENS', 'CACHE_READ_TOKENS', 'CACHE_WRITE_5M_TOKENS', 'CACHE_WRITE_1H_TOKENS', 'OUTPUT_TOKENS', 'REQUESTS', 'IMAGES', 'SECONDS', 'CHARACTERS', 'WEB_SEARCHES', 'TOOL_CALLS');

-- CreateEnum
CREATE TYPE "price_source" AS ENUM ('CATALOGUE', 'MANUAL', 'IMPORT');

-- CreateEnum
CREATE TYPE "evidence" AS ENUM ('TRACKED', 'REPORTED', 'BILLED');

-- CreateEnum
CREATE TYPE "billing_kind" AS ENUM ('METERED', 'INCLUDED');

-- CreateEnum
CREATE TYPE "charge_class" AS ENUM ('TOKENS', 'WEB_SEARCH', 'CODE_EXECUTION', 'SESSION', 'FEE', 'TAX', 'CREDIT');

-- CreateTable
CREATE TABLE "audit_event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" "actor_kind" NOT NULL,
    "member_id" INTEGER,
    "api_token_id" INTEGER,
    "action" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL DEFAULT '',
    "subject_id" TEXT NOT NULL DEFAULT '',
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_credential" (
    "member_id" INTEGER NOT NULL,
    "password_hash" TEXT,
    "google_subject" TEXT,

    CONSTRAINT "member_credential_pkey" PRIMARY KEY ("member_id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "member_id" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "absolute_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "user_agent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "account_link" (
    "token_hash" TEXT NOT NULL,
    "kind" "account_link_kind" NOT NULL,
    "member_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "agent_id" INTEGER,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "scopes" "api_token_scope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" TEXT NOT NULL,
    "failure_count" INTEGER NOT NULL,
    "last_failed_at" TIMESTAMPTZ(3) NOT NULL,
    "blocked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "search" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connection" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "status" "connection_status" NOT NULL DEFAULT 'ACTIVE',
    "base_url" TEXT,
    "encrypted_credentials" BYTEA,
    "environment_key" TEXT,
    "schedule" TEXT NOT NULL DEFAULT '0 6 * * *',
    "next_sync_at" TIMESTAMPTZ(3),
    "currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "spreads_positive_residual" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stream_state" (
    "connection_id" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "backfilled_from" DATE,
    "settled_until" DATE,
    "last_succeeded_at" TIMESTAMPTZ(3),

    CONSTRAINT "stream_state_pkey" PRIMARY KEY ("connection_id","stream")
);

-- CreateTable
CREATE TABLE "sync_window" (
    "connection_id" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "row_count" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "is_settled" BOOLEAN NOT NULL,

    CONSTRAINT "sync_window_pkey" PRIMARY KEY ("connection_id","stream","day")
);

-- CreateTable
CREATE TABLE "sync_run" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "kind" "sync_run_kind" NOT NULL,
    "status" "sync_run_status" NOT NULL DEFAULT 'QUEUED',
    "trigger" TEXT NOT NULL,
    "from" DATE,
    "until" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "window_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "sync_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_run_stream" (
    "run_id" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "status" "sync_run_status" NOT NULL DEFAULT 'QUEUED',
    "window_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_message" TEXT,

    CONSTRAINT "sync_run_stream_pkey" PRIMARY KEY ("run_id","stream")
);

-- CreateTable
CREATE TABLE "identity" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "connection_id" INTEGER,
    "kind" "identity_kind" NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "email" TEXT,
    "hint" TEXT,
    "tool_id" INTEGER NOT NULL DEFAULT 0,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "ignored_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identity_mapping" (
    "id" SERIAL NOT NULL,
    "identity_id" INTEGER NOT NULL,
    "from" DATE,
    "until" DATE,
    "member_id" INTEGER,
    "agent_id" INTEGER,
    "project_id" INTEGER,
    "source" "mapping_source" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "identity_mapping_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "reporting_currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "reporting_zone" TEXT NOT NULL DEFAULT 'UTC',
    "allowed_domains" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "member_role" NOT NULL DEFAULT 'MEMBER',
    "status" "member_status" NOT NULL DEFAULT 'UNCLAIMED',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "cost_centre" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_membership" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "from" DATE,
    "until" DATE,

    CONSTRAINT "team_membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "project" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "owner_member_id" INTEGER,
    "project_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "agent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "customer" (
    "id" SERIAL NOT NULL,
    "external_id" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "customer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price_revision" (
    "id" SERIAL NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "note" TEXT NOT NULL,

    CONSTRAINT "price_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "price" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "model_pattern" TEXT NOT NULL,
    "quantity_kind" "quantity_kind" NOT NULL,
    "price_per_unit" DECIMAL(30,18) NOT NULL,
    "currency" CHAR(3) NOT NULL DEFAULT 'USD',
    "valid_from" DATE,
    "valid_until" DATE,
    "context_over" INTEGER NOT NULL DEFAULT 0,
    "service_tier" TEXT NOT NULL DEFAULT '',
    "speed" TEXT NOT NULL DEFAULT '',
    "image_size" TEXT NOT NULL DEFAULT '',
    "source" "price_source" NOT NULL,
    "added_revision_id" INTEGER NOT NULL,
    "retired_revision_id" INTEGER,

    CONSTRAINT "price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "negotiated_discount" (
    "id" SERIAL NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "rate" DECIMAL(7,6) NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "negotiated_discount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_rate" (
    "base" CHAR(3) NOT NULL,
    "quote" CHAR(3) NOT NULL,
    "day" DATE NOT NULL,
    "rate" DECIMAL(24,12) NOT NULL,

    CONSTRAINT "exchange_rate_pkey" PRIMARY KEY ("base","quote","day")
);

-- CreateTable
CREATE TABLE "vendor" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "vendor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tool" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "tool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "purpose" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "purpose_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agent_session" (
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,

    CONSTRAINT "agent_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "usage_bucket" (
    "shard" INTEGER NOT NULL,
    "natural_key" UUID NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "stream" TEXT NOT NULL,
    "evidence" "evidence" NOT NULL,
    "is_residual" BOOLEAN NOT NULL DEFAULT false,
    "billing_kind" "billing_kind" NOT NULL,
    "charge_class" "charge_class" NOT NULL DEFAULT 'TOKENS',
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "is_day_grain" BOOLEAN NOT NULL DEFAULT false,
    "billing_day" DATE NOT NULL,
    "day" DATE NOT NULL,
    "period_until" DATE,
    "vendor_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL DEFAULT 0,
    "model_id" INTEGER NOT NULL DEFAULT 0,
    "user_identity_id" INTEGER NOT NULL DEFAULT 0,
    "api_key_identity_id" INTEGER NOT NULL DEFAULT 0,
    "workspace_identity_id" INTEGER NOT NULL DEFAULT 0,
    "session_id" INTEGER NOT NULL DEFAULT 0,
    "purpose_id" INTEGER NOT NULL DEFAULT 0,
    "customer_id" INTEGER NOT NULL DEFAULT 0,
    "service_tier" TEXT NOT NULL DEFAULT '',
    "context_over" INTEGER NOT NULL DEFAULT 0,
    "speed" TEXT NOT NULL DEFAULT '',
    "input_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_read_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_write_5m_tokens" BIGINT NOT NULL DEFAULT 0,
    "cache_write_1h_tokens" BIGINT NOT NULL DEFAULT 0,
    "output_tokens" BIGINT NOT NULL DEFAULT 0,
    "reasoning_tokens" BIGINT,
    "requests" BIGINT,
    "images" BIGINT,
    "seconds" BIGINT,
    "characters" BIGINT,
    "web_searches" BIGINT,
    "tool_calls" BIGINT,
    "sessions" BIGINT,
    "currency" CHAR(3) NOT NULL,
    "charge_nano" BIGINT,
    "stated_list_nano" BIGINT,
    "price_revision_id" INTEGER,
    "list_value_nano" BIGINT,
    "cost_nano" BIGINT,
    "is_detail_only" BOOLEAN NOT NULL DEFAULT false,
    "is_counted" BOOLEAN NOT NULL DEFAULT true,
    "spend_nano" BIGINT NOT NULL DEFAULT 0,
    "is_estimated" BOOLEAN NOT NULL DEFAULT false,
    "has_request_id" BOOLEAN NOT NULL DEFAULT false,
    "tags" JSONB,

    CONSTRAINT "usage_bucket_pkey" PRIMARY KEY ("shard","natural_key")
);

-- CreateTable
CREATE TABLE "usage_day" (
    "id" BIGSERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "billing_day" DATE NOT NULL,
    "day" DATE NOT NULL,
    "month" DATE NOT NULL,
    "billing_month" DATE NOT NULL,
    "team_id" INTEGER NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "purpose_id" INTEGER NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "api_key_identity_id" INTEGER NOT NULL,
    "user_identity_id" INTEGER NOT NULL,
    "workspace_identity_id" INTEGER NOT NULL,
    "billing_kind" "billing_kind" NOT NULL,
    "evidence" "evidence" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_5m_tokens" BIGINT NOT NULL,
    "cache_write_1h_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "requests" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "seconds" BIGINT NOT NULL,
    "characters" BIGINT NOT NULL,
    "web_searches" BIGINT NOT NULL,
    "tool_calls" BIGINT NOT NULL,
    "list_value_nano" BIGINT NOT NULL,
    "spend_nano" BIGINT NOT NULL,
    "reporting_list_value_nano" BIGINT NOT NULL,
    "reporting_spend_nano" BIGINT NOT NULL,
    "token_spend_nano" BIGINT NOT NULL,
    "request_spend_nano" BIGINT NOT NULL,
    "metered_tokens" BIGINT NOT NULL,
    "metered_requests" BIGINT NOT NULL,
    "row_count" BIGINT NOT NULL,
    "unpriced_count" BIGINT NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("member_id","id")
);

-- CreateTable
CREATE TABLE "usage_month" (
    "id" BIGSERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,
    "billing_month" DATE NOT NULL,
    "team_id" INTEGER NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "purpose_id" INTEGER NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "api_key_identity_id" INTEGER NOT NULL,
    "billing_kind" "billing_kind" NOT NULL,
    "evidence" "evidence" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "input_tokens" BIGINT NOT NULL,
    "cache_read_tokens" BIGINT NOT NULL,
    "cache_write_5m_tokens" BIGINT NOT NULL,
    "cache_write_1h_tokens" BIGINT NOT NULL,
    "output_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "requests" BIGINT NOT NULL,
    "images" BIGINT NOT NULL,
    "seconds" BIGINT NOT NULL,
    "characters" BIGINT NOT NULL,
    "web_searches" BIGINT NOT NULL,
    "tool_calls" BIGINT NOT NULL,
    "list_value_nano" BIGINT NOT NULL,
    "spend_nano" BIGINT NOT NULL,
    "reporting_list_value_nano" BIGINT NOT NULL,
    "reporting_spend_nano" BIGINT NOT NULL,
    "token_spend_nano" BIGINT NOT NULL,
    "request_spend_nano" BIGINT NOT NULL,
    "metered_tokens" BIGINT NOT NULL,
    "metered_requests" BIGINT NOT NULL,
    "row_count" BIGINT NOT NULL,
    "unpriced_count" BIGINT NOT NULL,

    CONSTRAINT "usage_month_pkey" PRIMARY KEY ("member_id","id")
);

-- CreateTable
CREATE TABLE "rollup_day" (
    "connection_id" INTEGER NOT NULL,
    "billing_day" DATE NOT NULL,
    "is_stale" BOOLEAN NOT NULL DEFAULT false,
    "closed_at" TIMESTAMPTZ(3),
    "rebuilt_at" TIMESTAMPTZ(3),

    CONSTRAINT "rollup_day_pkey" PRIMARY KEY ("connection_id","billing_day")
);

-- CreateTable
CREATE TABLE "rollup_month" (
    "connection_id" INTEGER NOT NULL,
    "billing_month" DATE NOT NULL,

    CONSTRAINT "rollup_month_pkey" PRIMARY KEY ("connection_id","billing_month")
);

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_subject_type_subject_id_idx" ON "audit_event"("subject_type", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_credential_google_subject_key" ON "member_credential"("google_subject");

-- CreateIndex
CREATE INDEX "session_member_id_idx" ON "session"("member_id");

-- CreateIndex
CREATE INDEX "account_link_member_id_idx" ON "account_link"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

-- CreateIndex
CREATE INDEX "api_token_member_id_idx" ON "api_token"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_member_id_name_key" ON "saved_view"("member_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "connection_name_key" ON "connection"("name");

-- CreateIndex
CREATE UNIQUE INDEX "connection_environment_key_key" ON "connection"("environment_key");

-- CreateIndex
CREATE INDEX "connection_vendor_id_idx" ON "connection"("vendor_id");

-- CreateIndex
CREATE INDEX "sync_run_connection_id_created_at_idx" ON "sync_run"("connection_id", "created_at");

-- CreateIndex
CREATE INDEX "identity_connection_id_idx" ON "identity"("connection_id");

-- CreateIndex
CREATE INDEX "identity_email_idx" ON "identity"("email");

-- CreateIndex
CREATE UNIQUE INDEX "identity_scope_kind_external_id_key" ON "identity"("scope", "kind", "external_id");

-- CreateIndex
CREATE INDEX "identity_mapping_identity_id_idx" ON "identity_mapping"("identity_id");

-- CreateIndex
CREATE INDEX "identity_mapping_member_id_idx" ON "identity_mapping"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_email_key" ON "member"("email");

-- CreateIndex
CREATE UNIQUE INDEX "team_name_key" ON "team"("name");

-- CreateIndex
CREATE INDEX "team_membership_member_id_idx" ON "team_membership"("member_id");

-- CreateIndex
CREATE INDEX "team_membership_team_id_idx" ON "team_membership"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "project_name_key" ON "project"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_name_key" ON "agent"("name");

-- CreateIndex
CREATE INDEX "agent_owner_member_id_idx" ON "agent"("owner_member_id");

-- CreateIndex
CREATE INDEX "agent_project_id_idx" ON "agent"("project_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_external_id_key" ON "customer"("external_id");

-- CreateIndex
CREATE INDEX "price_vendor_id_model_pattern_idx" ON "price"("vendor_id", "model_pattern");

-- CreateIndex
CREATE INDEX "negotiated_discount_connection_id_idx" ON "negotiated_discount"("connection_id");

-- CreateIndex
CREATE UNIQUE INDEX "vendor_code_key" ON "vendor"("code");

-- CreateIndex
CREATE UNIQUE INDEX "tool_code_key" ON "tool"("code");

-- CreateIndex
CREATE UNIQUE INDEX "model_vendor_id_name_key" ON "model"("vendor_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "purpose_name_key" ON "purpose"("name");

-- CreateIndex
CREATE UNIQUE INDEX "agent_session_scope_external_id_key" ON "agent_session"("scope", "external_id");

-- CreateIndex
CREATE INDEX "usage_bucket_connection_id_billing_day_idx" ON "usage_bucket"("connection_id", "billing_day");

-- CreateIndex
CREATE INDEX "usage_bucket_day_idx" ON "usage_bucket"("day");

-- CreateIndex
CREATE INDEX "usage_day_day_idx" ON "usage_day"("day");

-- CreateIndex
CREATE INDEX "usage_day_billing_day_connection_id_idx" ON "usage_day"("billing_day", "connection_id");

-- CreateIndex
CREATE INDEX "usage_month_month_idx" ON "usage_month"("month");

-- CreateIndex
CREATE INDEX "usage_month_billing_month_connection_id_idx" ON "usage_month"("billing_month", "connection_id");

-- CreateIndex
CREATE INDEX "rollup_day_is_stale_idx" ON "rollup_day"("is_stale");

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_api_token_id_fkey" FOREIGN KEY ("api_token_id") REFERENCES "api_token"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_credential" ADD CONSTRAINT "member_credential_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "account_link" ADD CONSTRAINT "account_link_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "connection" ADD CONSTRAINT "connection_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stream_state" ADD CONSTRAINT "stream_state_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_window" ADD CONSTRAINT "sync_window_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run" ADD CONSTRAINT "sync_run_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_run_stream" ADD CONSTRAINT "sync_run_stream_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "sync_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity" ADD CONSTRAINT "identity_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_owner_member_id_fkey" FOREIGN KEY ("owner_member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agent" ADD CONSTRAINT "agent_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_added_revision_id_fkey" FOREIGN KEY ("added_revision_id") REFERENCES "price_revision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "price" ADD CONSTRAINT "price_retired_revision_id_fkey" FOREIGN KEY ("retired_revision_id") REFERENCES "price_revision"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "negotiated_discount" ADD CONSTRAINT "negotiated_discount_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model" ADD CONSTRAINT "model_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written from here: what the schema language cannot say.

ALTER TABLE "member" ADD CONSTRAINT "member_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "identity" ADD CONSTRAINT "identity_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "organization" ADD CONSTRAINT "organization_single" CHECK ("id" = 1);

-- At most one mapping of an identity, and one team of a member, on any day: a second would double the money joined to it.
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_dates" CHECK ("from" < "until");
ALTER TABLE "identity_mapping" ADD CONSTRAINT "identity_mapping_no_overlap"
  EXCLUDE USING gist (int4range("identity_id", "identity_id", '[]') WITH &&, daterange("from", "until") WITH &&);
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_dates" CHECK ("from" < "until");
ALTER TABLE "team_membership" ADD CONSTRAINT "team_membership_no_overlap"
  EXCLUDE USING gist (int4range("member_id", "member_id", '[]') WITH &&, daterange("from", "until") WITH &&);

CREATE FUNCTION half_even(amount numeric) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (CASE WHEN abs(amount - trunc(amount)) = 0.5 THEN 2 * round(amount / 2) ELSE round(amount) END)::bigint $$;

-- The latest rate on or before a day; before the first known day, the first.
CREATE VIEW "exchange_rate_span" AS
SELECT "base", "quote", "rate",
  CASE WHEN row_number() OVER by_day = 1 THEN '-infinity'::date ELSE "day" END AS "from",
  coalesce(lead("day") OVER by_day, 'infinity'::date) AS "until"
FROM "exchange_rate"
WINDOW by_day AS (PARTITION BY "base", "quote" ORDER BY "day");

-- Every piece of evidence with its owners as they are mapped now.
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
  coalesce(mu."member_id", mk."member_id", ag."owner_member_id", mw."member_id", 0) AS "member_id",
  coalesce(tm."team_id", 0) AS "team_id",
  coalesce(mu."agent_id", mk."agent_id", mw."agent_id", 0) AS "agent_id",
  coalesce(mk."project_id", mu."project_id", ag."project_id", mw."project_id", 0) AS "project_id"
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
LEFT JOIN "agent" ag ON ag."id" = coalesce(mu."agent_id", mk."agent_id", mw."agent_id")
LEFT JOIN "team_membership" tm ON tm."member_id" = coalesce(mu."member_id", mk."member_id", ag."owner_member_id", mw."member_id")
  AND b."day" >= coalesce(tm."from", '-infinity') AND b."day" < coalesce(tm."until", 'infinity');
