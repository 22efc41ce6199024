CREATE TABLE "app_imports" (
	"app_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"report" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "app_imports_app_id_pk" PRIMARY KEY("app_id")
);
--> statement-breakpoint
ALTER TABLE "app_imports" ADD CONSTRAINT "app_imports_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_imports" ADD CONSTRAINT "app_imports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_imports_workspace_id_index" ON "app_imports" USING btree ("workspace_id");