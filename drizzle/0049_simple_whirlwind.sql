ALTER TABLE "integration_sign_ins" ALTER COLUMN "user_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD COLUMN "for_end_users" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD COLUMN "setup_id" uuid;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD COLUMN "app_id" uuid;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD COLUMN "end_user" text;--> statement-breakpoint
ALTER TABLE "integration_sign_ins" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD CONSTRAINT "integration_connections_setup_id_integration_connections_id_fk" FOREIGN KEY ("setup_id") REFERENCES "public"."integration_connections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_connections" ADD CONSTRAINT "integration_connections_app_id_apps_id_fk" FOREIGN KEY ("app_id") REFERENCES "public"."apps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "integration_connections_setup_id_app_id_end_user_index" ON "integration_connections" USING btree ("setup_id","app_id","end_user");