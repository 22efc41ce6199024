CREATE TABLE "optimization_candidates" (
	"optimization_id" uuid NOT NULL,
	"index" integer NOT NULL,
	"workspace_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"parent" integer,
	"choice" integer[] NOT NULL,
	"status" text NOT NULL,
	"stage" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "optimization_candidates_optimization_id_index_pk" PRIMARY KEY("optimization_id","index")
);
--> statement-breakpoint
CREATE TABLE "optimizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"evaluation_id" uuid NOT NULL,
	"experiment_id" uuid NOT NULL,
	"confirmation_id" uuid,
	"finalists" integer[] DEFAULT '{}' NOT NULL,
	"status" text NOT NULL,
	"stop_reason" text,
	"parameters" jsonb NOT NULL,
	"writer" jsonb,
	"is_rewriting" boolean DEFAULT false NOT NULL,
	"writer_cost_micros" bigint DEFAULT 0 NOT NULL,
	"limits" jsonb NOT NULL,
	"search_cases" integer NOT NULL,
	"held_out_cases" integer NOT NULL,
	"seed" integer NOT NULL,
	"error" text,
	"error_ref" jsonb,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "experiment_results" ADD COLUMN "whole_ms" double precision;--> statement-breakpoint
ALTER TABLE "experiment_results" ADD COLUMN "whole_cost_micros" bigint;--> statement-breakpoint
ALTER TABLE "experiments" ADD COLUMN "part" text;--> statement-breakpoint
ALTER TABLE "optimization_candidates" ADD CONSTRAINT "optimization_candidates_optimization_id_optimizations_id_fk" FOREIGN KEY ("optimization_id") REFERENCES "public"."optimizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimization_candidates" ADD CONSTRAINT "optimization_candidates_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizations" ADD CONSTRAINT "optimizations_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizations" ADD CONSTRAINT "optimizations_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizations" ADD CONSTRAINT "optimizations_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "optimizations" ADD CONSTRAINT "optimizations_confirmation_id_experiments_id_fk" FOREIGN KEY ("confirmation_id") REFERENCES "public"."experiments"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "optimization_candidates_workspace_id_index" ON "optimization_candidates" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "optimizations_workspace_id_evaluation_id_index" ON "optimizations" USING btree ("workspace_id","evaluation_id");