CREATE TABLE "custom_api_actions" (
	"api_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"action" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"data" jsonb NOT NULL,
	CONSTRAINT "custom_api_actions_api_id_version_action_pk" PRIMARY KEY("api_id","version","action")
);
--> statement-breakpoint
CREATE TABLE "custom_api_documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"url" text,
	"content" "bytea" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "custom_api_versions" (
	"api_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"server" text NOT NULL,
	"reads" jsonb NOT NULL,
	"manifest" jsonb NOT NULL,
	"actions" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "custom_api_versions_api_id_version_pk" PRIMARY KEY("api_id","version")
);
--> statement-breakpoint
CREATE TABLE "custom_apis" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"plugin" text NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "custom_api_actions" ADD CONSTRAINT "custom_api_actions_api_id_custom_apis_id_fk" FOREIGN KEY ("api_id") REFERENCES "public"."custom_apis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_api_actions" ADD CONSTRAINT "custom_api_actions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_api_documents" ADD CONSTRAINT "custom_api_documents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_api_versions" ADD CONSTRAINT "custom_api_versions_api_id_custom_apis_id_fk" FOREIGN KEY ("api_id") REFERENCES "public"."custom_apis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_api_versions" ADD CONSTRAINT "custom_api_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_api_versions" ADD CONSTRAINT "custom_api_versions_document_id_custom_api_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."custom_api_documents"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custom_apis" ADD CONSTRAINT "custom_apis_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "custom_api_actions_workspace_id_index" ON "custom_api_actions" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "custom_api_documents_workspace_id_created_at_index" ON "custom_api_documents" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "custom_api_versions_workspace_id_index" ON "custom_api_versions" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "custom_apis_workspace_id_plugin_index" ON "custom_apis" USING btree ("workspace_id","plugin");