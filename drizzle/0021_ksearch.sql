ALTER TABLE "runs" ADD COLUMN "end_user_groups" text[];--> statement-breakpoint
ALTER TABLE "chunks" DROP COLUMN "search";