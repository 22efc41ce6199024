CREATE TABLE "online_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"environment" text,
	"scorers" jsonb NOT NULL,
	"share" double precision NOT NULL,
	"daily_budget_micros" bigint NOT NULL,
	"is_on" boolean NOT NULL,
	"cursor" uuid NOT NULL,
	"feedback_at" timestamp with time zone NOT NULL,
	"reference_at" timestamp with time zone NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "online_runs" (
	"rule_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"version_number" integer,
	"cause" text NOT NULL,
	"is_in_sample" boolean NOT NULL,
	"probability" double precision NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "online_runs_run_id_rule_id_pk" PRIMARY KEY("run_id","rule_id")
);
--> statement-breakpoint
CREATE TABLE "online_scores" (
	"rule_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"scorer" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"value" double precision,
	"has_passed" boolean,
	"label" text,
	"reason" text NOT NULL,
	"reason_ref" jsonb,
	"evidence" text,
	"judge" text,
	"subject" text,
	"served_model" text,
	"cost_micros" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "online_scores_run_id_rule_id_scorer_pk" PRIMARY KEY("run_id","rule_id","scorer")
);
--> statement-breakpoint
ALTER TABLE "online_rules" ADD CONSTRAINT "online_rules_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_rules" ADD CONSTRAINT "online_rules_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_runs" ADD CONSTRAINT "online_runs_rule_id_online_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."online_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_runs" ADD CONSTRAINT "online_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_scores" ADD CONSTRAINT "online_scores_rule_id_online_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."online_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "online_scores" ADD CONSTRAINT "online_scores_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "online_rules_app_id_slug_index" ON "online_rules" USING btree ("app_id","slug");--> statement-breakpoint
CREATE INDEX "online_rules_workspace_id_index" ON "online_rules" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "online_runs_rule_id_at_index" ON "online_runs" USING btree ("rule_id","at");--> statement-breakpoint
CREATE INDEX "online_runs_workspace_id_rule_id_index" ON "online_runs" USING btree ("workspace_id","rule_id");--> statement-breakpoint
CREATE INDEX "online_scores_rule_id_created_at_index" ON "online_scores" USING btree ("rule_id","created_at");