ALTER TABLE "oauth_grants" ADD COLUMN "family_hash" text;--> statement-breakpoint
ALTER TABLE "oauth_grants" ADD COLUMN "rotation_salt" text;--> statement-breakpoint
ALTER TABLE "oauth_grants" ADD CONSTRAINT "oauth_grants_familyHash_unique" UNIQUE("family_hash");