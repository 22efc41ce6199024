ALTER TABLE "alerts" ADD COLUMN "title_ref" jsonb;--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "message_ref" jsonb;--> statement-breakpoint
ALTER TABLE "releases" ADD COLUMN "note_ref" jsonb;--> statement-breakpoint
ALTER TABLE "rollouts" ADD COLUMN "ended_because_ref" jsonb;