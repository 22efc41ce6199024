import 'server-only'
import { type SQL, sql } from 'drizzle-orm'

/** Origins of runs that can be turns of a conversation. */
const ORIGINS = sql`('page', 'widget', 'api', 'openai', 'mcp', 'flowise', 'dify', 'channel')`

const conversationOf = (run: SQL) =>
  sql`(select ct.conversation_id from conversation_turns ct where ct.run_id = ${run}.id and ct.workspace_id = ${run}.workspace_id limit 1)`

/** The columns of a first run that `TURNS` needs. */
export const HEAD_COLUMNS = sql`r.id, r.workspace_id, r.app_id, r.end_user, r.origin, r.environment, r.preview,
  r.history, r.created_at, ${conversationOf(sql`r`)} as conversation_id`

/**
 * Whether a run begins a thread. The first run of a stored conversation does; without one, a run without history. A
 * caller without a name who sends a history cannot be recognized again: each of its runs is a thread.
 */
export const isHead = sql`r.version_id is not null and r.shadow_of is null and r.origin in ${ORIGINS} and case
  when exists (select 1 from conversation_turns ct where ct.run_id = r.id and ct.workspace_id = r.workspace_id)
    then not exists (select 1 from conversation_turns ct join conversation_turns earlier
      on earlier.conversation_id = ct.conversation_id and earlier.run_id < ct.run_id
      where ct.run_id = r.id and ct.workspace_id = r.workspace_id)
  else r.end_user is null or jsonb_array_length(r.history) = 0 end`

/** The ids of all runs of the thread that begins with `h`: itself, its conversation, or the same end user's next runs. */
const turnIds = sql`
  select h.id
  union
  select ct.run_id from conversation_turns ct
  where ct.conversation_id = h.conversation_id and ct.workspace_id = h.workspace_id
  union
  select t.id from runs t
  where h.conversation_id is null and t.app_id = h.app_id and t.end_user = h.end_user and t.id > h.id
    and t.workspace_id = h.workspace_id and t.origin = h.origin and t.version_id is not null and t.shadow_of is null
    and jsonb_array_length(t.history) > 0
    and t.id < coalesce((
      select n.id from runs n
      where n.app_id = h.app_id and n.end_user = h.end_user and n.id > h.id and n.workspace_id = h.workspace_id
        and n.origin = h.origin and n.version_id is not null and n.shadow_of is null
        and jsonb_array_length(n.history) = 0
      order by n.id limit 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)`

/** All runs of the thread that begins with `h`, as `t`. */
export const TURNS = sql`(${turnIds}) as turn(id) join runs t on t.id = turn.id and t.workspace_id = h.workspace_id`
