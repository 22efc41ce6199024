import { send } from '@/lib/client/http/request'
import { rerunRun } from '@/lib/contracts/runs'

/** Starts a new run at the failed step. Its page follows the run, so the stream is closed here. @returns its id */
export async function retryRun(runId: string): Promise<string | null> {
  const response = await send(rerunRun, { params: { runId }, body: {} })
  const id = response.headers.get('x-run-id')
  await response.body?.cancel()
  return id
}
