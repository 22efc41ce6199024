ALTER TABLE "app_files" ADD COLUMN "visitor" text;--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "named_at" timestamp with time zone;--> statement-breakpoint
-- Of those that are there nobody knows whether a message has named them: they stay as long as before.
UPDATE "app_files" SET "named_at" = "created_at";
