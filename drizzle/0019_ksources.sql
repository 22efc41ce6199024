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