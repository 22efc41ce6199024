CREATE TABLE "metadata_fills" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"status" text NOT NULL,
	"fields" text[] NOT NULL,
	"model" jsonb NOT NULL,
	"cursor" uuid,
	"done_count" integer DEFAULT 0 NOT NULL,
	"total_count" integer NOT NULL,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD COLUMN "text_languages" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "metadata_fills" ADD CONSTRAINT "metadata_fills_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metadata_fills" ADD CONSTRAINT "metadata_fills_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "metadata_fills_knowledge_base_id_id_index" ON "metadata_fills" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "metadata_fills_running" ON "metadata_fills" USING btree ("knowledge_base_id") WHERE status = 'running';