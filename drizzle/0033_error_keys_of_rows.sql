ALTER TABLE "batch_items" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "batches" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "dataset_sources" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "model_check_results" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "model_checks" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "indexed_documents" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "knowledge_indexes" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "metadata_fills" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "lab_makes" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "lab_results" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "lab_runs" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "training_jobs" ADD COLUMN "error_ref" jsonb;--> statement-breakpoint
ALTER TABLE "visitor_requests" ADD COLUMN "problem_ref" jsonb;