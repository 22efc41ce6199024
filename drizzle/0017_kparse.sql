CREATE TABLE "embedded_texts" (
	"workspace_id" uuid NOT NULL,
	"index_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"embedding" vector NOT NULL,
	CONSTRAINT "embedded_texts_index_id_document_id_hash_pk" PRIMARY KEY("index_id","document_id","hash")
);
--> statement-breakpoint
ALTER TABLE "embedded_texts" ADD CONSTRAINT "embedded_texts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedded_texts" ADD CONSTRAINT "embedded_texts_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "embedded_texts" ADD CONSTRAINT "embedded_texts_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "embedded_texts_document_id_index" ON "embedded_texts" USING btree ("document_id");