import 'server-only'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { dropSingleton } from '@/lib/platform/singleton'

export interface WebhookReceiver extends Pick<Awaited<ReturnType<typeof startCanary>>, 'port' | 'seen'> {
  url: string
  /** Status of all responses. */
  answerWith: number
  close(): Promise<void>
}

/** The only address that this process may call, until it is closed. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = await startCanary((_request, response) => {
    response.statusCode = receiver.answerWith
    response.end('ok')
  })
  const url = `http://127.0.0.1:${server.port}`
  const receiver: WebhookReceiver = {
    ...server,
    url,
    answerWith: 200,
    async close() {
      delete process.env.EGRESS_ALLOW
      dropSingleton('env')
      server.close()
      await closeEgress()
    },
  }
  process.env.EGRESS_ALLOW = url
  dropSingleton('env')
  return receiver
}
