CREATE TABLE "memories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"end_user" text NOT NULL,
	"is_shared" boolean NOT NULL,
	"text" text NOT NULL,
	"vector" "bytea" NOT NULL,
	"run_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memory_consents" (
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"end_user" text NOT NULL,
	"is_given" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memory_consents_app_id_environment_end_user_pk" PRIMARY KEY("app_id","environment","end_user")
);
--> statement-breakpoint
ALTER TABLE "memories" ADD CONSTRAINT "memories_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memories" ADD CONSTRAINT "memories_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_consents" ADD CONSTRAINT "memory_consents_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memory_consents" ADD CONSTRAINT "memory_consents_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memories_workspace_id_environment_end_user_index" ON "memories" USING btree ("workspace_id","environment","end_user");--> statement-breakpoint
CREATE INDEX "memories_app_id_id_index" ON "memories" USING btree ("app_id","id");--> statement-breakpoint
CREATE INDEX "memories_expires_at_index" ON "memories" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "memory_consents_workspace_id_index" ON "memory_consents" USING btree ("workspace_id");