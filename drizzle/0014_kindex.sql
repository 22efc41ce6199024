ALTER TABLE "chunks" ALTER COLUMN "index_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "embedder";--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "embedder_hash";--> statement-breakpoint
ALTER TABLE "knowledge_bases" DROP COLUMN "dims";
--> statement-breakpoint
update knowledge_indexes set embedder = '{"connection":"builtin","model":"all-MiniLM-L6-v2"}'::jsonb where embedder->>'connection' = 'builtin';
