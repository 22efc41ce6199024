ALTER TABLE "chunks" ADD COLUMN "kind" text DEFAULT 'text' NOT NULL;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "parent_start" integer;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "parent_end" integer;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "notices" jsonb DEFAULT '[]'::jsonb NOT NULL;
--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE "batch_items" ADD COLUMN "has_unknown_cost" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "has_unknown_cost" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "runs" SET "has_unknown_cost" = true WHERE EXISTS (SELECT 1 FROM "model_calls" WHERE "model_calls"."run_id" = "runs"."id" AND "model_calls"."cost_micros" IS NULL);
--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "training_job_id" uuid;--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "sent_examples" integer;
--> statement-breakpoint
ALTER TABLE "chunks" ALTER COLUMN "index_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "embedder";--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "embedder_hash";--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "dims";
--> statement-breakpoint
update knowledge_indexes set embedder = '{"connection":"builtin","model":"all-MiniLM-L6-v2"}'::jsonb where embedder->>'connection' = 'builtin';
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "visitor" text;
--> statement-breakpoint
CREATE TABLE "word_pages" (
	"segment_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "word_pages_segment_id_page_pk" PRIMARY KEY("segment_id","page")
);
--> statement-breakpoint
CREATE TABLE "word_segments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"index_id" uuid NOT NULL,
	"chunk_count" integer NOT NULL,
	"text_terms" bigint NOT NULL,
	"context_terms" bigint NOT NULL,
	"first_terms" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "chunks_search_index";--> statement-breakpoint
ALTER TABLE "chunks" ALTER COLUMN "search" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "number" bigint;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "access" text[];--> statement-breakpoint
ALTER TABLE "word_pages" ADD CONSTRAINT "word_pages_segment_id_word_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."word_segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_segments" ADD CONSTRAINT "word_segments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_segments" ADD CONSTRAINT "word_segments_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "word_segments_index_id_index" ON "word_segments" USING btree ("index_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chunks_index_id_number_index" ON "chunks" USING btree ("index_id","number");
--> statement-breakpoint
ALTER TABLE "word_pages" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
--> statement-breakpoint
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
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "environment" text;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "end_user" text;--> statement-breakpoint
CREATE INDEX "batches_app_id_end_user_index" ON "batches" USING btree ("app_id","end_user");
--> statement-breakpoint
CREATE TABLE "knowledge_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"encrypted_secret" text,
	"last4" text,
	"cron" text,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"next_sync_at" timestamp with time zone,
	"token" text,
	"access" text[],
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "source_items" (
	"source_id" uuid NOT NULL,
	"key" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"rank" integer DEFAULT 0 NOT NULL,
	"hint" jsonb,
	"listed_revision" text,
	"revision" text,
	"memo" jsonb,
	"found" jsonb,
	"fingerprint" text,
	"document_id" uuid,
	"sync_id" uuid NOT NULL,
	"pending" boolean NOT NULL,
	"error" text,
	CONSTRAINT "source_items_source_id_key_pk" PRIMARY KEY("source_id","key")
);
--> statement-breakpoint
CREATE TABLE "source_sync_items" (
	"sync_id" uuid NOT NULL,
	"key" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text,
	"outcome" text NOT NULL,
	"reason" text,
	"document_id" uuid,
	CONSTRAINT "source_sync_items_sync_id_key_pk" PRIMARY KEY("sync_id","key")
);
--> statement-breakpoint
CREATE TABLE "source_syncs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"status" text NOT NULL,
	"started_by_name" text,
	"cursor" text,
	"is_listed" boolean DEFAULT false NOT NULL,
	"is_delta" boolean DEFAULT false NOT NULL,
	"cut_off" text,
	"token" text,
	"added" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"removed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"vanished" integer DEFAULT 0 NOT NULL,
	"removal" text,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "source_id" uuid;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "source_key" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "source_revision" text;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "source_url" text;--> statement-breakpoint
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_sources" ADD CONSTRAINT "knowledge_sources_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_items" ADD CONSTRAINT "source_items_source_id_knowledge_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."knowledge_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_sync_items" ADD CONSTRAINT "source_sync_items_sync_id_source_syncs_id_fk" FOREIGN KEY ("sync_id") REFERENCES "public"."source_syncs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_syncs" ADD CONSTRAINT "source_syncs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "source_syncs" ADD CONSTRAINT "source_syncs_source_id_knowledge_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."knowledge_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_sources_knowledge_base_id_index" ON "knowledge_sources" USING btree ("knowledge_base_id");--> statement-breakpoint
CREATE INDEX "knowledge_sources_next_sync_at_index" ON "knowledge_sources" USING btree ("next_sync_at");--> statement-breakpoint
CREATE INDEX "source_items_sync_id_pending_rank_index" ON "source_items" USING btree ("sync_id","pending","rank");--> statement-breakpoint
CREATE INDEX "source_items_document_id_index" ON "source_items" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "source_sync_items_sync_id_outcome_index" ON "source_sync_items" USING btree ("sync_id","outcome");--> statement-breakpoint
CREATE INDEX "source_syncs_source_id_id_index" ON "source_syncs" USING btree ("source_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "source_syncs_open" ON "source_syncs" USING btree ("source_id") WHERE status in ('queued', 'listing', 'fetching', 'indexing');--> statement-breakpoint
CREATE UNIQUE INDEX "documents_source_key" ON "documents" USING btree ("source_id","source_key") WHERE source_id is not null;
--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "visitor" text;
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "end_user_groups" text[];--> statement-breakpoint
ALTER TABLE "chunks" DROP COLUMN "search";
--> statement-breakpoint
ALTER TABLE "app_files" ADD COLUMN "run_id" uuid;--> statement-breakpoint
CREATE INDEX "app_files_run_id_index" ON "app_files" USING btree ("run_id");
--> statement-breakpoint
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
