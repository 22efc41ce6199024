// Pick-up and drain of the job queue. node bench/run-ts.mjs bench/queue.ts [--jobs 5000]; on PostgreSQL with TEST_DATABASE=postgres TEST_DATABASE_URL=…
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { JobKind } from '@/lib/jobs/job-kind'
import { startJobQueue } from '@/lib/jobs/start-job-queue'
import { openQueueDatabase } from '@/lib/jobs/testing/open-queue-database'

const count = Number(process.argv[process.argv.indexOf('--jobs') + 1]) || 3_000
const kind: JobKind<{ sentAt: number }> = {
  name: 'bench',
  schema: z.strictObject({ sentAt: z.number() }),
  concurrency: 20,
  retryLimit: 1,
  expireInSeconds: 60,
}
const quantile = (values: number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * q)]?.toFixed(1)

const database = await openQueueDatabase()
const queue = await startJobQueue(database.connection, [kind])
let handled = 0
let pickUps: number[] = []
let waiting: (() => void) | null = null
await queue.work(kind, async ({ sentAt }) => {
  handled += 1
  // Backlog jobs have no timestamp.
  if (sentAt > 0) pickUps.push(performance.now() - sentAt)
  waiting?.()
})

const idle = process.cpuUsage()
await new Promise((resolve) => setTimeout(resolve, 10_000))
const used = process.cpuUsage(idle)
console.log(`${database.kind}: idle ${((used.user + used.system) / 100_000).toFixed(2)} % of one core`)

for (let index = 0; index < 200; index += 1) {
  const done = new Promise<void>((resolve) => {
    waiting = resolve
  })
  await database.db.transaction((tx) => queue.send(kind, { sentAt: performance.now() }, { tx, group: 'a' }))
  await done
  await new Promise((resolve) => setTimeout(resolve, 5))
}
console.log(`pick-up from send to handler: p50 ${quantile(pickUps, 0.5)} ms, p95 ${quantile(pickUps, 0.95)} ms`)

waiting = null
handled = 0
pickUps = []
const groups = Array.from({ length: 4 }, (_, index) => `workspace ${index}`)
const finished = new Promise<void>((resolve) => {
  const timer = setInterval(() => {
    if (handled < count) return
    clearInterval(timer)
    resolve()
  }, 5)
})
const beganAt = performance.now()
for (const group of groups)
  await queue.sendMany(
    kind,
    Array.from({ length: Math.ceil(count / groups.length) }, () => ({ data: { sentAt: performance.now() } })),
    { group },
  )
const sentMs = performance.now() - beganAt
await finished
const drainMs = performance.now() - beganAt
console.log(
  `drain of ${count} jobs: ${Math.round((count / drainMs) * 1_000)} jobs/s (sent in ${Math.round(sentMs)} ms, empty handler)`,
)

// A single job of one workspace must not wait for another workspace's backlog.
await queue.sendMany(
  kind,
  Array.from({ length: 10_000 }, () => ({ data: { sentAt: 0 } })),
  { group: 'big' },
)
pickUps = []
for (let index = 0; index < 20; index += 1) {
  const sentAt = performance.now()
  await queue.send(kind, { sentAt }, { group: `small ${index}` })
  await new Promise((resolve) => setTimeout(resolve, 50))
}
const left = await database.db.execute(sql`select count(*)::int as count from pgboss.job where state = 'created'`)
console.log(
  `beside a backlog (left: ${JSON.stringify(left).slice(0, 60)}): p50 ${quantile(pickUps, 0.5)} ms, p95 ${quantile(pickUps, 0.95)} ms`,
)
await queue.stop({ handOver: true })
await database.close()
process.exit()
