CREATE TABLE "word_pages" (
	"segment_id" uuid NOT NULL,
	"page" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "word_pages_segment_id_page_pk" PRIMARY KEY("segment_id","page")
);
--> statement-breakpoint
CREATE TABLE "word_segments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"index_id" uuid NOT NULL,
	"chunk_count" integer NOT NULL,
	"text_terms" bigint NOT NULL,
	"context_terms" bigint NOT NULL,
	"first_terms" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
DROP INDEX "chunks_search_index";--> statement-breakpoint
ALTER TABLE "chunks" ALTER COLUMN "search" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "chunks" ADD COLUMN "number" bigint;--> statement-breakpoint
ALTER TABLE "documents" ADD COLUMN "access" text[];--> statement-breakpoint
ALTER TABLE "word_pages" ADD CONSTRAINT "word_pages_segment_id_word_segments_id_fk" FOREIGN KEY ("segment_id") REFERENCES "public"."word_segments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_segments" ADD CONSTRAINT "word_segments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "word_segments" ADD CONSTRAINT "word_segments_index_id_knowledge_indexes_id_fk" FOREIGN KEY ("index_id") REFERENCES "public"."knowledge_indexes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "word_segments_index_id_index" ON "word_segments" USING btree ("index_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chunks_index_id_number_index" ON "chunks" USING btree ("index_id","number");
--> statement-breakpoint
ALTER TABLE "word_pages" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
