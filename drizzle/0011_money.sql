ALTER TABLE "batch_items" ADD COLUMN "has_unknown_cost" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "has_unknown_cost" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "runs" SET "has_unknown_cost" = true WHERE EXISTS (SELECT 1 FROM "model_calls" WHERE "model_calls"."run_id" = "runs"."id" AND "model_calls"."cost_micros" IS NULL);
