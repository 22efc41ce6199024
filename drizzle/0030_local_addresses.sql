CREATE TABLE "local_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"allowed_by" uuid,
	"allowed_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "blocked_address" text;--> statement-breakpoint
CREATE UNIQUE INDEX "local_addresses_host_port_index" ON "local_addresses" USING btree ("host","port");