CREATE TABLE "evaluations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"name" text NOT NULL,
	"split" text NOT NULL,
	"scorers" jsonb NOT NULL,
	"repeats" integer DEFAULT 1 NOT NULL,
	"margin" double precision DEFAULT 0.02 NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "experiment_results" (
	"experiment_id" uuid NOT NULL,
	"variant" integer NOT NULL,
	"example_id" uuid NOT NULL,
	"trial" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid,
	"status" text NOT NULL,
	"reuse_key" text NOT NULL,
	"world" text NOT NULL,
	"is_reused" boolean DEFAULT false NOT NULL,
	"reused_steps" integer DEFAULT 0 NOT NULL,
	"step_count" integer DEFAULT 0 NOT NULL,
	"input" text NOT NULL,
	"expected" text NOT NULL,
	"cluster" text,
	"answer" text DEFAULT '' NOT NULL,
	"outputs" jsonb,
	"passages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"expected_passages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"latency_ms" double precision,
	"cost_micros" bigint,
	"tokens" integer DEFAULT 0 NOT NULL,
	"error" text,
	"error_ref" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiment_results_experiment_id_variant_example_id_trial_pk" PRIMARY KEY("experiment_id","variant","example_id","trial")
);
--> statement-breakpoint
CREATE TABLE "experiment_scores" (
	"experiment_id" uuid NOT NULL,
	"variant" integer NOT NULL,
	"example_id" uuid NOT NULL,
	"trial" integer NOT NULL,
	"scorer" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"value" double precision,
	"label" text,
	"reason" text NOT NULL,
	"reason_ref" jsonb,
	"evidence" text,
	CONSTRAINT "experiment_scores_experiment_id_variant_example_id_trial_scorer_pk" PRIMARY KEY("experiment_id","variant","example_id","trial","scorer")
);
--> statement-breakpoint
CREATE TABLE "experiments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"evaluation_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"dataset_version_id" uuid NOT NULL,
	"variants" jsonb NOT NULL,
	"split" text NOT NULL,
	"scorers" jsonb NOT NULL,
	"repeats" integer NOT NULL,
	"margin" double precision NOT NULL,
	"is_fresh" boolean DEFAULT false NOT NULL,
	"example_count" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"budget_micros" bigint,
	"summaries" jsonb,
	"error" text,
	"error_ref" jsonb,
	"created_by" uuid,
	"created_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_results" ADD CONSTRAINT "experiment_results_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_results" ADD CONSTRAINT "experiment_results_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD CONSTRAINT "experiment_scores_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD CONSTRAINT "experiment_scores_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_dataset_version_id_dataset_versions_id_fk" FOREIGN KEY ("dataset_version_id") REFERENCES "public"."dataset_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evaluations_workspace_id_app_id_index" ON "evaluations" USING btree ("workspace_id","app_id");--> statement-breakpoint
CREATE INDEX "experiment_results_workspace_id_reuse_key_index" ON "experiment_results" USING btree ("workspace_id","reuse_key");--> statement-breakpoint
CREATE INDEX "experiment_results_workspace_id_example_id_trial_index" ON "experiment_results" USING btree ("workspace_id","example_id","trial");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_evaluation_id_number_index" ON "experiments" USING btree ("evaluation_id","number");