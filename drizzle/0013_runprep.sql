ALTER TABLE "runs" DROP CONSTRAINT "runs_workspace_id_workspaces_id_fk";
--> statement-breakpoint
DROP INDEX "model_calls_workspace_id_id_index";