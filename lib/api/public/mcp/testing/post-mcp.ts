import type { ServedApp } from '@/lib/api/testing/served-app'

export interface McpPost {
  /** Defaults to the app's own key; an empty one sends none. */
  key?: string
  session?: string
  path?: string
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** Sends a message to the MCP endpoint as a client does. A string is sent verbatim. */
export function postMcp({ url, apiKey }: ServedApp, body: unknown, post: McpPost = {}): Promise<Response> {
  const { key = apiKey, session, path = '/mcp', headers = {}, signal = null } = post
  return fetch(`${url}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...(session === undefined ? {} : { 'mcp-session-id': session }),
      ...headers,
    },
    signal,
  })
}

export const rpc = (method: string, params: object = {}, id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
})
