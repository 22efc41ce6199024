import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { vector } from '@electric-sql/pglite-pgvector'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { projectRoot } from '@/lib/platform/project-root'

const MIGRATION = '0017'
const folder = path.join(projectRoot(), 'drizzle')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .toSorted()

let db: PGlite
beforeAll(async () => {
  db = await PGlite.create({ extensions: { vector } })
  for (const file of files) if (file < MIGRATION) await apply(file)
}, 60_000)
afterAll(() => db.close())

const apply = (file: string) => db.exec(readFileSync(path.join(folder, file), 'utf8'))

const [workspace, app, key] = [newId(), newId(), newId()]

async function addRun(environment: string | null, claim?: string): Promise<string> {
  const id = newId()
  await db.query(
    `insert into runs (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, labels, environment, key_id)
     values ($1, $2, $3, 'h', 'api', 'succeeded', '', '{}', '{}', $4, $5)`,
    [id, workspace, app, environment, key],
  )
  if (claim !== undefined)
    await db.query(
      `insert into idempotency_keys (workspace_id, app_id, key, request_hash, run_id) values ($1, $2, $3, 'h', $4)`,
      [workspace, app, claim, id],
    )
  return id
}

async function addConversation(title: string, chatId: string | null, runIds: readonly string[]): Promise<void> {
  const id = newId()
  await db.query(`insert into conversations (id, workspace_id, app_id, title, chat_id) values ($1, $2, $3, $4, $5)`, [
    ...[id, workspace, app],
    ...[title, chatId],
  ])
  for (const runId of runIds)
    await db.query(`insert into conversation_turns (conversation_id, run_id, workspace_id) values ($1, $2, $3)`, [
      ...[id, runId, workspace],
    ])
}

test('assigns existing rows to their environment and idempotency keys to their run', async () => {
  await db.query(`insert into workspaces (id, name, wrapped_dek) values ($1, 'w', 'x')`, [workspace])
  await db.query(`insert into apps (id, workspace_id, name, kind, draft) values ($1, $2, 'a', 'flow', '{}')`, [
    app,
    workspace,
  ])
  const live = await addRun(null, `${key}:once`)
  const staged = await addRun('staging', `${key}:3:ann:once`)
  await addRun('staging', `${newId()}:of-a-trigger`)
  await addConversation('chat of production continued with a key of staging', 'same', [staged])
  await addConversation('chat of staging', 'staging same', [])
  await addConversation('talk of staging', null, [staged])
  await addConversation('talk of both', null, [live, staged])
  for (const file of files) if (file.startsWith(MIGRATION)) await apply(file)

  const talks = await db.query(`select title, environment, chat_id from conversations order by title`)
  expect(talks.rows).toEqual([
    { title: 'chat of production continued with a key of staging', environment: 'production', chat_id: 'same' },
    { title: 'chat of staging', environment: 'staging', chat_id: 'same' },
    { title: 'talk of both', environment: 'production', chat_id: null },
    { title: 'talk of staging', environment: 'staging', chat_id: null },
  ])
  const claims = await db.query<{ key: string }>(`select key from idempotency_keys`)
  expect(claims.rows.map((claim) => claim.key)).toEqual(
    expect.arrayContaining([`${key}:once`, `${key}@staging:3:ann:once`, expect.stringMatching(/:of-a-trigger$/)]),
  )
})
