import { difyCurl, flowiseCurl, flowiseWidget, mcpSettings } from './peer-snippets'
import type { SnippetTarget } from './snippet-target'

export type SnippetId =
  | 'curl'
  | 'curlStream'
  | 'curlConversation'
  | 'pythonOpenai'
  | 'pythonRequests'
  | 'typescriptOpenai'
  | 'typescriptFetch'
  | 'typescriptResponses'
  | 'typescriptUseChat'
  | 'mcpSettings'
  | 'flowiseWidget'
  | 'flowiseCurl'
  | 'difyCurl'

/** Code that runs as pasted. An example is missing if the app does not support its API. */
export function snippets(target: SnippetTarget): Partial<Record<SnippetId, string>> {
  return {
    curl: curl(target, false),
    curlStream: curl(target, true),
    ...(target.message === null
      ? {}
      : {
          curlConversation: curlConversation(target),
          pythonOpenai: pythonOpenai(target, target.message),
          typescriptOpenai: typescriptOpenai(target, target.message),
          typescriptResponses: typescriptResponses(target, target.message),
          typescriptUseChat: typescriptUseChat(target),
        }),
    pythonRequests: pythonRequests(target),
    typescriptFetch: typescriptFetch(target),
    mcpSettings: mcpSettings(target),
    flowiseWidget: flowiseWidget(target),
    flowiseCurl: flowiseCurl(target),
    difyCurl: difyCurl(target),
  }
}

export type WidgetMode = 'bubble' | 'inline' | 'page'

/** The widget code for any website. */
export function htmlSnippet({ baseUrl, slug }: Pick<SnippetTarget, 'baseUrl' | 'slug'>, mode: WidgetMode): string {
  const script = `<script src="${baseUrl}/widget.js"`
  if (mode === 'bubble') return `${script} data-app="${slug}" defer></script>`
  // A fixed height prevents layout shift.
  const style = mode === 'inline' ? ' style="display: block; height: 600px"' : ''
  return `<patchbay-chat app="${slug}" mode="${mode}"${style}></patchbay-chat>\n${script} defer></script>`
}

/** Code that signs in visitors from the customer's server. */
export function identitySnippet(): string {
  return `// On your server, for the signed-in user (npm install jsonwebtoken):
import jwt from 'jsonwebtoken'

const token = jwt.sign({ sub: user.id }, process.env.PATCHBAY_IDENTITY_SECRET, {
  algorithm: 'HS256',
  expiresIn: '1h',
})

// In your web page, once widget.js is loaded:
Patchbay.identify(token)`
}

const runsUrl = ({ baseUrl, slug }: SnippetTarget) => `${baseUrl}/api/v1/apps/${slug}/runs`

function curl(target: SnippetTarget, stream: boolean): string {
  const body = JSON.stringify({ inputs: target.inputs, ...(stream ? { stream } : {}) })
  return `curl${stream ? ' -N' : ''} ${runsUrl(target)} \\
  -H 'Authorization: Bearer ${target.apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '${body.replaceAll("'", `'\\''`)}'`
}

/** Two calls: a conversation, and a message in it. */
function curlConversation(target: SnippetTarget): string {
  const url = `${target.baseUrl}/api/v1/apps/${target.slug}/conversations`
  const inputs = JSON.stringify(target.inputs).replaceAll("'", `'\\''`)
  return `ID=$(curl -s -X POST ${url} \\
  -H 'Authorization: Bearer ${target.apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{}' | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
curl ${runsUrl(target)} \\
  -H 'Authorization: Bearer ${target.apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{"conversationId":"'"$ID"'","inputs":${inputs}}'`
}

function typescriptResponses({ baseUrl, slug, apiKey }: SnippetTarget, message: string): string {
  return `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: '${baseUrl}/api/openai/v1', apiKey: '${apiKey}' })

const first = await client.responses.create({ model: '${slug}', input: ${JSON.stringify(message)} })
console.log(first.output_text)
const next = await client.responses.create({
  model: '${slug}',
  input: 'Tell me more.',
  previous_response_id: first.id,
})
console.log(next.output_text)`
}

/** Through the customer's server, because a key in a web page is public. */
function typescriptUseChat({ baseUrl, slug, apiKey }: SnippetTarget): string {
  return `// Your server, such as app/api/chat/route.ts of Next.js. Your page: useChat() of @ai-sdk/react, as it is.
export async function POST(request: Request): Promise<Response> {
  const answer = await fetch('${baseUrl}/api/v1/apps/${slug}/ai-sdk', {
    method: 'POST',
    // Add 'patchbay-end-user' with your user's id to separate the chats of users.
    headers: { authorization: 'Bearer ${apiKey}', 'content-type': 'application/json' },
    body: await request.text(),
  })
  return new Response(answer.body, { status: answer.status, headers: answer.headers })
}`
}

function pythonOpenai({ baseUrl, slug, apiKey }: SnippetTarget, message: string): string {
  return `# pip install openai
from openai import OpenAI

client = OpenAI(base_url="${baseUrl}/api/openai/v1", api_key="${apiKey}")

stream = client.chat.completions.create(
    model="${slug}",
    messages=[{"role": "user", "content": ${JSON.stringify(message)}}],
    stream=True,
)
for chunk in stream:
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
print()`
}

function pythonRequests(target: SnippetTarget): string {
  return `# pip install requests
import json
import requests

response = requests.post(
    "${runsUrl(target)}",
    headers={"Authorization": "Bearer ${target.apiKey}"},
    json={"inputs": json.loads(${JSON.stringify(JSON.stringify(target.inputs))})},
    timeout=120,
)
response.raise_for_status()
run = response.json()
print(run["answer"] or run["outputs"])`
}

function typescriptOpenai({ baseUrl, slug, apiKey }: SnippetTarget, message: string): string {
  return `// npm install openai
import OpenAI from 'openai'

const client = new OpenAI({ baseURL: '${baseUrl}/api/openai/v1', apiKey: '${apiKey}' })

const stream = await client.chat.completions.create({
  model: '${slug}',
  messages: [{ role: 'user', content: ${JSON.stringify(message)} }],
  stream: true,
})
for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta?.content ?? '')`
}

function typescriptFetch(target: SnippetTarget): string {
  const body = JSON.stringify({ inputs: target.inputs }, null, 2).replaceAll('\n', '\n  ')
  return `const response = await fetch('${runsUrl(target)}', {
  method: 'POST',
  headers: { authorization: 'Bearer ${target.apiKey}', 'content-type': 'application/json' },
  body: JSON.stringify(${body}),
})
const run = await response.json()
if (!response.ok) throw new Error(run.error.message)
console.log(run.answer ?? run.outputs)`
}
