CREATE TABLE "app_variables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"scope" text NOT NULL,
	"scope_key" text NOT NULL,
	"name" text NOT NULL,
	"stored" json NOT NULL,
	"revision" integer NOT NULL,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "variable_writes" (
	"run_id" uuid NOT NULL,
	"step" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"results" json NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "variable_writes_run_id_step_pk" PRIMARY KEY("run_id","step")
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "thread" text;--> statement-breakpoint
ALTER TABLE "app_variables" ADD CONSTRAINT "app_variables_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_variables" ADD CONSTRAINT "app_variables_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variable_writes" ADD CONSTRAINT "variable_writes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "variable_writes" ADD CONSTRAINT "variable_writes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "app_variables_app_id_environment_scope_scope_key_name_index" ON "app_variables" USING btree ("app_id","environment","scope","scope_key","name");--> statement-breakpoint
CREATE INDEX "app_variables_workspace_id_scope_updated_at_index" ON "app_variables" USING btree ("workspace_id","scope","updated_at");