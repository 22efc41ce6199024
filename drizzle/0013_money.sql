ALTER TABLE "model_calls" ADD COLUMN "training_job_id" uuid;--> statement-breakpoint
ALTER TABLE "model_calls" ADD COLUMN "sent_examples" integer;