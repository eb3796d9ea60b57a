-- AlterTable
ALTER TABLE "connection" ADD COLUMN     "vendor_account_id" TEXT;

-- An account read twice would count twice.
CREATE UNIQUE INDEX "connection_one_per_account" ON "connection" ("vendor_id", "vendor_account_id");
