ALTER TABLE "integration_connections" ADD COLUMN "state_ref" jsonb;--> statement-breakpoint
ALTER TABLE "source_sync_items" ADD COLUMN "reason_ref" jsonb;--> statement-breakpoint
ALTER TABLE "source_syncs" ADD COLUMN "cut_off_ref" jsonb;--> statement-breakpoint
ALTER TABLE "source_syncs" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "training_events" ADD COLUMN "message_ref" jsonb;--> statement-breakpoint
ALTER TABLE "training_jobs" ADD COLUMN "stage_ref" jsonb;