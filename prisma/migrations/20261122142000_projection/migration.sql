-- CreateEnum
CREATE TYPE "projection_change_kind" AS ENUM ('PERCENT', 'AMOUNT');

-- CreateTable
CREATE TABLE "projection_scenario" (
    "id" SERIAL NOT NULL,
    "member_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "notes" TEXT NOT NULL DEFAULT '',
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "projection_scenario_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "projection_change" (
    "id" SERIAL NOT NULL,
    "scenario_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "scope" "budget_scope" NOT NULL,
    "scope_id" INTEGER NOT NULL DEFAULT 0,
    "kind" "projection_change_kind" NOT NULL,
    "value" DECIMAL(28,9) NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,
    "interval" "billing_interval",

    CONSTRAINT "projection_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "projection_scenario_member_id_name_key" ON "projection_scenario"("member_id", "name");

-- CreateIndex
CREATE INDEX "projection_change_scenario_id_idx" ON "projection_change"("scenario_id");

-- AddForeignKey
ALTER TABLE "projection_scenario" ADD CONSTRAINT "projection_scenario_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "projection_change" ADD CONSTRAINT "projection_change_scenario_id_fkey" FOREIGN KEY ("scenario_id") REFERENCES "projection_scenario"("id") ON DELETE CASCADE ON UPDATE CASCADE;
