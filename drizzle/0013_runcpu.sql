ALTER TABLE "run_chunks" ALTER COLUMN "events" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "run_events" ALTER COLUMN "events" SET DATA TYPE json;