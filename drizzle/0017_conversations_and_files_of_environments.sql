DROP INDEX "app_files_workspace_id_app_id_id_index";--> statement-breakpoint
DROP INDEX "conversations_workspace_id_app_id_id_index";--> statement-breakpoint
DROP INDEX "conversations_workspace_id_app_id_end_user_id_index";--> statement-breakpoint
DROP INDEX "conversations_chat_index";--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "environment" text DEFAULT 'production' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "environment" text DEFAULT 'production' NOT NULL;--> statement-breakpoint
-- Chats of other environments than production were told apart by their ids, which began with the environment's name and a space.
UPDATE "conversations" SET "environment" = split_part("chat_id", ' ', 1), "chat_id" = substr("chat_id", strpos("chat_id", ' ') + 1) WHERE "chat_id" LIKE '% %';--> statement-breakpoint
-- Of a chat with an id its id has said it; a key of staging that went on with one of production made it none of staging.
UPDATE "conversations" SET "environment" = "talked"."environment" FROM (SELECT "turns"."conversation_id", max("runs"."environment") AS "environment" FROM "conversation_turns" AS "turns" JOIN "runs" ON "runs"."id" = "turns"."run_id" GROUP BY "turns"."conversation_id" HAVING bool_and(coalesce("runs"."environment", 'production') <> 'production')) AS "talked" WHERE "talked"."conversation_id" = "conversations"."id" AND "conversations"."chat_id" IS NULL;--> statement-breakpoint
-- A call that is sent again means the same run also after the update.
UPDATE "idempotency_keys" SET "key" = overlay("key" placing "caller"."prefix" || '@' || "caller"."environment" from 1 for length("caller"."prefix")) FROM (SELECT "id", "workspace_id", "environment", coalesce("key_id"::text, 'visitor') AS "prefix" FROM "runs" WHERE "environment" <> 'production') AS "caller" WHERE "caller"."id" = "idempotency_keys"."run_id" AND "caller"."workspace_id" = "idempotency_keys"."workspace_id" AND starts_with("idempotency_keys"."key", "caller"."prefix" || ':');--> statement-breakpoint
UPDATE "app_files" SET "environment" = "runs"."environment" FROM "runs" WHERE "runs"."id" = "app_files"."run_id" AND "runs"."environment" <> 'production';--> statement-breakpoint
CREATE INDEX "app_files_workspace_id_app_id_environment_id_index" ON "app_files" USING btree ("workspace_id","app_id","environment","id");--> statement-breakpoint
CREATE INDEX "conversations_workspace_id_app_id_environment_id_index" ON "conversations" USING btree ("workspace_id","app_id","environment","id");--> statement-breakpoint
CREATE INDEX "conversations_workspace_id_app_id_environment_end_user_id_index" ON "conversations" USING btree ("workspace_id","app_id","environment","end_user","id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_chat_index" ON "conversations" USING btree ("app_id","environment",coalesce("end_user", ''),"chat_id") WHERE "conversations"."chat_id" is not null;