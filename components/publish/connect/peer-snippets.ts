import type { SnippetTarget } from './snippet-target'

/** Configuration of an MCP client, such as an editor or a chat app. */
export function mcpSettings({ baseUrl, slug, apiKey }: SnippetTarget): string {
  const server = { type: 'http', url: `${baseUrl}/mcp/apps/${slug}`, headers: { Authorization: `Bearer ${apiKey}` } }
  return JSON.stringify({ mcpServers: { [slug]: server } }, null, 2)
}

/** Flowise's own widget. On an allowed website it needs no key. */
export function flowiseWidget({ baseUrl, slug }: SnippetTarget): string {
  return `<script type="module">
  import Chatbot from 'https://cdn.jsdelivr.net/npm/flowise-embed/dist/web.js'
  Chatbot.init({ chatflowid: '${slug}', apiHost: '${baseUrl}' })
</script>`
}

export function flowiseCurl({ baseUrl, slug, apiKey, inputs, message }: SnippetTarget): string {
  const body = message === null ? { form: inputs } : { question: message }
  return curl(`${baseUrl}/api/v1/prediction/${slug}`, apiKey, body)
}

/** Dify clients only need another base URL, …/v1, and a key for this app only. */
export function difyCurl({ baseUrl, apiKey, inputs, message }: SnippetTarget): string {
  const common = { response_mode: 'blocking', user: 'customer-1' }
  if (message === null) return curl(`${baseUrl}/v1/workflows/run`, apiKey, { inputs, ...common })
  return curl(`${baseUrl}/v1/chat-messages`, apiKey, { query: message, inputs: {}, ...common })
}

function curl(url: string, apiKey: string, body: object): string {
  return `curl ${url} \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${JSON.stringify(body).replaceAll("'", `'\\''`)}'`
}
