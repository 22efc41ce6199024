import type { APIRequestContext } from '@playwright/test'

/**
 * Jobs that process documents: waiting, delayed or running. After a crash, a document that is ready is processed again
 * if its job had not ended.
 */
export async function ingestionJobs(request: APIRequestContext, origin: string): Promise<number> {
  const { states }: { states: QueueState[] } = await (await request.get(`${origin}/api/studio/queue`)).json()
  return states
    .filter(({ name }) => name === 'ingest-document')
    .reduce((sum, { ready, later, active }) => sum + ready + later + active, 0)
}

interface QueueState {
  name: string
  ready: number
  later: number
  active: number
}
