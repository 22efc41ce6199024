CREATE TABLE "channel_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"conversation" text NOT NULL,
	"sender" text NOT NULL,
	"text" text NOT NULL,
	"target" jsonb NOT NULL,
	"status" text NOT NULL,
	"run_id" uuid,
	"sent_parts" integer DEFAULT 0 NOT NULL,
	"is_sending" boolean DEFAULT false NOT NULL,
	"error" text,
	"error_ref" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"app_id" uuid NOT NULL,
	"environment" text DEFAULT 'production' NOT NULL,
	"plugin" text NOT NULL,
	"connection_id" uuid,
	"public_id" text NOT NULL,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"encrypted_secrets" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"cursor" jsonb,
	"next_poll_at" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_message_at" timestamp with time zone,
	"last_error" text,
	"last_error_ref" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channels_publicId_unique" UNIQUE("public_id")
);
--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "plugin" text;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "event" text;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "connection_id" uuid;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "values" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "cursor" jsonb;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "interval_seconds" integer;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "next_poll_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "subscription" jsonb;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "capture_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "triggers" ADD COLUMN "sample" jsonb;--> statement-breakpoint
ALTER TABLE "channel_messages" ADD CONSTRAINT "channel_messages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_messages" ADD CONSTRAINT "channel_messages_channel_id_channels_id_fk" FOREIGN KEY ("channel_id") REFERENCES "public"."channels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channels" ADD CONSTRAINT "channels_connection_id_integration_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."integration_connections"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "channel_messages_channel_id_event_id_index" ON "channel_messages" USING btree ("channel_id","event_id");--> statement-breakpoint
CREATE INDEX "channel_messages_channel_id_conversation_status_index" ON "channel_messages" USING btree ("channel_id","conversation","status");--> statement-breakpoint
CREATE INDEX "channel_messages_workspace_id_index" ON "channel_messages" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "channel_messages_created_at_index" ON "channel_messages" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "channels_workspace_id_app_id_index" ON "channels" USING btree ("workspace_id","app_id");--> statement-breakpoint
CREATE INDEX "channels_next_poll_at_index" ON "channels" USING btree ("next_poll_at");--> statement-breakpoint
ALTER TABLE "triggers" ADD CONSTRAINT "triggers_connection_id_integration_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."integration_connections"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "triggers_next_poll_at_index" ON "triggers" USING btree ("next_poll_at");