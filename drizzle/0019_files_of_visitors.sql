ALTER TABLE "app_files" ADD COLUMN "by_visitor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Of those that are there: what Flowise's widget has sent, and what belongs to whom runs without a key belong to.
UPDATE "app_files" SET "by_visitor" = true WHERE "end_user" LIKE 'flowise:%' OR ("app_id", "end_user") IN (SELECT "app_id", "end_user" FROM "runs" WHERE "key_id" IS NULL AND "version_id" IS NOT NULL AND "end_user" IS NOT NULL);
