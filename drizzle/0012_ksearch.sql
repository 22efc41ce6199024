ALTER TABLE "indexed_documents" ADD COLUMN "first_number" bigint;--> statement-breakpoint
update "indexed_documents" held set first_number = counted.first from (select index_id, document_id, min(number) as first from chunks group by index_id, document_id having count(*) = count(number) and max(number) - min(number) + 1 = count(*)) counted where held.index_id = counted.index_id and held.document_id = counted.document_id;
--> statement-breakpoint
alter table "chunks" set (toast_tuple_target = 8160);
