-- AlterTable
ALTER TABLE "usage_bucket" ADD COLUMN     "discount_millionths" INTEGER;

-- Rows priced before keep what they were priced with: the millionth by which their cost is below their list value.
UPDATE "usage_bucket"
   SET "discount_millionths" = CASE WHEN "list_value_nano" = 0 THEN 0
         ELSE round(1000000 - "cost_nano" * 1000000::numeric / "list_value_nano")::int END
 WHERE "billing_kind" = 'METERED' AND "evidence" <> 'BILLED' AND NOT "is_residual"
   AND "charge_nano" IS NULL AND "list_value_nano" IS NOT NULL AND "cost_nano" IS NOT NULL;
