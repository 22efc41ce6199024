ALTER TABLE "api_keys" ADD COLUMN "environment" text;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "end_user" text;--> statement-breakpoint
CREATE INDEX "batches_app_id_end_user_index" ON "batches" USING btree ("app_id","end_user");