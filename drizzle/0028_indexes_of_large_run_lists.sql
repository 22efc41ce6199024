CREATE INDEX "runs_slowest_index" ON "runs" USING btree ("workspace_id",(coalesce(duration_ms, -1::float8)),"id");--> statement-breakpoint
CREATE INDEX "runs_costliest_index" ON "runs" USING btree ("workspace_id",(coalesce(cost_micros, -1::float8)),"id");--> statement-breakpoint
CREATE INDEX "runs_unfinished_index" ON "runs" USING btree ("id") WHERE status in ('queued', 'running');