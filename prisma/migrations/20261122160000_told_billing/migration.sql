ALTER TABLE "usage_bucket" ADD COLUMN "is_billing_told" BOOLEAN NOT NULL DEFAULT false;
