import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { newId } from '@/lib/core/new-id'
import type { OpenDatabase } from '@/lib/db/database'
import { migrateDatabase } from '@/lib/db/migrate'
import { openEmbedded, openPostgres } from '@/lib/db/open-database'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import type { RunStore } from '@/lib/engine/execution'
import type { Plan } from '@/lib/graph/plan'
import { EventLog } from '@/lib/runs/log/event-log'
import { chatBehaviors, chatPlan } from './chat'
import { chain, fan, planOf, runPlan } from './graphs'
import { measure, table } from './measure'

const least = { warmups: 5, forMs: 2_500 }

/** Runs on the product's event log: every event of a run is in the database when it ends. */
class DurableRuns {
  private readonly log: EventLog

  constructor({ orm }: OpenDatabase) {
    this.log = new EventLog({ db: orm, writer: 'bench' })
  }

  async run(plan: Plan, options: Parameters<typeof runPlan>[1] = {}): Promise<void> {
    const { store, runId } = this.storeOf()
    await runPlan(plan, { ...options, store })
    await this.log.committed(runId)
  }

  async runToAnswer(plan: Plan, options: Parameters<typeof runPlan>[1] = {}): Promise<void> {
    await runPlan(plan, { ...options, store: this.storeOf().store })
  }

  async commitOnce(): Promise<void> {
    const { store } = this.storeOf()
    store.append({ type: 'run-start', atMs: 0, planHash: '', inputs: {} })
    await store.committed()
  }

  close(): Promise<void> {
    return this.log.flush()
  }

  private storeOf(): { store: RunStore; runId: string } {
    const runId = newId()
    let seq = 0
    const number = (event: RunEvent): StoredRunEvent => ({ seq: ++seq, event })
    return {
      runId,
      store: {
        append: (event) => this.log.append(runId, number(event)),
        committed: () => this.log.committed(runId),
      },
    }
  }
}

async function measureDatabase(name: string, database: OpenDatabase): Promise<void> {
  await migrateDatabase(database)
  const runs = new DurableRuns(database)
  const commit = await measure(() => runs.commitOnce(), least)
  const rows = [['one commit', '', commit.medianMs.toFixed(2), '']]
  for (const [label, graph, nodes] of [
    ['chain of 10', chain(10), 11],
    ['chain of 100', chain(100), 101],
    ['fan-out and in of 100', fan(100), 102],
  ] as const) {
    const plan = planOf(graph)
    for (const durability of ['async', 'sync'] as const) {
      const { medianMs } = await measure(() => runs.run(plan, { durability }), least)
      rows.push([label, durability, medianMs.toFixed(2), (medianMs / nodes / commit.medianMs).toFixed(2)])
    }
  }
  table(`${name}: a run until its last event is stored`, ['graph', 'durability', 'ms', 'commits a node'], rows)
  await measureChatOn(name, runs)
  await runs.close()
}

/** Users wait for the answer, not for the commit after it. */
async function measureChatOn(name: string, runs: DurableRuns): Promise<void> {
  const plan = chatPlan()
  const none = await measure(() => runPlan(plan, { behaviors: chatBehaviors }), least)
  const rows = [['nothing stored', none.medianMs.toFixed(2), '']]
  for (const durability of ['async', 'sync'] as const) {
    const answered = await measure(async () => {
      await runs.runToAnswer(plan, { durability, behaviors: chatBehaviors })
    }, least)
    rows.push([
      durability,
      answered.medianMs.toFixed(2),
      `${((answered.medianMs / none.medianMs - 1) * 100).toFixed(1)} %`,
    ])
  }
  table(
    `${name}: chat of 3 nodes whose model takes 50 ms, until the answer is there`,
    ['durability', 'ms', 'added'],
    rows,
  )
}

export async function measureDatabases(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'patchbay-bench-db-'))
  const embedded = await openEmbedded(folder)
  try {
    await measureDatabase('Embedded database', embedded)
  } finally {
    await embedded.close()
    await rm(folder, { recursive: true, force: true })
  }
  const url = process.env.BENCH_POSTGRES_URL
  if (url === undefined) {
    process.stdout.write('\nPostgreSQL: not measured. Set BENCH_POSTGRES_URL to an empty database.\n')
    return
  }
  const postgres = await openPostgres(url)
  try {
    await measureDatabase('PostgreSQL', postgres)
  } finally {
    await postgres.close()
  }
}
