-- CreateEnum
CREATE TYPE "gl_account_type" AS ENUM ('EXPENSE', 'ASSET', 'LIABILITY');

-- CreateEnum
CREATE TYPE "cost_kind" AS ENUM ('FIXED', 'VARIABLE');

-- CreateEnum
CREATE TYPE "cost_source" AS ENUM ('MANUAL', 'RECURRING', 'SUBSCRIPTION', 'CONNECTOR', 'TRACKED', 'IMPORT', 'ADJUSTMENT');

-- CreateEnum
CREATE TYPE "billing_interval" AS ENUM ('WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('COST_ENTRIES', 'GL_ACCOUNTS', 'EXCHANGE_RATES');

-- CreateEnum
CREATE TYPE "period_status" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "subscription_approval" AS ENUM ('PENDING', 'APPROVED', 'DECLINED');

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "default_gl_account_id" INTEGER;

-- AlterTable
ALTER TABLE "rollup_day" ADD COLUMN     "booked_revision" INTEGER,
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "exchange_rate" ADD COLUMN     "import_id" INTEGER;

-- CreateEnum
CREATE TYPE "subscription_reminder_kind" AS ENUM ('RENEWAL', 'TRIAL_END', 'CANCELLATION_DEADLINE');

-- CreateTable
CREATE TABLE "gl_account" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "type" "gl_account_type" NOT NULL DEFAULT 'EXPENSE',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "gl_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "gl_rule" (
    "id" SERIAL NOT NULL,
    "position" INTEGER NOT NULL,
    "vendor_id" INTEGER,
    "tool_id" INTEGER,
    "team_id" INTEGER,
    "project_id" INTEGER,
    "member_id" INTEGER,
    "gl_account_id" INTEGER NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "gl_rule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounting_settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "default_expense_account_id" INTEGER,
    "payable_account_id" INTEGER,
    "accrued_account_id" INTEGER,
    "prepaid_account_id" INTEGER,
    "rounding_account_id" INTEGER,
    "requires_subscription_approval" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "accounting_settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_entry" (
    "id" SERIAL NOT NULL,
    "date" DATE NOT NULL,
    "service_from" DATE NOT NULL,
    "service_until" DATE NOT NULL,
    "vendor_id" INTEGER,
    "description" TEXT NOT NULL,
    "kind" "cost_kind" NOT NULL DEFAULT 'FIXED',
    "source" "cost_source" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" DECIMAL(18,4) NOT NULL,
    "rate" DECIMAL(24,12) NOT NULL,
    "reporting_amount" DECIMAL(18,4) NOT NULL,
    "connection_id" INTEGER,
    "subscription_id" INTEGER,
    "recurring_cost_id" INTEGER,
    "import_id" INTEGER,
    "origin_key" TEXT,
    "adjusts_month" DATE,
    "tool_id" INTEGER NOT NULL DEFAULT 0,
    "adjusts_connection_id" INTEGER NOT NULL DEFAULT 0,
    "is_booked_only" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" INTEGER,
    "void_reason" TEXT,

    CONSTRAINT "cost_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_entry_line" (
    "id" SERIAL NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "gl_account_id" INTEGER,
    "category" TEXT NOT NULL DEFAULT '',
    "member_id" INTEGER,
    "team_id" INTEGER,
    "agent_id" INTEGER,
    "project_id" INTEGER,
    "amount" DECIMAL(18,4) NOT NULL,
    "reporting_amount" DECIMAL(18,4) NOT NULL,
    "booked_nano" BIGINT,

    CONSTRAINT "cost_entry_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recurring_cost" (
    "id" SERIAL NOT NULL,
    "description" TEXT NOT NULL,
    "vendor_id" INTEGER,
    "interval" "billing_interval" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "amount" DECIMAL(18,4) NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE,
    "skipped" DATE[] DEFAULT ARRAY[]::DATE[],
    "connection_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recurring_cost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recurring_cost_line" (
    "id" SERIAL NOT NULL,
    "recurring_cost_id" INTEGER NOT NULL,
    "gl_account_id" INTEGER,
    "category" TEXT NOT NULL DEFAULT '',
    "member_id" INTEGER,
    "team_id" INTEGER,
    "agent_id" INTEGER,
    "project_id" INTEGER,
    "amount" DECIMAL(18,4) NOT NULL,

    CONSTRAINT "recurring_cost_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_fee_rate" (
    "id" SERIAL NOT NULL,
    "gateway" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "share" DECIMAL(9,8) NOT NULL,
    "fixed" DECIMAL(18,4) NOT NULL,
    "from" DATE NOT NULL,

    CONSTRAINT "payment_fee_rate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "kind" "import_kind" NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "replaced" JSONB NOT NULL DEFAULT '[]',
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounting_period" (
    "month" DATE NOT NULL,
    "status" "period_status" NOT NULL DEFAULT 'OPEN',
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" INTEGER,
    "reopened_at" TIMESTAMPTZ(3),
    "reopen_reason" TEXT,
    "adjusted_for" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "accounting_period_pkey" PRIMARY KEY ("month")
);

-- CreateTable
CREATE TABLE "booked_cost" (
    "id" BIGSERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "billing_month" DATE NOT NULL,
    "billing_day" DATE NOT NULL,
    "day" DATE NOT NULL,
    "month" DATE NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "agent_id" INTEGER NOT NULL,
    "project_id" INTEGER NOT NULL,
    "customer_id" INTEGER NOT NULL,
    "purpose_id" INTEGER NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL,
    "model_id" INTEGER NOT NULL,
    "api_key_identity_id" INTEGER NOT NULL,
    "gl_account_id" INTEGER NOT NULL,
    "category" TEXT NOT NULL DEFAULT '',
    "cost_kind" "cost_kind" NOT NULL,
    "spend_nano" BIGINT NOT NULL,
    "line_id" INTEGER NOT NULL DEFAULT 0,
    "is_accrued" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "booked_cost_pkey" PRIMARY KEY ("member_id","id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "tool_id" INTEGER NOT NULL DEFAULT 0,
    "name" TEXT NOT NULL,
    "interval" "billing_interval" NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "started_on" DATE NOT NULL,
    "trial_until" DATE,
    "cancelled_on" DATE,
    "ends_on" DATE,
    "notice_days" INTEGER NOT NULL DEFAULT 0,
    "reminder_days" INTEGER,
    "is_variable" BOOLEAN NOT NULL DEFAULT false,
    "notes" TEXT NOT NULL DEFAULT '',
    "connection_id" INTEGER,
    "gl_account_id" INTEGER,
    "project_id" INTEGER,
    "category" TEXT NOT NULL DEFAULT '',
    "approval" "subscription_approval" NOT NULL DEFAULT 'APPROVED',
    "approval_note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_price" (
    "id" SERIAL NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "plan_code" TEXT,
    "seats" INTEGER NOT NULL DEFAULT 1,
    "amount" DECIMAL(18,4) NOT NULL,

    CONSTRAINT "subscription_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_owner" (
    "id" SERIAL NOT NULL,
    "subscription_id" INTEGER NOT NULL,
    "from" DATE NOT NULL,
    "member_id" INTEGER,
    "team_id" INTEGER,

    CONSTRAINT "subscription_owner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_charge" (
    "subscription_id" INTEGER NOT NULL,
    "billing_date" DATE NOT NULL,
    "amount" DECIMAL(18,4) NOT NULL,

    CONSTRAINT "subscription_charge_pkey" PRIMARY KEY ("subscription_id","billing_date")
);

-- CreateTable
CREATE TABLE "subscription_reminder" (
    "subscription_id" INTEGER NOT NULL,
    "kind" "subscription_reminder_kind" NOT NULL,
    "date" DATE NOT NULL,
    "member_id" INTEGER NOT NULL,
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_reminder_pkey" PRIMARY KEY ("subscription_id","kind","date","member_id")
);

-- CreateTable
CREATE TABLE "calendar_feed" (
    "member_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "gl_account_code_key" ON "gl_account"("code");

-- CreateIndex
CREATE INDEX "gl_rule_position_idx" ON "gl_rule"("position");

-- CreateIndex
CREATE UNIQUE INDEX "cost_entry_origin_key_key" ON "cost_entry"("origin_key");

-- CreateIndex
CREATE INDEX "cost_entry_date_idx" ON "cost_entry"("date");

-- CreateIndex
CREATE INDEX "cost_entry_service_from_service_until_idx" ON "cost_entry"("service_from", "service_until");

-- CreateIndex
CREATE INDEX "cost_entry_connection_id_idx" ON "cost_entry"("connection_id");

-- CreateIndex
CREATE INDEX "cost_entry_subscription_id_idx" ON "cost_entry"("subscription_id");

-- CreateIndex
CREATE INDEX "cost_entry_recurring_cost_id_idx" ON "cost_entry"("recurring_cost_id");

-- CreateIndex
CREATE INDEX "cost_entry_import_id_idx" ON "cost_entry"("import_id");

-- CreateIndex
CREATE INDEX "cost_entry_line_entry_id_idx" ON "cost_entry_line"("entry_id");

-- CreateIndex
CREATE INDEX "cost_entry_line_gl_account_id_idx" ON "cost_entry_line"("gl_account_id");

-- CreateIndex
CREATE INDEX "cost_entry_line_member_id_idx" ON "cost_entry_line"("member_id");

-- CreateIndex
CREATE INDEX "recurring_cost_line_recurring_cost_id_idx" ON "recurring_cost_line"("recurring_cost_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_fee_rate_gateway_currency_from_key" ON "payment_fee_rate"("gateway", "currency", "from");

-- CreateIndex
CREATE INDEX "exchange_rate_import_id_idx" ON "exchange_rate"("import_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_file_once" ON "import"("kind", "file_hash") WHERE ("undone_at" IS NULL);

-- CreateIndex
CREATE INDEX "booked_cost_billing_month_idx" ON "booked_cost"("billing_month");

-- CreateIndex
CREATE INDEX "booked_cost_day_idx" ON "booked_cost"("day");

-- CreateIndex
CREATE INDEX "subscription_vendor_id_idx" ON "subscription"("vendor_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_price_subscription_id_from_key" ON "subscription_price"("subscription_id", "from");

-- CreateIndex
CREATE INDEX "subscription_owner_member_id_idx" ON "subscription_owner"("member_id");

-- CreateIndex
CREATE INDEX "subscription_owner_team_id_idx" ON "subscription_owner"("team_id");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_owner_subscription_id_from_key" ON "subscription_owner"("subscription_id", "from");

-- CreateIndex
CREATE INDEX "subscription_reminder_member_id_idx" ON "subscription_reminder"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "calendar_feed_token_hash_key" ON "calendar_feed"("token_hash");

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_tool_id_fkey" FOREIGN KEY ("tool_id") REFERENCES "tool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "gl_rule" ADD CONSTRAINT "gl_rule_gl_account_id_fkey" FOREIGN KEY ("gl_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_recurring_cost_id_fkey" FOREIGN KEY ("recurring_cost_id") REFERENCES "recurring_cost"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_voided_by_id_fkey" FOREIGN KEY ("voided_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "cost_entry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_gl_account_id_fkey" FOREIGN KEY ("gl_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_entry_line" ADD CONSTRAINT "cost_entry_line_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost" ADD CONSTRAINT "recurring_cost_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost" ADD CONSTRAINT "recurring_cost_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_recurring_cost_id_fkey" FOREIGN KEY ("recurring_cost_id") REFERENCES "recurring_cost"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_gl_account_id_fkey" FOREIGN KEY ("gl_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_agent_id_fkey" FOREIGN KEY ("agent_id") REFERENCES "agent"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recurring_cost_line" ADD CONSTRAINT "recurring_cost_line_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_rate" ADD CONSTRAINT "exchange_rate_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import" ADD CONSTRAINT "import_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounting_period" ADD CONSTRAINT "accounting_period_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "team" ADD CONSTRAINT "team_default_gl_account_id_fkey" FOREIGN KEY ("default_gl_account_id") REFERENCES "gl_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_vendor_id_fkey" FOREIGN KEY ("vendor_id") REFERENCES "vendor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_gl_account_id_fkey" FOREIGN KEY ("gl_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_price" ADD CONSTRAINT "subscription_price_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_owner" ADD CONSTRAINT "subscription_owner_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_owner" ADD CONSTRAINT "subscription_owner_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_owner" ADD CONSTRAINT "subscription_owner_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "team"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_charge" ADD CONSTRAINT "subscription_charge_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_reminder" ADD CONSTRAINT "subscription_reminder_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_reminder" ADD CONSTRAINT "subscription_reminder_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- AddForeignKey
ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_default_expense_account_id_fkey" FOREIGN KEY ("default_expense_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_payable_account_id_fkey" FOREIGN KEY ("payable_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_accrued_account_id_fkey" FOREIGN KEY ("accrued_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_prepaid_account_id_fkey" FOREIGN KEY ("prepaid_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_rounding_account_id_fkey" FOREIGN KEY ("rounding_account_id") REFERENCES "gl_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "accounting_settings" ADD CONSTRAINT "accounting_settings_single" CHECK ("id" = 1);
ALTER TABLE "gl_account" ADD CONSTRAINT "gl_account_code_given" CHECK ("code" <> '' AND "code" = btrim("code"));
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_service_period" CHECK ("service_from" < "service_until");
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_void_reason" CHECK (("voided_at" IS NULL) = ("void_reason" IS NULL));
ALTER TABLE "cost_entry" ADD CONSTRAINT "cost_entry_adjusted_month" CHECK ("adjusts_month" IS NULL OR "source" = 'ADJUSTMENT');
ALTER TABLE "recurring_cost" ADD CONSTRAINT "recurring_cost_dates" CHECK ("starts_on" < "ends_on");
ALTER TABLE "payment_fee_rate" ADD CONSTRAINT "payment_fee_rate_range" CHECK ("share" >= 0 AND "share" <= 1 AND "fixed" >= 0);
ALTER TABLE "accounting_period" ADD CONSTRAINT "accounting_period_first_day" CHECK (date_trunc('month', "month") = "month");
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_dates" CHECK ("started_on" < "ends_on" AND "started_on" <= "trial_until");
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_days" CHECK ("notice_days" >= 0 AND "reminder_days" >= 0);
ALTER TABLE "subscription_price" ADD CONSTRAINT "subscription_price_range" CHECK ("seats" > 0 AND "amount" >= 0);
ALTER TABLE "subscription_owner" ADD CONSTRAINT "subscription_owner_one" CHECK (num_nonnulls("member_id", "team_id") = 1);

-- Whoever writes into a month and whoever closes it wait for each other on the month's row.
CREATE FUNCTION require_open_period(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first_day date := date_trunc('month', day)::date;
BEGIN
  INSERT INTO "accounting_period" ("month") VALUES (first_day) ON CONFLICT DO NOTHING;
  PERFORM FROM "accounting_period" WHERE "month" = first_day AND "status" = 'OPEN' FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the accounting period % is closed', to_char(first_day, 'YYYY-MM')
      USING ERRCODE = 'OL001', DETAIL = first_day::text, HINT = 'Enter the correction in an open period.';
  END IF;
END $$;

CREATE FUNCTION keep_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD."status" = 'CLOSED' OR TG_OP = 'UPDATE' AND OLD."month" <> NEW."month" THEN
    RAISE EXCEPTION 'the accounting period % is closed', to_char(OLD."month", 'YYYY-MM')
      USING ERRCODE = 'OL001', DETAIL = OLD."month"::text, HINT = 'Reopen it first.';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "accounting_period_kept" BEFORE UPDATE OR DELETE ON "accounting_period"
  FOR EACH ROW EXECUTE FUNCTION keep_period();

CREATE FUNCTION keep_closed_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM require_open_period(OLD."date"); END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM require_open_period(NEW."date");
  RETURN NEW;
END $$;
CREATE TRIGGER "cost_entry_open_period" BEFORE INSERT OR UPDATE OR DELETE ON "cost_entry"
  FOR EACH ROW EXECUTE FUNCTION keep_closed_entry();

CREATE FUNCTION keep_closed_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM require_open_period("date") FROM "cost_entry" WHERE "id" = OLD."entry_id";
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  PERFORM require_open_period("date") FROM "cost_entry" WHERE "id" = NEW."entry_id";
  RETURN NEW;
END $$;
CREATE TRIGGER "cost_entry_line_open_period" BEFORE INSERT OR UPDATE OR DELETE ON "cost_entry_line"
  FOR EACH ROW EXECUTE FUNCTION keep_closed_line();

CREATE FUNCTION keep_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM require_open_period("billing_month") FROM (SELECT DISTINCT "billing_month" FROM changed) AS months;
  RETURN NULL;
END $$;
CREATE TRIGGER "booked_cost_inserted" AFTER INSERT ON "booked_cost" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION keep_booked();
CREATE TRIGGER "booked_cost_deleted" AFTER DELETE ON "booked_cost" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION keep_booked();
CREATE FUNCTION never_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never updated', TG_TABLE_NAME;
END $$;
CREATE TRIGGER "booked_cost_updated" BEFORE UPDATE ON "booked_cost" FOR EACH STATEMENT EXECUTE FUNCTION never_update();

-- Every line of every entry with its owners resolved; what is booked only has the owners that it names.
CREATE VIEW "entry_line" AS
SELECT
  l."id" AS "line_id", e."id" AS "entry_id", e."date" AS "day", e."date" AS "billing_day",
  e."date"::timestamp AT TIME ZONE 'UTC' AS "hour",
  date_trunc('month', e."date")::date AS "month", date_trunc('month', e."date")::date AS "billing_month",
  e."service_from", e."service_until", e."source", e."kind" AS "cost_kind", e."is_booked_only",
  e."voided_at" IS NOT NULL AS "is_voided", e."connection_id" IS NOT NULL AS "is_linked",
  coalesce(l."member_id", CASE WHEN NOT e."is_booked_only" THEN a."owner_member_id" END, 0) AS "member_id",
  coalesce(l."team_id", CASE WHEN NOT e."is_booked_only" THEN tm."team_id" END, 0) AS "team_id",
  coalesce(l."agent_id", 0) AS "agent_id",
  coalesce(l."project_id", CASE WHEN NOT e."is_booked_only" THEN a."project_id" END, 0) AS "project_id",
  coalesce(e."vendor_id", 0) AS "vendor_id",
  coalesce(nullif(e."tool_id", 0), s."tool_id", 0) AS "tool_id",
  e."adjusts_connection_id" AS "connection_id",
  coalesce(l."gl_account_id", 0) AS "gl_account_id",
  l."category",
  coalesce(l."booked_nano", (l."reporting_amount" * 1000000000)::bigint) AS "spend_nano"
FROM "cost_entry_line" l
JOIN "cost_entry" e ON e."id" = l."entry_id"
LEFT JOIN "agent" a ON a."id" = l."agent_id"
LEFT JOIN "subscription" s ON s."id" = e."subscription_id"
LEFT JOIN "team_membership" tm ON tm."member_id" = coalesce(l."member_id", a."owner_member_id")
  AND e."date" >= coalesce(tm."from", '-infinity') AND e."date" < coalesce(tm."until", 'infinity');

-- Entries as cost; those linked to a connection count by their residual there.
CREATE VIEW "cost_line" AS
SELECT * FROM "entry_line" WHERE NOT "is_voided" AND NOT "is_linked";

-- The same spread evenly over the days of the service period; the days of a line add up to it to the nano-unit.
CREATE VIEW "cost_line_day" AS
SELECT
  "line_id", "entry_id", "service_from", "service_until", "source", "cost_kind", "member_id", "team_id", "agent_id",
  "project_id", "vendor_id", "tool_id", "gl_account_id", "category",
  "service_from" + step AS "day", "service_from" + step AS "billing_day",
  ("service_from" + step)::timestamp AT TIME ZONE 'UTC' AS "hour",
  date_trunc('month', "service_from" + step)::date AS "month", date_trunc('month', "service_from" + step)::date AS "billing_month",
  (floor("spend_nano"::numeric * (step + 1) / ("service_until" - "service_from"))
    - floor("spend_nano"::numeric * step / ("service_until" - "service_from")))::bigint AS "spend_nano"
FROM "cost_line"
CROSS JOIN LATERAL generate_series(0, "service_until" - "service_from" - 1) AS step
WHERE NOT "is_booked_only";
