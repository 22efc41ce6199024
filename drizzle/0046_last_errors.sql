ALTER TABLE "schedules" ADD COLUMN "last_error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "last_error_ref" jsonb;