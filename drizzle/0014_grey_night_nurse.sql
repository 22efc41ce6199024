CREATE TABLE "run_values" (
	"run_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "run_values_run_id_hash_pk" PRIMARY KEY("run_id","hash")
);
