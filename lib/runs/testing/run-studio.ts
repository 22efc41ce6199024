import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { processes, runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { processId } from '../drive/process-id'
import type { StartRun } from '../drive/types'

export interface RunStudio {
  readonly studio: TestStudio
  readonly system: System
  readonly workspaceId: string
  readonly appId: string
  /** A run of the draft `graph`. */
  request(graph: Graph, system?: System): StartRun
  address(runId: string): { runId: string; workspaceId: string }
  rowOf(runId: string): Promise<RunRow>
}

/** For tests of drives: a studio and an app in a process with a heartbeat. Call it at the top of the test file. */
export function setUpRunStudio(): RunStudio {
  let studio: TestStudio
  let workspaceId = ''
  let appId = ''
  beforeAll(async () => {
    studio = await createTestStudio()
    workspaceId = (await studio.signUp('owner')).workspaceId
    appId = (await fillWorkspace(studio.system, workspaceId)).appId
    const seenAt = new Date(Date.now() + 3_600_000)
    await studio.system.db.insert(processes).values({ id: processId(), role: 'all', host: 'here', seenAt })
  })
  afterAll(() => studio.close())
  return {
    get studio() {
      return studio
    },
    get system() {
      return studio.system
    },
    get workspaceId() {
      return workspaceId
    },
    get appId() {
      return appId
    },
    request: (graph, system = studio.system) => ({
      system,
      workspaceId,
      appId,
      graph,
      version: null,
      history: [],
      origin: 'studio',
      inputs: { message: 'x' },
    }),
    address: (runId) => ({ runId, workspaceId }),
    rowOf: async (runId) =>
      (await studio.system.db.select().from(runs).where(eq(runs.id, runId)))[0] ?? expect.unreachable('no run'),
  }
}
