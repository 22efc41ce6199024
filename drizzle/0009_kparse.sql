ALTER TABLE "chunks" ADD COLUMN "kind" text DEFAULT 'text' NOT NULL;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "parent_start" integer;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "parent_end" integer;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "notices" jsonb DEFAULT '[]'::jsonb NOT NULL;