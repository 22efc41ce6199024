ALTER TABLE "channel_messages" ADD COLUMN "files" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "channel_messages" ADD COLUMN "sent_id" text;--> statement-breakpoint
CREATE INDEX "channel_messages_channel_id_sent_id_index" ON "channel_messages" USING btree ("channel_id","sent_id");