import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'

/** The text of a public address as it is, such as a feed. @throws TOOL_FAILED for a failed response */
export async function readText(
  fetch: EgressFetch,
  { url, signal, accept }: { url: string; signal: AbortSignal; accept: string },
): Promise<{ url: string; text: string }> {
  const response = await fetch(url, { signal, purpose: 'page', headers: { accept } })
  if (response.ok) return { url: response.url || url, text: await response.text() }
  await response.body?.cancel()
  const service = new URL(url).host
  throw new AppError('TOOL_FAILED', problem('plugins.failedStatus', { service, status: `${response.status}` }))
}
