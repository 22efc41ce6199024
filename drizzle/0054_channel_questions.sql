CREATE TABLE "channel_questions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"wait_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"target" jsonb NOT NULL,
	"conversation" text NOT NULL,
	"sender" text NOT NULL,
	"status" text NOT NULL,
	"sent_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "channel_messages" ADD COLUMN "preview_id" text;--> statement-breakpoint
ALTER TABLE "channel_messages" ADD COLUMN "preview_busy_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "channel_questions" ADD CONSTRAINT "channel_questions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_questions" ADD CONSTRAINT "channel_questions_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_questions" ADD CONSTRAINT "channel_questions_wait_id_waits_id_fk" FOREIGN KEY ("wait_id") REFERENCES "public"."waits"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "channel_questions_wait_id_kind_index" ON "channel_questions" USING btree ("wait_id","kind");--> statement-breakpoint
CREATE INDEX "channel_questions_channel_id_conversation_index" ON "channel_questions" USING btree ("channel_id","conversation");--> statement-breakpoint
CREATE INDEX "channel_questions_workspace_id_index" ON "channel_questions" USING btree ("workspace_id");