ALTER TABLE "environments" ADD COLUMN "durability" text DEFAULT 'async' NOT NULL;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "retention_days" integer DEFAULT 30;