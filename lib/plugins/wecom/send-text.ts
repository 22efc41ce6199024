import { z } from 'zod'
import type { ActionContext } from '../action-context'

/** Failures have status 200 and a number; only a success has the id of the message. */
const Sent = z.object({ msgid: z.string().default('') })

export async function sendMessage(
  { http, fields }: Pick<ActionContext, 'http' | 'fields'>,
  { to, text, format }: { to: string; text: string; format: 'text' | 'markdown' },
): Promise<string> {
  const response = await http({
    method: 'POST',
    url: '/cgi-bin/message/send',
    body: {
      json: {
        touser: to,
        msgtype: format,
        agentid: Number(fields.agentId),
        [format]: { content: text },
        // WeCom drops the same text to the same person within ten minutes.
        enable_duplicate_check: 1,
        duplicate_check_interval: 600,
      },
    },
  })
  return Sent.parse(response.json()).msgid
}

export const wecomFailure = { path: '/errcode', equals: 40014, reason: '/errcode' } as const
export const wecomErrors = {
  40014: { code: 'RECONNECT_REQUIRED', message: 'WeCom rejected the token of the app.' },
  60020: { code: 'TOOL_FAILED', message: 'The address of this server is not trusted by the WeCom app.' },
} as const
