ALTER TABLE "runs" ADD COLUMN "part" jsonb;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "locale" text;
--> statement-breakpoint
ALTER TABLE "indexed_documents" ADD COLUMN "first_number" bigint;--> statement-breakpoint
update "indexed_documents" held set first_number = counted.first from (select index_id, document_id, min(number) as first from chunks group by index_id, document_id having count(*) = count(number) and max(number) - min(number) + 1 = count(*)) counted where held.index_id = counted.index_id and held.document_id = counted.document_id;
--> statement-breakpoint
alter table "chunks" set (toast_tuple_target = 8160);
--> statement-breakpoint
CREATE TABLE "lab_makes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"status" text NOT NULL,
	"model" jsonb NOT NULL,
	"chunk_ids" uuid[] NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"made" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0,
	"error" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lab_questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"question" text NOT NULL,
	"hash" text NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"expected" jsonb NOT NULL,
	"viewer" jsonb,
	"filters" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"origin" text NOT NULL,
	"review" text NOT NULL,
	"run_id" uuid,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lab_results" (
	"run_id" uuid NOT NULL,
	"configuration" integer NOT NULL,
	"question_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"question" text NOT NULL,
	"expected" jsonb NOT NULL,
	"places" jsonb NOT NULL,
	"answer_found" boolean,
	"found" jsonb NOT NULL,
	"confidence" double precision,
	"duration_ms" double precision NOT NULL,
	"cost_micros" bigint,
	"error" text,
	CONSTRAINT "lab_results_run_id_configuration_question_id_pk" PRIMARY KEY("run_id","configuration","question_id")
);
--> statement-breakpoint
CREATE TABLE "lab_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"status" text NOT NULL,
	"configurations" jsonb NOT NULL,
	"question_ids" uuid[] NOT NULL,
	"index_id" uuid,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer NOT NULL,
	"figures" jsonb,
	"error" text,
	"created_by" uuid,
	"created_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "knowledge_bases" ADD COLUMN "retrieval" jsonb;--> statement-breakpoint
ALTER TABLE "lab_makes" ADD CONSTRAINT "lab_makes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_makes" ADD CONSTRAINT "lab_makes_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_questions" ADD CONSTRAINT "lab_questions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_questions" ADD CONSTRAINT "lab_questions_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_results" ADD CONSTRAINT "lab_results_run_id_lab_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."lab_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_results" ADD CONSTRAINT "lab_results_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_runs" ADD CONSTRAINT "lab_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_runs" ADD CONSTRAINT "lab_runs_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lab_makes_knowledge_base_id_id_index" ON "lab_makes" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_makes_running" ON "lab_makes" USING btree ("knowledge_base_id") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "lab_questions_knowledge_base_id_id_index" ON "lab_questions" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_questions_hash" ON "lab_questions" USING btree ("knowledge_base_id","hash") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "lab_runs_knowledge_base_id_id_index" ON "lab_runs" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_runs_open" ON "lab_runs" USING btree ("knowledge_base_id") WHERE status in ('queued', 'running');
--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "cause" text DEFAULT 'published' NOT NULL;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "is_sound" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "versions" ADD COLUMN "changes" jsonb;
--> statement-breakpoint
ALTER TABLE "knowledge_sources" ADD COLUMN "metadata" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
CREATE TABLE "knowledge_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"knowledge_base_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"query" text NOT NULL,
	"confidence" double precision NOT NULL,
	"given_count" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "knowledge_searches" ADD CONSTRAINT "knowledge_searches_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_searches" ADD CONSTRAINT "knowledge_searches_knowledge_base_id_knowledge_bases_id_fk" FOREIGN KEY ("knowledge_base_id") REFERENCES "public"."knowledge_bases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_searches_knowledge_base_id_id_index" ON "knowledge_searches" USING btree ("knowledge_base_id","id");--> statement-breakpoint
CREATE INDEX "knowledge_searches_run_id_index" ON "knowledge_searches" USING btree ("run_id");
