CREATE TABLE "reported_problems" (
	"evaluation_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"reported_by" uuid,
	"fixed_in_version" integer,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reported_problems_evaluation_id_run_id_pk" PRIMARY KEY("evaluation_id","run_id")
);
--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "closed_state" text;--> statement-breakpoint
ALTER TABLE "reported_problems" ADD CONSTRAINT "reported_problems_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reported_problems" ADD CONSTRAINT "reported_problems_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reported_problems" ADD CONSTRAINT "reported_problems_reported_by_users_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;