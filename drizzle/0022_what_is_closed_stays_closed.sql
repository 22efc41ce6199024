CREATE TABLE "gone_documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"access" text[]
);
--> statement-breakpoint
CREATE TABLE "run_reads" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"document_ids" uuid[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gone_documents" ADD CONSTRAINT "gone_documents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_reads" ADD CONSTRAINT "run_reads_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gone_documents_restricted_index" ON "gone_documents" USING btree ("workspace_id") WHERE access is not null;--> statement-breakpoint
CREATE INDEX "runs_end_user_index" ON "runs" USING btree ("app_id","end_user","id") WHERE end_user is not null;--> statement-breakpoint
CREATE INDEX "runs_started_by_index" ON "runs" USING btree ("app_id","started_by","id") WHERE started_by is not null;