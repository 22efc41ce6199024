ALTER TABLE "model_calls" DROP CONSTRAINT "model_calls_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "runs" DROP CONSTRAINT "runs_app_id_apps_id_fk";
