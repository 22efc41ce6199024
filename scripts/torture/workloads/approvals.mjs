import { setTimeout as wait } from 'node:timers/promises'
import { startRun } from '../client.mjs'
import { approvalGraph, publish } from '../studio.mjs'

/** Requests that two processes answer at the same moment, one with yes and one with no. */
export async function approvals(world, { runs, paced }) {
  const app = await publish(world, 'Approvals', approvalGraph(world.target.url))
  const ids = new Map()
  const problems = []
  return {
    app,
    async work() {
      await paced(runs, async (run) => {
        const name = `approval-${run}`
        const runId = await startRun({ ...world, app }, name, { what: name })
        ids.set(name, runId)
        await answerTwice(world, { name, runId, problems })
      })
    },
    expected: async () => runs,
    writes: async (sql) => {
      const rows = await sql`select run_id, answer from waits where app_id = ${app.id}`
      const approved = new Set(rows.filter(({ answer }) => answer?.decision === 'approved').map((row) => row.run_id))
      return [...ids].filter(([, runId]) => approved.has(runId)).map(([name]) => name)
    },
    inspect: async (sql) => {
      const repeatedRuns = await sql`
        select run_id from waits where app_id = ${app.id} group by run_id having count(*) > 1`
      return [...problems, ...repeatedRuns.map((row) => `${row.run_id} asked twice`)]
    },
  }
}

async function answerTwice({ urls, owner, sql }, { name, runId, problems }) {
  const waitId = await questionOf(sql, runId)
  if (!waitId) return problems.push(`${name} never asked`)
  const decisions = ['approved', 'rejected'].toSorted(() => Math.random() - 0.5)
  const answers = await Promise.all(
    decisions.map((decision, index) =>
      owner([urls[index % urls.length]], 'POST', `/waits/${waitId}/answer`, { decision }).catch((error) => ({ error })),
    ),
  )
  const outcomes = answers.flatMap(({ answer, error }) => (error ? [String(error)] : [answer.decision]))
  if (new Set(outcomes).size !== 1) problems.push(`${name} was answered differently: ${outcomes.join(' and ')}`)
}

async function questionOf(sql, runId) {
  const giveUpAt = performance.now() + 240_000
  while (performance.now() < giveUpAt) {
    const rows = await sql`select id from waits where run_id = ${runId}`.catch(() => [])
    if (rows[0]) return rows[0].id
    await wait(500)
  }
  return null
}
