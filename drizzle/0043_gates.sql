CREATE TABLE "gate_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"version_id" uuid,
	"graph_hash" text NOT NULL,
	"action" text NOT NULL,
	"answer" text NOT NULL,
	"rules" jsonb NOT NULL,
	"dataset_version_id" uuid,
	"override" jsonb,
	"is_allowed" boolean NOT NULL,
	"actor_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"evaluation_id" uuid,
	"rules" jsonb NOT NULL,
	"updated_by" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "can_evaluate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "slug" text;--> statement-breakpoint
-- Existing evaluations get their id as the name in addresses.
UPDATE "evaluations" SET "slug" = 'evaluation-' || "id"::text;--> statement-breakpoint
ALTER TABLE "evaluations" ALTER COLUMN "slug" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "purpose" text DEFAULT 'custom' NOT NULL;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "idempotency_key" text;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "request_hash" text;--> statement-breakpoint
ALTER TABLE "release_orders" ADD COLUMN "override" jsonb;--> statement-breakpoint
ALTER TABLE "release_orders" ADD COLUMN "needs_second_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_decisions" ADD CONSTRAINT "gate_decisions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gate_decisions" ADD CONSTRAINT "gate_decisions_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gates" ADD CONSTRAINT "gates_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gate_decisions_app_id_id_index" ON "gate_decisions" USING btree ("app_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "gates_app_id_environment_index" ON "gates" USING btree ("app_id","environment");--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_workspace_id_slug_index" ON "evaluations" USING btree ("workspace_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_regressions_index" ON "evaluations" USING btree ("app_id") WHERE purpose = 'regressions';--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_workspace_id_idempotency_key_index" ON "experiments" USING btree ("workspace_id","idempotency_key");