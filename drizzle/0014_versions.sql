ALTER TABLE "versions" ADD COLUMN "cause" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "is_sound" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "changes" jsonb;