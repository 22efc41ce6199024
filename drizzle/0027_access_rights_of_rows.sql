UPDATE "environments" SET "approval_since" = now() WHERE "needs_approval";
--> statement-breakpoint
-- A host stands for https from now on. What is sent to a loopback host leaves no machine, so plain http stays allowed there.
UPDATE "secrets" SET "hosts" = "hosts" || (SELECT coalesce(jsonb_agg('http://' || host), '[]') FROM jsonb_array_elements_text("hosts") AS host WHERE host ~ '^(localhost|127(\.[0-9]{1,3}){3})(:[0-9]+)?$');
--> statement-breakpoint
UPDATE "environment_secrets" SET "hosts" = "hosts" || (SELECT coalesce(jsonb_agg('http://' || host), '[]') FROM jsonb_array_elements_text("hosts") AS host WHERE host ~ '^(localhost|127(\.[0-9]{1,3}){3})(:[0-9]+)?$');
--> statement-breakpoint
UPDATE "members" SET "email_confirmed_at" = now() WHERE "role" = 'owner' AND NOT EXISTS (SELECT 1 FROM "invitations" WHERE "invitations"."accepted_by" = "members"."user_id" AND "invitations"."workspace_id" = "members"."workspace_id");
--> statement-breakpoint
UPDATE "members" SET "email_confirmed_at" = "invitations"."accepted_at" FROM "invitations", "users" WHERE "users"."id" = "members"."user_id" AND "invitations"."accepted_by" = "members"."user_id" AND "invitations"."workspace_id" = "members"."workspace_id" AND "invitations"."email" = "users"."email";
