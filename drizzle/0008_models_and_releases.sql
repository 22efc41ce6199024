CREATE TABLE "app_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"end_user" text,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget_reservations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"budget_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"period" text NOT NULL,
	"subject" text NOT NULL,
	"micros" bigint NOT NULL,
	"expires_at" timestamp with time zone DEFAULT now() + interval '15 minutes' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "budget_spends" (
	"budget_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"period" text NOT NULL,
	"subject" text NOT NULL,
	"spent_micros" bigint DEFAULT 0 NOT NULL,
	"reserved_micros" bigint DEFAULT 0 NOT NULL,
	"warned_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "budget_spends_budget_id_period_subject_pk" PRIMARY KEY("budget_id","period","subject")
);
--> statement-breakpoint
CREATE TABLE "budgets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"scope_id" text,
	"period" text NOT NULL,
	"limit_micros" bigint NOT NULL,
	"warn_percent" integer DEFAULT 80 NOT NULL,
	"degradation" jsonb,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conversation_turns" (
	"conversation_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "conversation_turns_conversation_id_run_id_pk" PRIMARY KEY("conversation_id","run_id")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"end_user" text,
	"chat_id" text,
	"title" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_examples" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"source_id" uuid,
	"hash" text NOT NULL,
	"input_hash" text NOT NULL,
	"data" jsonb NOT NULL,
	"masked" jsonb,
	"keep_personal" boolean DEFAULT false NOT NULL,
	"preview" text NOT NULL,
	"label" text,
	"split" text,
	"review" text NOT NULL,
	"personal" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"tokens" integer DEFAULT 0 NOT NULL,
	"language" text DEFAULT 'und' NOT NULL,
	"run_id" uuid,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_sources" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"origin" text DEFAULT '' NOT NULL,
	"licence" text DEFAULT '' NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"report" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text NOT NULL,
	"error" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dataset_version_examples" (
	"version_id" uuid NOT NULL,
	"example_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"split" text NOT NULL,
	"keep_personal" boolean DEFAULT false NOT NULL,
	CONSTRAINT "dataset_version_examples_version_id_example_id_pk" PRIMARY KEY("version_id","example_id")
);
--> statement-breakpoint
CREATE TABLE "dataset_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"dataset_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"statistics" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "datasets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"card" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"author" text NOT NULL,
	"rating" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"correction" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"connection_id" text NOT NULL,
	"model" text NOT NULL,
	"intended_use" text DEFAULT '' NOT NULL,
	"limits" text DEFAULT '' NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_check_results" (
	"check_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"example_id" uuid,
	"label" text NOT NULL,
	"expected" text,
	"output" text DEFAULT '' NOT NULL,
	"passed" boolean,
	"score" double precision,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint,
	"first_token_ms" double precision,
	"duration_ms" double precision NOT NULL,
	CONSTRAINT "model_check_results_check_id_ordinal_pk" PRIMARY KEY("check_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "model_checks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"connection_id" text NOT NULL,
	"model" text NOT NULL,
	"kind" text NOT NULL,
	"dataset_version_id" uuid,
	"status" text NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"score" double precision,
	"result" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "model_policies" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"policy" jsonb NOT NULL,
	"updated_by" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_id" uuid,
	"node_id" text,
	"app_id" uuid,
	"version_id" uuid,
	"key_id" uuid,
	"user_id" uuid,
	"end_user" text,
	"origin" text NOT NULL,
	"ability" text NOT NULL,
	"connection_id" text NOT NULL,
	"provider" text NOT NULL,
	"host" text DEFAULT '' NOT NULL,
	"model" text NOT NULL,
	"route_id" uuid,
	"attempt" integer DEFAULT 1 NOT NULL,
	"outcome" text NOT NULL,
	"error_code" text,
	"input_tokens" integer DEFAULT 0 NOT NULL,
	"cached_input_tokens" integer DEFAULT 0 NOT NULL,
	"output_tokens" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint,
	"saved_micros" bigint DEFAULT 0 NOT NULL,
	"estimated" boolean DEFAULT false NOT NULL,
	"first_token_ms" double precision,
	"duration_ms" double precision NOT NULL,
	"sent_characters" integer DEFAULT 0 NOT NULL,
	"data_kinds" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "usage_days" (
	"workspace_id" uuid NOT NULL,
	"day" date NOT NULL,
	"app_id" text DEFAULT '' NOT NULL,
	"connection_id" text NOT NULL,
	"model" text NOT NULL,
	"key_id" text DEFAULT '' NOT NULL,
	"person" text DEFAULT '' NOT NULL,
	"provider" text NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"cached_calls" integer DEFAULT 0 NOT NULL,
	"unpriced_calls" integer DEFAULT 0 NOT NULL,
	"input_tokens" bigint DEFAULT 0 NOT NULL,
	"cached_input_tokens" bigint DEFAULT 0 NOT NULL,
	"output_tokens" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"saved_micros" bigint DEFAULT 0 NOT NULL,
	"duration_ms" double precision DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_days_workspace_id_day_app_id_connection_id_model_key_id_person_pk" PRIMARY KEY("workspace_id","day","app_id","connection_id","model","key_id","person")
);
--> statement-breakpoint
CREATE TABLE "app_protections" (
	"app_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"limits" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "blocks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"reason" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "refusal_counts" (
	"workspace_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"app_id" text DEFAULT '' NOT NULL,
	"key_id" text DEFAULT '' NOT NULL,
	"end_user" text DEFAULT '' NOT NULL,
	"address" text DEFAULT '' NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "refusal_counts_workspace_id_at_kind_app_id_key_id_end_user_address_pk" PRIMARY KEY("workspace_id","at","kind","app_id","key_id","end_user","address")
);
--> statement-breakpoint
CREATE TABLE "traffic_stops" (
	"workspace_id" uuid NOT NULL,
	"app_id" text DEFAULT '' NOT NULL,
	"message" text NOT NULL,
	"stopped_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "traffic_stops_workspace_id_app_id_pk" PRIMARY KEY("workspace_id","app_id")
);
--> statement-breakpoint
CREATE TABLE "environment_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"name" text NOT NULL,
	"encrypted_value" text NOT NULL,
	"last4" text,
	"hosts" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "release_orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"version_id" uuid NOT NULL,
	"rollout" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"status" text NOT NULL,
	"due_at" timestamp with time zone,
	"time_zone" text,
	"requested_by" uuid,
	"requested_by_name" text NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"version_id" uuid,
	"previous_version_id" uuid,
	"kind" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"approved_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rollouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text NOT NULL,
	"kind" text NOT NULL,
	"version_id" uuid NOT NULL,
	"base_version_id" uuid NOT NULL,
	"percent" integer NOT NULL,
	"sticky_by" text NOT NULL,
	"rules" jsonb,
	"status" text DEFAULT 'running' NOT NULL,
	"decision" jsonb,
	"started_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text
);
--> statement-breakpoint
CREATE TABLE "cached_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"scope_hash" text NOT NULL,
	"request_hash" text NOT NULL,
	"embedding" vector(384),
	"answer" jsonb NOT NULL,
	"cost_micros" bigint,
	"hits" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_routes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"policy" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_values" (
	"run_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "run_values_run_id_hash_pk" PRIMARY KEY("run_id","hash")
);
--> statement-breakpoint
CREATE TABLE "api_key_models" (
	"key_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	CONSTRAINT "api_key_models_key_id_model_id_pk" PRIMARY KEY("key_id","model_id")
);
--> statement-breakpoint
CREATE TABLE "model_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"training_job_id" uuid,
	"dataset_version_id" uuid,
	"stage" text NOT NULL,
	"share" integer DEFAULT 0 NOT NULL,
	"artifact" "bytea",
	"artifact_info" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"connection_id" uuid,
	"remote_model" text,
	"metrics" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"staged_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "registered_models" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"card" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"job_id" uuid NOT NULL,
	"remote_id" text,
	"level" text NOT NULL,
	"message" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "training_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"model_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"dataset_version_id" uuid,
	"connection_id" uuid,
	"base_model" text,
	"settings" jsonb NOT NULL,
	"status" text NOT NULL,
	"progress" integer DEFAULT 0 NOT NULL,
	"stage" text DEFAULT '' NOT NULL,
	"validation" jsonb,
	"curve" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"metrics" jsonb,
	"remote" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"error" text,
	"cancel_requested_at" timestamp with time zone,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "identity_secrets" (
	"app_id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"encrypted_secret" text NOT NULL,
	"last4" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "visitor_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"end_user" text NOT NULL,
	"origin" text NOT NULL,
	"values" jsonb NOT NULL,
	"consent" text DEFAULT '' NOT NULL,
	"run_ids" jsonb NOT NULL,
	"delivery" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspaces" ALTER COLUMN "default_chat_connection" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "runs_per_key" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "needs_approval" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "models" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "environments" ADD COLUMN "maintenance" jsonb;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "concurrency_column" text;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "places" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "concurrency_key" text;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "concurrency_path" text;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "fields" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "more_keys" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "limits" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "key_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "concurrency_key" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "waits_for_turn" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "environment" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "rollout_id" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "shadow_of" uuid;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "caller_note" jsonb;--> statement-breakpoint
ALTER TABLE "app_files" ADD CONSTRAINT "app_files_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_files" ADD CONSTRAINT "app_files_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_reservations" ADD CONSTRAINT "budget_reservations_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_reservations" ADD CONSTRAINT "budget_reservations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_spends" ADD CONSTRAINT "budget_spends_budget_id_budgets_id_fk" FOREIGN KEY ("budget_id") REFERENCES "public"."budgets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budget_spends" ADD CONSTRAINT "budget_spends_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "budgets" ADD CONSTRAINT "budgets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_turns" ADD CONSTRAINT "conversation_turns_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation_turns" ADD CONSTRAINT "conversation_turns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD CONSTRAINT "dataset_examples_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD CONSTRAINT "dataset_examples_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_sources" ADD CONSTRAINT "dataset_sources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_sources" ADD CONSTRAINT "dataset_sources_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_version_examples" ADD CONSTRAINT "dataset_version_examples_version_id_dataset_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."dataset_versions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_version_examples" ADD CONSTRAINT "dataset_version_examples_example_id_dataset_examples_id_fk" FOREIGN KEY ("example_id") REFERENCES "public"."dataset_examples"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_version_examples" ADD CONSTRAINT "dataset_version_examples_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_versions" ADD CONSTRAINT "dataset_versions_dataset_id_datasets_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "datasets" ADD CONSTRAINT "datasets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_feedback" ADD CONSTRAINT "run_feedback_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_feedback" ADD CONSTRAINT "run_feedback_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_cards" ADD CONSTRAINT "model_cards_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_check_results" ADD CONSTRAINT "model_check_results_check_id_model_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."model_checks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_check_results" ADD CONSTRAINT "model_check_results_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_checks" ADD CONSTRAINT "model_checks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_policies" ADD CONSTRAINT "model_policies_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_calls" ADD CONSTRAINT "model_calls_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "usage_days" ADD CONSTRAINT "usage_days_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_protections" ADD CONSTRAINT "app_protections_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app_protections" ADD CONSTRAINT "app_protections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refusal_counts" ADD CONSTRAINT "refusal_counts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "traffic_stops" ADD CONSTRAINT "traffic_stops_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_secrets" ADD CONSTRAINT "environment_secrets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_secrets" ADD CONSTRAINT "environment_secrets_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_orders" ADD CONSTRAINT "release_orders_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_orders" ADD CONSTRAINT "release_orders_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_orders" ADD CONSTRAINT "release_orders_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_version_id_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rollouts" ADD CONSTRAINT "rollouts_base_version_id_versions_id_fk" FOREIGN KEY ("base_version_id") REFERENCES "public"."versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cached_answers" ADD CONSTRAINT "cached_answers_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_routes" ADD CONSTRAINT "model_routes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_models" ADD CONSTRAINT "api_key_models_key_id_api_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "public"."api_keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_models" ADD CONSTRAINT "api_key_models_model_id_registered_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."registered_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key_models" ADD CONSTRAINT "api_key_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_model_id_registered_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."registered_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registered_models" ADD CONSTRAINT "registered_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_events" ADD CONSTRAINT "training_events_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_events" ADD CONSTRAINT "training_events_job_id_training_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."training_jobs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_jobs" ADD CONSTRAINT "training_jobs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_jobs" ADD CONSTRAINT "training_jobs_model_id_registered_models_id_fk" FOREIGN KEY ("model_id") REFERENCES "public"."registered_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_jobs" ADD CONSTRAINT "training_jobs_dataset_version_id_dataset_versions_id_fk" FOREIGN KEY ("dataset_version_id") REFERENCES "public"."dataset_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_secrets" ADD CONSTRAINT "identity_secrets_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identity_secrets" ADD CONSTRAINT "identity_secrets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_requests" ADD CONSTRAINT "visitor_requests_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitor_requests" ADD CONSTRAINT "visitor_requests_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "app_files_workspace_id_app_id_id_index" ON "app_files" USING btree ("workspace_id","app_id","id");--> statement-breakpoint
CREATE INDEX "app_files_app_id_sha256_index" ON "app_files" USING btree ("app_id","sha256");--> statement-breakpoint
CREATE INDEX "budget_reservations_budget_id_period_subject_index" ON "budget_reservations" USING btree ("budget_id","period","subject");--> statement-breakpoint
CREATE INDEX "budget_reservations_expires_at_index" ON "budget_reservations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "budgets_workspace_id_index" ON "budgets" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "conversation_turns_run_id_index" ON "conversation_turns" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "conversations_workspace_id_app_id_id_index" ON "conversations" USING btree ("workspace_id","app_id","id");--> statement-breakpoint
CREATE INDEX "conversations_workspace_id_app_id_end_user_id_index" ON "conversations" USING btree ("workspace_id","app_id","end_user","id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_chat_index" ON "conversations" USING btree ("app_id",coalesce("end_user", ''),"chat_id") WHERE "conversations"."chat_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_examples_dataset_id_hash_index" ON "dataset_examples" USING btree ("dataset_id","hash");--> statement-breakpoint
CREATE INDEX "dataset_examples_dataset_id_id_index" ON "dataset_examples" USING btree ("dataset_id","id");--> statement-breakpoint
CREATE INDEX "dataset_examples_dataset_id_input_hash_index" ON "dataset_examples" USING btree ("dataset_id","input_hash");--> statement-breakpoint
CREATE INDEX "dataset_sources_dataset_id_index" ON "dataset_sources" USING btree ("dataset_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dataset_versions_dataset_id_number_index" ON "dataset_versions" USING btree ("dataset_id","number");--> statement-breakpoint
CREATE INDEX "datasets_workspace_id_index" ON "datasets" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "run_feedback_run_id_author_index" ON "run_feedback" USING btree ("run_id","author");--> statement-breakpoint
CREATE INDEX "run_feedback_workspace_id_app_id_id_index" ON "run_feedback" USING btree ("workspace_id","app_id","id");--> statement-breakpoint
CREATE INDEX "run_feedback_down_index" ON "run_feedback" USING btree ("workspace_id","id") WHERE rating = 'down';--> statement-breakpoint
CREATE UNIQUE INDEX "model_cards_workspace_id_connection_id_model_index" ON "model_cards" USING btree ("workspace_id","connection_id","model");--> statement-breakpoint
CREATE INDEX "model_checks_workspace_id_connection_id_model_id_index" ON "model_checks" USING btree ("workspace_id","connection_id","model","id");--> statement-breakpoint
CREATE INDEX "model_calls_workspace_id_id_index" ON "model_calls" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "model_calls_workspace_id_at_index" ON "model_calls" USING btree ("workspace_id","at");--> statement-breakpoint
CREATE INDEX "model_calls_workspace_id_connection_id_model_id_index" ON "model_calls" USING btree ("workspace_id","connection_id","model","id");--> statement-breakpoint
CREATE INDEX "model_calls_run_id_index" ON "model_calls" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "blocks_workspace_id_kind_subject_index" ON "blocks" USING btree ("workspace_id","kind","subject");--> statement-breakpoint
CREATE INDEX "refusal_counts_at_index" ON "refusal_counts" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "environment_secrets_app_id_environment_name_index" ON "environment_secrets" USING btree ("app_id","environment","name");--> statement-breakpoint
CREATE INDEX "release_orders_app_id_id_index" ON "release_orders" USING btree ("app_id","id");--> statement-breakpoint
CREATE INDEX "release_orders_due_index" ON "release_orders" USING btree ("due_at") WHERE status = 'scheduled';--> statement-breakpoint
CREATE INDEX "releases_app_id_environment_id_index" ON "releases" USING btree ("app_id","environment","id");--> statement-breakpoint
CREATE INDEX "rollouts_app_id_id_index" ON "rollouts" USING btree ("app_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "rollouts_running_index" ON "rollouts" USING btree ("app_id","environment") WHERE status = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "cached_answers_workspace_id_request_hash_index" ON "cached_answers" USING btree ("workspace_id","request_hash");--> statement-breakpoint
CREATE INDEX "cached_answers_workspace_id_scope_hash_index" ON "cached_answers" USING btree ("workspace_id","scope_hash");--> statement-breakpoint
CREATE INDEX "cached_answers_expires_at_index" ON "cached_answers" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "model_routes_workspace_id_name_index" ON "model_routes" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "model_versions_model_id_number_index" ON "model_versions" USING btree ("model_id","number");--> statement-breakpoint
CREATE INDEX "model_versions_workspace_id_index" ON "model_versions" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "registered_models_workspace_id_name_index" ON "registered_models" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "training_events_job_id_id_index" ON "training_events" USING btree ("job_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "training_events_job_id_remote_id_index" ON "training_events" USING btree ("job_id","remote_id");--> statement-breakpoint
CREATE INDEX "training_jobs_workspace_id_id_index" ON "training_jobs" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "training_jobs_model_id_index" ON "training_jobs" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "visitor_requests_workspace_id_app_id_id_index" ON "visitor_requests" USING btree ("workspace_id","app_id","id");--> statement-breakpoint
CREATE INDEX "visitor_requests_app_id_end_user_index" ON "visitor_requests" USING btree ("app_id","end_user");--> statement-breakpoint
CREATE INDEX "runs_rollout_id_id_index" ON "runs" USING btree ("rollout_id","id") WHERE rollout_id is not null;--> statement-breakpoint
CREATE INDEX "runs_concurrency_index" ON "runs" USING btree ("app_id","concurrency_key","created_at") WHERE concurrency_key is not null and status in ('queued', 'running', 'paused');