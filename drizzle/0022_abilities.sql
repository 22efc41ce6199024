ALTER TABLE "app_files" ADD COLUMN "run_id" uuid;--> statement-breakpoint
CREATE INDEX "app_files_run_id_index" ON "app_files" USING btree ("run_id");