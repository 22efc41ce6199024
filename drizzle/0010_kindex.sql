CREATE TABLE "indexed_documents" (
	"workspace_id" uuid NOT NULL,
	"index_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"chunk_count" integer NOT NULL,
	"error" text,
	CONSTRAINT "indexed_documents_index_id_document_id_pk" PRIMARY KEY("index_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "kept_duplicates" (
	"workspace_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "kept_duplicates_document_id_other_id_pk" PRIMARY KEY("document_id","other_id")
);
--> statement-breakpoint
CREATE TABLE "knowledge_indexes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"status" text NOT NULL,
	"embedder" jsonb NOT NULL,
	"embedder_hash" text DEFAULT '' NOT NULL,
	"dims" integer NOT NULL,
	"languages" text[],
	"chunking" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0,
	"error" text,
	"created_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "chunks_document_id_ordinal_index";--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "index_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "structure" jsonb;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "metadata" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "metadata_origins" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "proposed_metadata" jsonb;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "content_hash" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "sketch" integer[];--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "sketch_bands" integer[];--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "deleted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "knowledge_bases" ADD COLUMN "active_index_id" uuid;--> statement-breakpoint
ALTER TABLE "knowledge_bases" ADD COLUMN "metadata_fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "indexed_documents" ADD CONSTRAINT "indexed_documents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indexed_documents" ADD CONSTRAINT "indexed_documents_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "indexed_documents" ADD CONSTRAINT "indexed_documents_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_duplicates" ADD CONSTRAINT "kept_duplicates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_duplicates" ADD CONSTRAINT "kept_duplicates_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kept_duplicates" ADD CONSTRAINT "kept_duplicates_other_id_documents_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD CONSTRAINT "knowledge_indexes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD CONSTRAINT "knowledge_indexes_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "indexed_documents_document_id_index" ON "indexed_documents" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "kept_duplicates_other_id_index" ON "kept_duplicates" USING btree ("other_id");--> statement-breakpoint
CREATE INDEX "knowledge_indexes_knowledge_base_id_id_index" ON "knowledge_indexes" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_indexes_active" ON "knowledge_indexes" USING btree ("knowledge_base_id") WHERE status = 'active';--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_indexes_building" ON "knowledge_indexes" USING btree ("knowledge_base_id") WHERE status = 'building';--> statement-breakpoint
ALTER TABLE "chunks" ADD CONSTRAINT "chunks_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chunks_index_id_document_id_ordinal_index" ON "chunks" USING btree ("index_id","document_id","ordinal");--> statement-breakpoint
CREATE INDEX "chunks_document_id_index" ON "chunks" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "documents_knowledge_base_id_content_hash_index" ON "documents" USING btree ("knowledge_base_id","content_hash");--> statement-breakpoint
CREATE INDEX "documents_sketch_bands_index" ON "documents" USING gin ("sketch_bands");
--> statement-breakpoint
insert into knowledge_indexes (id, workspace_id, knowledge_base_id, status, embedder, embedder_hash, dims, languages, ready_at)
select gen_random_uuid(), workspace_id, id, 'active', '{"connection":"builtin","model":"all-minilm-l6-v2"}'::jsonb, embedder_hash, dims, array['en'], now() from knowledge_bases;
--> statement-breakpoint
update knowledge_bases set active_index_id = knowledge_indexes.id from knowledge_indexes where knowledge_indexes.knowledge_base_id = knowledge_bases.id;
--> statement-breakpoint
update chunks set index_id = knowledge_indexes.id from knowledge_indexes where knowledge_indexes.knowledge_base_id = chunks.knowledge_base_id;
--> statement-breakpoint
update documents set revision = 1 where text is not null;
--> statement-breakpoint
insert into indexed_documents (workspace_id, index_id, document_id, revision, chunk_count)
select documents.workspace_id, knowledge_bases.active_index_id, documents.id, 1, documents.chunk_count from documents
join knowledge_bases on knowledge_bases.id = documents.knowledge_base_id where documents.text is not null;
