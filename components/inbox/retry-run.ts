import { send } from '@/lib/client/http/request'
import { rerunRun } from '@/lib/contracts/runs'

/** Begins a new run where the given one failed; its page follows it, so the stream is let go of. @returns its id */
export async function retryRun(runId: string): Promise<string | null> {
  const response = await send(rerunRun, { params: { runId }, body: {} })
  const id = response.headers.get('x-run-id')
  await response.body?.cancel()
  return id
}
