CREATE TABLE "attack_campaigns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"version_number" integer,
	"environment" text,
	"graph" jsonb NOT NULL,
	"points" jsonb NOT NULL,
	"size" text NOT NULL,
	"status" text NOT NULL,
	"seed" integer NOT NULL,
	"total" integer NOT NULL,
	"budget_micros" bigint,
	"error" text,
	"error_ref" jsonb,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "attack_results" (
	"campaign_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"point" integer NOT NULL,
	"category" text,
	"form" text,
	"status" text NOT NULL,
	"sign" text,
	"payload" text NOT NULL,
	"evidence" text DEFAULT '' NOT NULL,
	"cost_micros" bigint,
	CONSTRAINT "attack_results_campaign_id_index_pk" PRIMARY KEY("campaign_id","index")
);
--> statement-breakpoint
ALTER TABLE "attack_campaigns" ADD CONSTRAINT "attack_campaigns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attack_campaigns" ADD CONSTRAINT "attack_campaigns_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attack_results" ADD CONSTRAINT "attack_results_campaign_id_attack_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."attack_campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attack_results" ADD CONSTRAINT "attack_results_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attack_campaigns_workspace_id_app_id_id_index" ON "attack_campaigns" USING btree ("workspace_id","app_id","id");