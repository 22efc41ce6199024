import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { count, eq, notInArray, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { rows } from '@/lib/db/database'
import { processes, runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { startJobQueue } from '@/lib/jobs/start-job-queue'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { projectRoot } from '@/lib/platform/project-root'
import { jobKinds } from '@/lib/runs/system/job-kinds'

/** The workers need no stored secret. */
const MASTER_KEY = `k1:${randomBytes(32).toString('base64')}`

interface Worker {
  /** Its row in `processes`. */
  id: string
  child: ChildProcess
}

/** Worker processes of the product on PostgreSQL, and a server whose responses the test releases. */
export class WorkerProcesses {
  readonly alive: Worker[] = []
  /** The paths of all calls, in order. */
  readonly called: string[] = []
  private waiting: ServerResponse[] = []
  private isOpen = false

  private constructor(
    readonly app: TestApp,
    private readonly server: Server,
    private readonly target: string,
    private readonly databaseUrl: string,
    private readonly dataDir: string,
    private readonly entry: string,
  ) {
    server.on('request', ({ url = '' }, response) => {
      this.called.push(url)
      if (this.isOpen) response.end('done')
      else this.waiting.push(response)
    })
  }

  /** @param graphOf the graph of the app, given the address of the server */
  static async create(name: string, graphOf: (url: string) => Graph): Promise<WorkerProcesses> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const target = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const app = await createTestApp(name, graphOf(target))
    const [found] = rows<{ name: string }>(await app.studio.system.db.execute(sql`select current_database() as name`))
    const url = new URL(process.env.TEST_DATABASE_URL ?? '')
    url.pathname = `/${found?.name}`
    const dataDir = await mkdtemp(path.join(tmpdir(), 'patchbay-killed-'))
    return new WorkerProcesses(app, server, target, url.href, dataDir, fileURLToPath(await bundleEntry('server.ts')))
  }

  async close(): Promise<void> {
    for (const worker of this.alive.splice(0)) await this.kill(worker)
    this.server.closeAllConnections()
    this.server.close()
    await this.app.close()
    for (const folder of [this.dataDir, path.dirname(this.entry)]) await rm(folder, { recursive: true })
  }

  /** Sends a job that a worker processes. */
  async send(...job: Parameters<Awaited<ReturnType<typeof startJobQueue>>['send']>): Promise<void> {
    const queue = await startJobQueue({ embedded: null, databaseUrl: this.databaseUrl, sql: null }, jobKinds)
    await queue.send(...job)
    await queue.stop()
  }

  /** Starts a worker process of the product. */
  async start(): Promise<void> {
    const { db } = this.app.studio.system
    const known = (await db.select({ id: processes.id }).from(processes)).map(({ id }) => id)
    const child = spawn(process.execPath, [this.entry], {
      cwd: projectRoot(),
      env: {
        PATH: process.env.PATH ?? '',
        NODE_ENV: 'production',
        ROLE: 'worker',
        LOG_LEVEL: 'silent',
        DATABASE_URL: this.databaseUrl,
        APP_MASTER_KEYS: MASTER_KEY,
        PATCHBAY_DATA_DIR: this.dataDir,
        EGRESS_ALLOW: this.target,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      if (line.startsWith('Patchbay worker is ready')) break
    }
    expect(lines.at(-1)).toMatch(/^Patchbay worker is ready/)
    const [added] = await db.select({ id: processes.id }).from(processes).where(notInArray(processes.id, known))
    this.alive.push({ id: added?.id ?? expect.unreachable('no heartbeat'), child })
  }

  async kill({ child }: Worker): Promise<void> {
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  /** Simulates ten seconds without heartbeats. If the other process holds the job, it loses it. */
  async expireHeartbeats({ id }: Worker, job: { name: string }): Promise<void> {
    const { db } = this.app.studio.system
    await db.update(processes).set({ seenAt: sql`now() - interval '1 minute'` }).where(eq(processes.id, id))
    await db.execute(sql`update pgboss.job set heartbeat_on = now() - interval '1 minute'
      where name = ${job.name} and state = 'active'`)
  }

  /** The worker that drives most of the runs, or another one. It is no longer in `alive`. */
  async takeVictim(isDriver: boolean): Promise<Worker> {
    const [most] = await this.app.studio.system.db
      .select({ owner: runs.owner, runs: count() })
      .from(runs)
      .where(eq(runs.status, 'running'))
      .groupBy(runs.owner)
      .orderBy(sql`count(*) desc`)
    const driver = this.alive.findIndex(({ id }) => id === most?.owner)
    const index = isDriver ? Math.max(0, driver) : this.alive.length - 1 - Math.max(0, driver)
    return this.alive.splice(index, 1)[0] ?? expect.unreachable('no worker')
  }

  /** Answers calls one after the other as they arrive. */
  async answer(calls: number): Promise<void> {
    for (let answered = 0; answered < calls; answered += 1) {
      await expect.poll(() => this.pending().length, { interval: 20, timeout: 30_000 }).toBeGreaterThan(0)
      this.pending().shift()?.end('done')
    }
  }

  /** Answers every call from now on at once. */
  open(): void {
    this.isOpen = true
    for (const response of this.pending()) response.end('done')
  }

  /** Calls without a response whose caller is alive. */
  private pending(): ServerResponse[] {
    this.waiting = this.waiting.filter(({ destroyed, socket }) => !destroyed && socket !== null && !socket.destroyed)
    return this.waiting
  }
}
