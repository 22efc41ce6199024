ALTER TABLE "chunks" DROP CONSTRAINT "chunks_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "chunks" DROP CONSTRAINT "chunks_knowledge_base_id_knowledge_bases_id_fk";
--> statement-breakpoint
DROP INDEX "chunks_knowledge_base_id_index";