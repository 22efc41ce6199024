ALTER TABLE "runs" DROP CONSTRAINT "runs_workspace_id_workspaces_id_fk";
--> statement-breakpoint
DROP INDEX "model_calls_workspace_id_id_index";
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "stream" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
CREATE TABLE "hidden_runs" (
	"workspace_id" uuid NOT NULL,
	"index_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"first_number" bigint NOT NULL,
	"chunk_count" integer NOT NULL,
	CONSTRAINT "hidden_runs_index_id_first_number_pk" PRIMARY KEY("index_id","first_number")
);
--> statement-breakpoint
DROP INDEX "chunks_index_id_document_id_ordinal_index";
--> statement-breakpoint
ALTER TABLE "word_segments" ADD COLUMN "is_ready" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
ALTER TABLE "hidden_runs" ADD CONSTRAINT "hidden_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hidden_runs" ADD CONSTRAINT "hidden_runs_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "hidden_runs" ADD CONSTRAINT "hidden_runs_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "hidden_runs_document_id_index" ON "hidden_runs" USING btree ("document_id");
--> statement-breakpoint
CREATE INDEX "chunks_index_id_document_id_ordinal_index" ON "chunks" USING btree ("index_id","document_id","ordinal");
--> statement-breakpoint
ALTER TABLE "chunks" DROP CONSTRAINT "chunks_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "chunks" DROP CONSTRAINT "chunks_knowledge_base_id_knowledge_bases_id_fk";
--> statement-breakpoint
DROP INDEX "chunks_knowledge_base_id_index";
--> statement-breakpoint
ALTER TABLE "word_segments" ADD COLUMN "terms_version" integer DEFAULT 1 NOT NULL;
