CREATE TABLE "review_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"evaluation_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"graph_hash" text NOT NULL,
	"version_number" integer,
	"input" text NOT NULL,
	"expected" text NOT NULL,
	"answer" text NOT NULL,
	"passages" text[] DEFAULT '{}' NOT NULL,
	"reviewers" integer DEFAULT 1 NOT NULL,
	"reserved_by" uuid,
	"reserved_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_labels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"reviewer_id" uuid NOT NULL,
	"reviewer_name" text NOT NULL,
	"passes" boolean NOT NULL,
	"seconds" double precision NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD COLUMN "judge" text;--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD COLUMN "subject" text;--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD COLUMN "served_model" text;--> statement-breakpoint
ALTER TABLE "experiment_scores" ADD COLUMN "cost_micros" bigint;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_labels" ADD CONSTRAINT "review_labels_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_labels" ADD CONSTRAINT "review_labels_item_id_review_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."review_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_labels" ADD CONSTRAINT "review_labels_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "review_items_evaluation_id_subject_index" ON "review_items" USING btree ("evaluation_id","subject");--> statement-breakpoint
CREATE UNIQUE INDEX "review_labels_item_id_reviewer_id_index" ON "review_labels" USING btree ("item_id","reviewer_id");--> statement-breakpoint
CREATE INDEX "review_labels_workspace_id_index" ON "review_labels" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "experiment_scores_workspace_id_judge_subject_index" ON "experiment_scores" USING btree ("workspace_id","judge","subject") WHERE judge is not null;