CREATE TABLE "table_rows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"table_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"values" jsonb NOT NULL,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "table_unique_values" (
	"table_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"column" text NOT NULL,
	"value" text NOT NULL,
	"row_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "table_unique_values_table_id_environment_column_value_pk" PRIMARY KEY("table_id","environment","column","value")
);
--> statement-breakpoint
CREATE TABLE "table_writes" (
	"run_id" uuid NOT NULL,
	"key" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"result" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "table_writes_run_id_key_pk" PRIMARY KEY("run_id","key")
);
--> statement-breakpoint
CREATE TABLE "workspace_tables" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"columns" jsonb NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "table_rows" ADD CONSTRAINT "table_rows_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_rows" ADD CONSTRAINT "table_rows_table_id_workspace_tables_id_fk" FOREIGN KEY ("table_id") REFERENCES "public"."workspace_tables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_unique_values" ADD CONSTRAINT "table_unique_values_table_id_workspace_tables_id_fk" FOREIGN KEY ("table_id") REFERENCES "public"."workspace_tables"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_unique_values" ADD CONSTRAINT "table_unique_values_row_id_table_rows_id_fk" FOREIGN KEY ("row_id") REFERENCES "public"."table_rows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_unique_values" ADD CONSTRAINT "table_unique_values_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_writes" ADD CONSTRAINT "table_writes_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "table_writes" ADD CONSTRAINT "table_writes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_tables" ADD CONSTRAINT "workspace_tables_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "table_rows_table_id_environment_id_index" ON "table_rows" USING btree ("table_id","environment","id");--> statement-breakpoint
CREATE INDEX "table_rows_values_index" ON "table_rows" USING gin ("values" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "table_rows_workspace_id_index" ON "table_rows" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "table_unique_values_row_id_index" ON "table_unique_values" USING btree ("row_id");--> statement-breakpoint
CREATE INDEX "table_unique_values_workspace_id_index" ON "table_unique_values" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspace_tables_workspace_id_name_index" ON "workspace_tables" USING btree ("workspace_id","name");