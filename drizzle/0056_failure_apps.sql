ALTER TABLE "apps" ADD COLUMN "on_failure" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "failure_of" uuid;--> statement-breakpoint
CREATE INDEX "runs_failure_of_index" ON "runs" USING btree ("failure_of") WHERE failure_of is not null;