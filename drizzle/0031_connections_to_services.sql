CREATE TABLE "integration_connections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"plugin" text NOT NULL,
	"kind" text NOT NULL,
	"custom" jsonb,
	"name" text NOT NULL,
	"owner_id" uuid,
	"fields" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"encrypted_secrets" text,
	"last4" text,
	"oauth_client_id" uuid,
	"encrypted_tokens" text,
	"token_expires_at" timestamp with time zone,
	"generation" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_holder" text,
	"grant_number" integer DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"state_message" text,
	"account_id" text,
	"account" text,
	"scopes" jsonb,
	"expires_at" timestamp with time zone,
	"tested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integration_oauth_clients" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"plugin" text NOT NULL,
	"client_id" text NOT NULL,
	"encrypted_secret" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "integration_sign_ins" (
	"hash" text PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" text NOT NULL,
	"plugin" text NOT NULL,
	"connection_id" uuid NOT NULL,
	"encrypted_payload" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "integration_connections" ADD CONSTRAINT "integration_connections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD CONSTRAINT "integration_connections_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD CONSTRAINT "integration_connections_oauth_client_id_integration_oauth_clients_id_fk" FOREIGN KEY ("oauth_client_id") REFERENCES "public"."integration_oauth_clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_oauth_clients" ADD CONSTRAINT "integration_oauth_clients_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_sign_ins" ADD CONSTRAINT "integration_sign_ins_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_sign_ins" ADD CONSTRAINT "integration_sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_sign_ins" ADD CONSTRAINT "integration_sign_ins_connection_id_integration_connections_id_fk" FOREIGN KEY ("connection_id") REFERENCES "public"."integration_connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "integration_connections_workspace_id_index" ON "integration_connections" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "integration_oauth_clients_workspace_id_plugin_index" ON "integration_oauth_clients" USING btree ("workspace_id","plugin");--> statement-breakpoint
CREATE INDEX "integration_sign_ins_expires_at_index" ON "integration_sign_ins" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "waits_id_index" ON "waits" USING btree ("id") WHERE "waits"."request"->>'kind' = 'reconnect' and "waits"."status" = 'waiting';