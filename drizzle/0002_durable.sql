CREATE TABLE "processes" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"host" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_graphs" (
	"workspace_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"graph" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "run_graphs_workspace_id_hash_pk" PRIMARY KEY("workspace_id","hash")
);
--> statement-breakpoint
CREATE TABLE "waits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"path" text NOT NULL,
	"key" text NOT NULL,
	"node_id" text NOT NULL,
	"node_label" text NOT NULL,
	"request" jsonb NOT NULL,
	"status" text NOT NULL,
	"due_at" timestamp with time zone,
	"answer" jsonb,
	"answered_by" uuid,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "runs_status_heartbeat_at_index";--> statement-breakpoint
ALTER TABLE "run_chunks" ALTER COLUMN "seq" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "run_events" ALTER COLUMN "seq" SET DATA TYPE bigint;--> statement-breakpoint
ALTER TABLE "runs" ALTER COLUMN "owner" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "run_events" ADD COLUMN "writer" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "run_events" ALTER COLUMN "writer" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "graph_hash" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "durability" text DEFAULT 'async' NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "started_by" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "taken_at_seq" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cancel_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "use_pinned" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "history" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "source_run_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "source_node_id" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "trigger_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "callback" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "run_graphs" ADD CONSTRAINT "run_graphs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waits" ADD CONSTRAINT "waits_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waits" ADD CONSTRAINT "waits_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waits" ADD CONSTRAINT "waits_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waits_run_id_path_key_index" ON "waits" USING btree ("run_id","path","key");--> statement-breakpoint
CREATE INDEX "waits_workspace_id_status_id_index" ON "waits" USING btree ("workspace_id","status","id");--> statement-breakpoint
CREATE INDEX "waits_status_due_at_index" ON "waits" USING btree ("status","due_at");--> statement-breakpoint
CREATE INDEX "runs_owner_index" ON "runs" USING btree ("owner") WHERE status = 'running';--> statement-breakpoint
CREATE INDEX "runs_trigger_id_id_index" ON "runs" USING btree ("trigger_id","id") WHERE trigger_id is not null;