ALTER TABLE "rollouts" ADD COLUMN "started_by" uuid;--> statement-breakpoint
ALTER TABLE "rollouts" ADD COLUMN "approved_by" text;