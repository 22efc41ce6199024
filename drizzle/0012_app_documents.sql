CREATE TABLE "app_file_texts" (
	"file_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"text" text NOT NULL,
	"pages" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "pages" integer;--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "characters" integer;--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "app_file_texts" ADD CONSTRAINT "app_file_texts_file_id_app_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."app_files"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_file_texts" ADD CONSTRAINT "app_file_texts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;