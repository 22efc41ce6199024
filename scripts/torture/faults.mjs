// Faults injected into a cluster for about a minute. Each resolves when everything is up again.
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'

const pick = (list) => list[Math.floor(Math.random() * list.length)]
const during = async (seconds, step) => {
  const endMs = performance.now() + seconds * 1_000
  while (performance.now() < endMs) await step()
}

/** `env`: of which members the processes get other settings; `maxConnections`: of the PostgreSQL. */
export const FAULTS = {
  none: { run: () => wait(20_000) },
  kill: {
    run: ({ members, seconds }) =>
      during(seconds, async () => {
        await wait(1_000 + Math.random() * 2_000)
        const victim = pick(members)
        await victim.kill()
        await victim.start()
      }),
  },
  sigterm: {
    run: ({ members, seconds }) =>
      during(seconds, async () => {
        for (const member of members) {
          await member.terminate()
          await member.start()
        }
      }),
  },
  sigstop: {
    run: async ({ members }) => {
      for (const member of members) {
        member.child.kill('SIGSTOP')
        await wait(20_000)
        member.child.kill('SIGCONT')
        await wait(1_000)
      }
    },
  },
  'pg-fast': { run: ({ database, seconds }) => restarts(database, seconds, 'fast') },
  'pg-immediate': { run: ({ database, seconds }) => restarts(database, seconds, 'immediate') },
  'pg-terminate': {
    run: async ({ database, seconds }) => {
      const admin = postgres(database.url, { max: 1, onnotice: () => {} })
      await during(seconds, async () => {
        await wait(1_000)
        await admin`select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and backend_type = 'client backend' and application_name <> 'torture'`
      })
      await admin.end()
    },
  },
  'max-connections': {
    maxConnections: 60,
    /** Repeatedly acquires nearly all remaining connections and releases them. */
    run: async ({ database, seconds }) => {
      await during(seconds, async () => {
        const connections = await takeConnections(database.url, 2)
        await wait(4_000)
        await Promise.all(connections.map((sql) => sql.end({ timeout: 1 })))
        await wait(1_000)
      })
    },
  },
  'clock-skew': {
    /** One process an hour ahead and one an hour behind, by libfaketime. */
    env: (index) => (index === 0 ? fakeTime('+1h') : index === 3 ? fakeTime('-1h') : {}),
    isPossible: () => fakeTimeLibrary() !== null,
    run: ({ seconds }) => wait(seconds * 1_000),
  },
}

async function restarts(database, seconds, mode) {
  await during(seconds, async () => {
    await wait(6_000)
    await database.restart(1_000, mode)
  })
}

/** Opens connections until the server has none left, then releases some. */
async function takeConnections(url, spare) {
  const connections = []
  for (;;) {
    const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'torture' } })
    try {
      await sql`select 1`
      connections.push(sql)
    } catch {
      await sql.end({ timeout: 1 })
      break
    }
  }
  await Promise.all(connections.splice(0, spare).map((sql) => sql.end({ timeout: 1 })))
  return connections
}

const fakeTimeLibrary = () =>
  ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib']
    .map((folder) => `${folder}/faketime/libfaketimeMT.so.1`)
    .find((file) => existsSync(file)) ?? null

/** Wall-clock time only: timers are correct on a machine with a wrong clock. */
const fakeTime = (offset) => ({ LD_PRELOAD: fakeTimeLibrary(), FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: '1' })
