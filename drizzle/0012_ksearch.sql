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
