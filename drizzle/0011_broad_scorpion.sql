ALTER TABLE "environments" ADD COLUMN "runs_per_key" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "concurrency_column" text;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "concurrency_key" text;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "concurrency_path" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "waits_for_turn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "runs_concurrency_index" ON "runs" USING btree ("app_id","concurrency_key","created_at") WHERE concurrency_key is not null and status in ('queued', 'running', 'paused');