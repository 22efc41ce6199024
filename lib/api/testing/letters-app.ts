import 'server-only'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { createTestApp, type TestApp } from './test-app'

export interface LettersApp extends TestApp {
  /** Resumes a run whose question is answered, as a worker does. */
  drive(runId: string): ReturnType<typeof claimAndDrive>
}

/**
 * An app that sends a letter after its end user has approved it.
 * @param fields additional form fields of an answer
 */
export async function createLettersApp(fields: readonly JsonObject[] = []): Promise<LettersApp> {
  const app = await createTestApp('letters', letters(fields))
  const { studio, person } = app
  return Object.assign(app, {
    drive: (runId: string) => claimAndDrive(studio.system, { runId, workspaceId: person.workspaceId }),
  })
}

function letters(fields: readonly JsonObject[]): Graph {
  const config = { title: 'Send it?', message: 'It cannot be taken back.', byVisitor: true, fields: [...fields] }
  return chatApp([{ id: 'ask', type: 'approval', config }], ['in.message -> ask.content', 'ask.approved -> out.text'])
}
