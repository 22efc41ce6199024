ALTER TABLE "dataset_examples" ADD COLUMN "masked" jsonb;--> statement-breakpoint
ALTER TABLE "dataset_examples" ADD COLUMN "keep_personal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "dataset_sources" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "dataset_version_examples" ADD COLUMN "keep_personal" boolean DEFAULT false NOT NULL;