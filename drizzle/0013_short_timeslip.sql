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
ALTER TABLE "model_checks" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "model_check_results" ADD CONSTRAINT "model_check_results_check_id_model_checks_id_fk" FOREIGN KEY ("check_id") REFERENCES "public"."model_checks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_check_results" ADD CONSTRAINT "model_check_results_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "model_calls_workspace_id_at_index" ON "model_calls" USING btree ("workspace_id","at");