// Requests of load.mjs to each subject; the bare proxy does the same work without us.
import { ASKS_FOR_TOOL } from './studio.mjs'

const CHAT = { okRe: 'tok50', tokenRe: 'tok1 ' }

/** @param servers by name: `{ url, headers }` */
export function scenariosOf(bareUrl, servers) {
  const native = (slug, message, stream, expected) => (server) => ({
    url: `${server.url}/api/v1/apps/${slug}/runs`,
    headers: server.headers,
    body: { inputs: { message }, stream },
    ...expected,
  })
  const openai = (stream) => (server) => ({
    url: `${server.url}/api/openai/v1/chat/completions`,
    headers: server.headers,
    body: { model: 'bench', stream, messages: [{ role: 'user', content: '{{q}}' }] },
    ...CHAT,
  })
  const bare = (path, body, expected) => ({ url: `${bareUrl}${path}`, body, ...expected })
  const scenario = (name, baseline, api) => ({
    name,
    baseline: 'bare',
    targets: {
      bare: baseline,
      ...Object.fromEntries(
        Object.entries(servers).flatMap(([subject, server]) =>
          Object.entries(api).map(([call, targetOf]) => [`${subject}+${call}`, targetOf(server)]),
        ),
      ),
    },
  })
  const chain = { okRe: '\\.9\\.10' }
  const agent = { okRe: 'tok50' }
  return [
    scenario('json', bare('/chat', { question: '{{q}}', stream: false }, CHAT), {
      native: native('bench', '{{q}}', false, CHAT),
      openai: openai(false),
    }),
    scenario('sse', bare('/chat', { question: '{{q}}', stream: true }, CHAT), {
      native: native('bench', '{{q}}', true, CHAT),
      openai: openai(true),
    }),
    scenario('chain', bare('/chain', { question: '{{q}}' }, chain), { native: native('chain', '{{q}}', false, chain) }),
    // The bare agent runs its tool itself, without a third call.
    scenario('agent', bare('/agent', { question: 'use tool shout with {"text":"x"} please' }, agent), {
      native: native('agent', ASKS_FOR_TOOL, false, agent),
    }),
  ]
}

export const SCENARIO_NAMES = ['json', 'sse', 'chain', 'agent']
