-- CreateTable
CREATE TABLE "reprice_run" (
    "id" SERIAL NOT NULL,
    "vendor_id" INTEGER NOT NULL,
    "model_id" INTEGER,
    "connection_id" INTEGER,
    "from" DATE,
    "until" DATE,
    "status" "sync_run_status" NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "day_count" INTEGER NOT NULL DEFAULT 0,
    "done_count" INTEGER NOT NULL DEFAULT 0,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "old_list_value_nano" BIGINT NOT NULL DEFAULT 0,
    "new_list_value_nano" BIGINT NOT NULL DEFAULT 0,
    "old_cost_nano" BIGINT NOT NULL DEFAULT 0,
    "new_cost_nano" BIGINT NOT NULL DEFAULT 0,
    "error_message" TEXT,

    CONSTRAINT "reprice_run_pkey" PRIMARY KEY ("id")
);
