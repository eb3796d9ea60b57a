-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "account_name" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "identity" ADD COLUMN     "created_by_external_id" TEXT,
ADD COLUMN     "listed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sync_run" ADD COLUMN     "heartbeat_at" TIMESTAMPTZ(3),
ADD COLUMN     "worker_id" TEXT;
