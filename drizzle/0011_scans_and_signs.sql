CREATE TABLE "recognised_pages" (
	"workspace_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"languages" text NOT NULL,
	"page" integer NOT NULL,
	"text" text NOT NULL,
	"confidence" integer NOT NULL,
	CONSTRAINT "recognised_pages_document_id_page_pk" PRIMARY KEY("document_id","page")
);
--> statement-breakpoint
ALTER TABLE "knowledge_bases" ADD COLUMN "ocr" jsonb;--> statement-breakpoint
ALTER TABLE "recognised_pages" ADD CONSTRAINT "recognised_pages_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recognised_pages" ADD CONSTRAINT "recognised_pages_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE TABLE "chunk_signs" (
	"chunk_id" uuid PRIMARY KEY NOT NULL,
	"signs" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "embedded_texts" ADD COLUMN "signs" "bytea";--> statement-breakpoint
ALTER TABLE "chunk_signs" ADD CONSTRAINT "chunk_signs_chunk_id_chunks_id_fk" FOREIGN KEY ("chunk_id") REFERENCES "public"."chunks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chunk_signs" ALTER COLUMN "signs" SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE "chunk_signs" SET (toast_tuple_target = 8160);
