CREATE TABLE "discrepancy_explanation" (
    "month" DATE NOT NULL,
    "connection_id" INTEGER NOT NULL,
    "explanation" TEXT NOT NULL,
    "unexplained_nano" BIGINT NOT NULL,
    "explained_by_id" INTEGER NOT NULL,
    "explained_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discrepancy_explanation_pkey" PRIMARY KEY ("month","connection_id")
);

ALTER TABLE "discrepancy_explanation" ADD CONSTRAINT "discrepancy_explanation_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "discrepancy_explanation" ADD CONSTRAINT "discrepancy_explanation_explained_by_id_fkey" FOREIGN KEY ("explained_by_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
